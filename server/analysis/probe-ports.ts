// The ports that probes and hooks of containers name.
import { portName } from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Container, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, isMap, valueAt, type Value } from '../../shared/model/value.ts';

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

const GROUPS = ['initContainers', 'containers'] as const;
const ACTIONS = ['httpGet', 'tcpSocket'] as const;

/**
 * The well-formed port names of probes and hooks that their own containers do not have, in order of containers.
 * Source: kubernetes/kubernetes pkg/probe/util.go ResolveContainerPort, v1.36: the ports of the container itself, whatever their protocol.
 */
export function missingProbePorts(source: PodSource): readonly ProbePort[] {
  const { template, raw } = source;
  const found: ProbePort[] = [];
  const spec = asMap(valueAt(raw, [...template.path, 'spec']));
  for (const group of GROUPS) {
    const containers = template[group];
    for (let index = 0; index < containers.length; index++) {
      const container = containers[index];
      if (container) addMissing({ source, container }, asList(spec[group])[index], [group, index], found);
    }
  }
  return found;
}

/** Adds what one container's probes and hooks name. The path is that of the container in the pod's `spec`. */
function addMissing(
  { source, container }: Pick<ProbePort, 'source' | 'container'>,
  written: Value | undefined,
  at: FieldPath,
  found: ProbePort[],
): void {
  for (const { handler, path } of HANDLERS) {
    const actions = valueAt(written, path);
    if (!isMap(actions)) continue;
    for (const action of ACTIONS) {
      const name = asMap(actions[action])['port'];
      if (typeof name !== 'string' || container.ports.some((port) => port.name === name)) continue;
      if (isUnresolved(name) || portName(name).length > 0) continue;
      const full = [...source.template.path, 'spec', ...at, ...path, action, 'port'];
      const other = containerWith(name, source, container);
      found.push({ source, container, handler, path: full, name, other });
    }
  }
}

function containerWith(name: string, { template }: PodSource, own: Container): string | undefined {
  const others = [...template.containers, ...template.initContainers].filter((other) => other !== own);
  return others.find(({ ports }) => ports.some((port) => port.name === name))?.name;
}
