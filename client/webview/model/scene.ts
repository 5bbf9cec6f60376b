// The scene that the server sent, read into objects, with the way back from each to its text.
import { DEFAULT_CLUSTER, type ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import { sceneKey, type Anchor, type Scene } from '../../../shared/messages/preview.ts';
import { formatFieldPath, parseFieldPath, type FieldPath } from '../../../shared/model/field-path.ts';
import type { KubeObject, Service, Workload } from '../../../shared/model/objects.ts';
import { readObject } from '../../../shared/model/read-object.ts';

/** The scene, ready to be settled. */
export interface ReadScene {
  readonly scene: Scene;
  readonly service: Service;
  readonly objects: readonly KubeObject[];
  readonly byKey: ReadonlyMap<string, KubeObject>;
  readonly cluster: ClusterOptions;
  readonly clusterDomain: string;
}

/** Reads a scene. `undefined` when its Service is none. Never throws. */
export function readScene(scene: Scene): ReadScene | undefined {
  const byKey = new Map<string, KubeObject>();
  for (const { key, value } of scene.objects) {
    const object = readObject(value);
    if (object) byKey.set(key, object);
  }
  const service = byKey.get(scene.service);
  if (service?.is !== 'Service') return undefined;
  const { namespace: _other, clusterDomain, ...settings } = scene.settings;
  const cluster: ClusterOptions = {
    ...DEFAULT_CLUSTER,
    ...settings,
    namespace: scene.namespace,
    unlisted: 'assumed',
  };
  return { scene, service, objects: [...byKey.values()], byKey, cluster, clusterDomain };
}

/** The key of an object of the scene, or of one that what-if made of it. */
export function keyOfObject(object: KubeObject, namespace: string): string {
  return sceneKey(object.ref.kind, namespace, nameOf(object));
}

/** The anchor of a field of an object; of the Service for an object that is not in the scene. */
export function anchorAt({ scene }: ReadScene, key: string, path: FieldPath): Anchor {
  const found =
    scene.objects.find((object) => object.key === key) ??
    scene.objects.find((object) => object.key === scene.service);
  if (!found) return { uri: '', document: 0, field: '' };
  const base = parseFieldPath(found.anchor.field) ?? [];
  return { ...found.anchor, field: formatFieldPath(found.key === key ? [...base, ...path] : base) };
}

/** The object that an anchor lies in, and the field in it; `undefined` for one outside of the scene. */
export function fieldOfAnchor(
  { scene }: ReadScene,
  anchor: Anchor,
): { readonly key: string; readonly path: FieldPath } | undefined {
  const path = parseFieldPath(anchor.field) ?? [];
  for (const { key, anchor: root } of scene.objects) {
    if (root.uri !== anchor.uri || root.document !== anchor.document) continue;
    const base = parseFieldPath(root.field) ?? [];
    if (base.every((step, index) => path[index] === step)) return { key, path: path.slice(base.length) };
  }
  return undefined;
}

/** The workloads whose replicas can be changed, of those that the Service selects. */
export function isScalable(object: KubeObject): object is Workload {
  return object.is === 'Workload' && object.ref.kind !== 'DaemonSet' && object.ref.kind !== 'CronJob';
}
