// The headless Service that a StatefulSet lacks.
import type { Workload } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { writeScalar } from '../yaml/edit.ts';
import { declaredPorts } from './declared-ports.ts';

/** The text of a headless Service for the pods of a workload; `undefined` when the labels it selects them by are not known. */
export function headlessManifest(workload: Workload, name: string): string | undefined {
  const { template, selector, ref } = workload;
  const pairs = (selector ?? []).flatMap(({ key, operator, values: [value = ''] }) =>
    operator === 'In' && template.labels[key] === value ? [[key, value] as const] : [],
  );
  if (pairs.length === 0 || pairs.flat().some(isUnresolved)) return undefined;
  const ports = declaredPorts(workload);
  const areNamed = ports.length < 2 || new Set(ports.map((port) => port.name)).size === ports.length;
  const shown = areNamed ? ports : ports.slice(0, 1);
  const lines = shown.flatMap(({ name: portName, number, protocol }) => [
    `    - port: ${number}`,
    ...(portName === undefined ? [] : [`      name: ${writeScalar(portName)}`]),
    ...(protocol === 'TCP' ? [] : [`      protocol: ${protocol}`]),
  ]);
  return `apiVersion: v1
kind: Service
metadata:
  name: ${writeScalar(name)}
${ref.namespace === undefined ? '' : `  namespace: ${writeScalar(ref.namespace)}\n`}spec:
  clusterIP: None
  selector:
${pairs.map(([key, value]) => `    ${writeScalar(key)}: ${JSON.stringify(value)}`).join('\n')}
${lines.length === 0 ? '' : `  ports:\n${lines.join('\n')}\n`}`;
}
