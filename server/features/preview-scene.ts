// The little cluster around one Service: the objects that decide its traffic, each with the way back to its text.
import { nameOf } from '../../shared/cluster/cluster-names.ts';
import {
  sceneKey,
  type Anchor,
  type FindingView,
  type Overview,
  type Scene,
  type SceneObject,
  type SceneSettings,
} from '../../shared/messages/preview.ts';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { formatRequirement } from '../../shared/model/labels.ts';
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { asMap, type ValueMap } from '../../shared/model/value.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { Finding } from '../analysis/lint.ts';
import { mayShareNamespace } from '../analysis/namespaces.ts';
import { pathInDocument } from '../analysis/places.ts';
import { objectsAround } from '../analysis/prediction.ts';
import { unselectedBeside, type Candidate } from '../analysis/selection.ts';
import { originOf, uriOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';

/** Of the other Services of a namespace so many are sent along, the nearest first. */
const MAX_OTHER_SERVICES = 100;

/** Gives the findings of a file. */
export type FindingsOf = (uri: string) => readonly Finding[];

/** The scene of a Service. `choice` is its key among the choices. */
export function sceneOf(service: Service, ctx: RuleContext, choice: string, findingsOf: FindingsOf): Scene {
  const { namespace, objects } = objectsAround(service, ctx);
  const unselected = unselectedBeside(service, ctx).filter(
    ({ nearness, source }) => nearness === 'file' && !objects.includes(source),
  );
  const sent = new Map<string, KubeObject>();
  const all = [
    ...objects,
    ...unselected.map(({ source }) => source),
    ...ingressesTo(service, ctx),
    ...otherServices(service, ctx),
  ];
  // Of two with one name the cluster keeps the first.
  for (const object of all) {
    const key = keyIn(namespace, object);
    if (!sent.has(key)) sent.set(key, object);
  }
  const keyOf = new Map([...sent].map(([key, object]) => [object, key]));
  return {
    choice,
    service: keyIn(namespace, service),
    namespace,
    objects: [...sent].map(([key, object]) => toSceneObject(key, object, namespace, ctx)),
    unselected: unselected.flatMap((candidate) => toUnselected(candidate, keyOf)),
    findings: findingViews(keyOf, ctx, findingsOf),
    settings: sceneSettings(ctx),
  };
}

/** What has to do with traffic. */
const TRAFFIC_KINDS = ['Service', 'Ingress', 'Workload', 'Pod', 'Endpoints', 'EndpointSlice'] as const;

/** More objects than these are not drawn. */
const MAX_OVERVIEW = 300;

/** Everything in a namespace; empty for the objects that write none. Of two with one name the first counts. */
export function overviewOf(namespace: string, ctx: RuleContext, findingsOf: FindingsOf): Overview {
  const where = namespace || ctx.settings.namespace;
  const found = new Map<string, KubeObject>();
  for (const kind of TRAFFIC_KINDS) {
    for (const object of ctx.snapshot.objects(kind)) {
      const key = keyIn(where, object);
      if ((object.ref.namespace ?? '') === namespace && !found.has(key)) found.set(key, object);
    }
  }
  const shown = [...found].slice(0, MAX_OVERVIEW);
  return {
    namespace,
    objects: shown.map(([key, object]) => toSceneObject(key, object, where, ctx)),
    nOmitted: found.size - shown.length,
    findings: findingViews(new Map(shown.map(([key, object]) => [object, key])), ctx, findingsOf),
    settings: sceneSettings(ctx),
  };
}

function sceneSettings({ settings }: RuleContext): SceneSettings {
  const { namespace, kubernetesVersion, ipFamilies, clusterDomain } = settings;
  return { namespace, kubernetesVersion, ipFamilies, clusterDomain };
}

/** An anchor to a field of an object. */
export function anchorOf(object: KubeObject, path: FieldPath, ctx: RuleContext): Anchor {
  const { document } = originOf(object);
  return {
    uri: document.uri,
    document: ctx.snapshot.placeOf(document)?.index ?? 0,
    field: formatFieldPath(pathInDocument(object, path)),
  };
}

function keyIn(namespace: string, object: KubeObject): string {
  return sceneKey(object.ref.kind, namespace, nameOf(object));
}

function ingressesTo(service: Service, ctx: RuleContext): readonly KubeObject[] {
  const { name } = service.ref;
  if (name === undefined) return [];
  const found = ctx.lookup(keys.backend(name)).filter((ingress) => mayShareNamespace(service, ingress));
  return ctx.nearestFirst(service, found).filter((ingress) => ctx.nearness(service, ingress) !== 'elsewhere');
}

function otherServices(service: Service, ctx: RuleContext): readonly KubeObject[] {
  return ctx.near(service, 'Service').slice(0, MAX_OTHER_SERVICES);
}

function toSceneObject(key: string, object: KubeObject, namespace: string, ctx: RuleContext): SceneObject {
  return { key, value: inNamespace(object, namespace), anchor: anchorOf(object, [], ctx) };
}

/** The object's value in the namespace, with the name that the cluster would choose where it has none. */
function inNamespace(object: KubeObject, namespace: string): ValueMap {
  return { ...object.raw, metadata: { ...asMap(object.raw['metadata']), name: nameOf(object), namespace } };
}

function toUnselected(
  { source, unmet }: Candidate,
  keyOf: ReadonlyMap<KubeObject, string>,
): Scene['unselected'] {
  const object = keyOf.get(source);
  return object === undefined ? [] : [{ object, unmet: unmet.map(formatRequirement).join(', ') }];
}

/** The findings on objects, by the files in which these stand, in their order. */
function findingViews(
  keyOf: ReadonlyMap<KubeObject, string>,
  ctx: RuleContext,
  findingsOf: FindingsOf,
): readonly FindingView[] {
  const uris = new Set([...keyOf.keys()].map(uriOf));
  const found = [...uris].flatMap((uri) => findingsOf(uri));
  return found.flatMap(({ rule, severity, message, at }) => {
    const object = 'object' in at ? keyOf.get(at.object) : undefined;
    if (object === undefined || !('object' in at)) return [];
    return [{ code: rule, severity, message, object, anchor: anchorOf(at.object, at.path, ctx) }];
  });
}
