// The ports that probes and hooks of containers name.
import { portName } from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Container, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, valueAt } from '../../shared/model/value.ts';

/** A port that a probe or hook of a container names. */
export interface ProbePort {
  readonly source: PodSource;
  readonly container: Container;
  readonly handler: 'livenessProbe' | 'readinessProbe' | 'startupProbe' | 'postStart' | 'preStop';
  /** `spec.containers[0].livenessProbe.httpGet.port`. */
  readonly path: FieldPath;
  readonly name: string;
  /** Another container of the pod that has a port of this name. */
  readonly other: string | undefined;
}

const HANDLERS: readonly { readonly handler: ProbePort['handler']; readonly path: FieldPath }[] = [
  { handler: 'livenessProbe', path: ['livenessProbe'] },
  { handler: 'readinessProbe', path: ['readinessProbe'] },
  { handler: 'startupProbe', path: ['startupProbe'] },
  { handler: 'postStart', path: ['lifecycle', 'postStart'] },
  { handler: 'preStop', path: ['lifecycle', 'preStop'] },
];

const ACTIONS = ['httpGet', 'tcpSocket'] as const;

/**
 * The well-formed port names of all probes and hooks, in order of containers.
 * Source: kubernetes/kubernetes pkg/probe/util.go ResolveContainerPort, v1.36: the ports of the container itself, whatever their protocol.
 */
export function* namedProbePorts(source: PodSource): Iterable<ProbePort> {
  const { template, raw } = source;
  for (const group of ['initContainers', 'containers'] as const) {
    for (const [index, container] of template[group].entries()) {
      const at = [...template.path, 'spec', group, index];
      const written = asMap(valueAt(raw, at));
      for (const { handler, path } of HANDLERS) {
        for (const action of ACTIONS) {
          const name = valueAt(written, [...path, action, 'port']);
          if (typeof name !== 'string' || isUnresolved(name) || portName(name).length > 0) continue;
          const other = containerWith(name, source, container);
          yield { source, container, handler, path: [...at, ...path, action, 'port'], name, other };
        }
      }
    }
  }
}

function containerWith(name: string, { template }: PodSource, own: Container): string | undefined {
  const others = [...template.containers, ...template.initContainers].filter((other) => other !== own);
  return others.find(({ ports }) => ports.some((port) => port.name === name))?.name;
}
