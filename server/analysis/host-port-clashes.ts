// Container ports that keep the pods of a workload from being created, while the workload itself is accepted.
import { defaultPod } from '../../shared/api/default-pod.ts';
import { number, struct, structs, text } from '../../shared/api/read.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Workload } from '../../shared/model/objects.ts';
import { asMap, valueAt, type ValueMap } from '../../shared/model/value.ts';

/** Two container ports that come to want one port of the host. */
export interface HostPortClash {
  /** `spec.template.spec.containers[1].ports[0]`. */
  readonly path: FieldPath;
  /** The one before it. */
  readonly first: FieldPath;
  readonly number: number;
  readonly protocol: string;
}

const NONE: readonly HostPortClash[] = [];

/**
 * The ports of a pod template for which every pod is refused with `hostPort: Duplicate value`. On the host's network each
 * container port becomes a host port, of pods but not of templates, so the API server takes the workload. Containers count
 * together, each init container alone. Two host ports that are both written are left out: those it refuses in the template.
 *
 * Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod, and pkg/apis/core/validation/validation.go
 * checkHostPortConflicts, v1.36.
 */
export function hostPortClashes({ raw, template }: Workload): readonly HostPortClash[] {
  if (!template.hostNetwork) return NONE;
  const spec = struct(defaultPod(asMap(valueAt(raw, template.path))), 'spec');
  const places = (list: string): readonly PlacedContainer[] =>
    structs(spec, list).map((container, index) => ({
      container,
      path: [...template.path, 'spec', list, index],
    }));
  const groups = [places('containers'), ...places('initContainers').map((one) => [one])];
  const isWritten = (port: FieldPath): boolean => valueAt(raw, [...port, 'hostPort']) !== undefined;
  return groups
    .flatMap((group) => [...clashesAmong(group)])
    .filter(({ path, first }) => !isWritten(path) || !isWritten(first));
}

interface PlacedContainer {
  readonly container: ValueMap;
  readonly path: FieldPath;
}

function* clashesAmong(group: readonly PlacedContainer[]): Iterable<HostPortClash> {
  const taken = new Map<string, FieldPath>();
  for (const { container, path: at } of group) {
    for (const [index, port] of structs(container, 'ports').entries()) {
      const path = [...at, 'ports', index];
      const [hostPort, protocol] = [number(port, 'hostPort'), text(port, 'protocol')];
      const key = `${protocol}/${text(port, 'hostIP')}/${hostPort}`;
      const first = taken.get(key);
      if (first) yield { path, first, number: hostPort, protocol };
      else if (hostPort !== 0) taken.set(key, path);
    }
  }
}
