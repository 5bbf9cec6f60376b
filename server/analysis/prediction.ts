// What the cluster would make of one Service of the workspace: its endpoints, and the pods that miss out.
import { DEFAULT_CLUSTER, type ClusterOptions } from '../../shared/cluster/cluster-options.ts';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import type { PodOutcome } from '../../shared/cluster/endpoints-of-service.ts';
import { settle, type ClusterState } from '../../shared/cluster/settle.ts';
import type { KubeObject, PodSource, Service, ServicePort } from '../../shared/model/objects.ts';
import { backendsOf, type Backend } from '../../shared/proxy/backends.ts';
import type { RuleContext } from './context.ts';
import { keys } from '../workspace/object-index.ts';
import { mayShareNamespace } from './namespaces.ts';
import { selectionOf } from './selection.ts';

/** One port of the Service. */
export interface PortPrediction {
  readonly index: number;
  readonly port: ServicePort;
  readonly backends: readonly Backend[];
}

/** A pod that the Service selects, with the object of the workspace that it comes from. */
export interface PodPrediction {
  readonly outcome: PodOutcome;
  readonly source: PodSource;
}

/** The prediction for one Service. */
export interface Prediction {
  readonly service: Service;
  /** The Service's namespace, or that of the pods it selects, or the default. */
  readonly namespace: string;
  readonly ports: readonly PortPrediction[];
  readonly pods: readonly PodPrediction[];
  readonly state: ClusterState;
}

/**
 * Settles a little cluster with just this Service and what may belong to it: the pods it may select that stand in its
 * directory, or else nearest; hand-written Endpoints of its name and slices with its label.
 * The cost depends on what the Service selects, not on the size of the workspace.
 */
export function predict(service: Service, ctx: RuleContext): Prediction {
  const { namespace, objects } = objectsAround(service, ctx);
  const originals = new Map<KubeObject, KubeObject>();
  const here = objects.map((object) => {
    const moved = { ...object, ref: { ...object.ref, namespace } } as KubeObject;
    originals.set(moved, object);
    return moved;
  });
  const state = settle(here, clusterOptions(ctx));
  const slices = state.endpointSlices.filter(
    ({ metadata }) => metadata.labels?.[SERVICE_NAME_LABEL] === service.ref.name,
  );
  const isExternal = service.type === 'ExternalName';
  return {
    service,
    namespace,
    ports: service.ports.map((port, index) => ({
      index,
      port,
      backends: isExternal ? [] : backendsOf(port, slices),
    })),
    pods: (state.services[0]?.pods ?? []).flatMap((outcome) => {
      const source = originals.get(outcome.pod.source) ?? outcome.pod.source;
      return source.is === 'Pod' || source.is === 'Workload' ? [{ outcome, source }] : [];
    }),
    state,
  };
}

/** What a prediction is made of. */
export interface Surroundings {
  /** The Service's namespace, or that of the pods it selects, or the default. */
  readonly namespace: string;
  /** The Service first, then pod sources, then hand-written endpoints. */
  readonly objects: readonly KubeObject[];
}

/** The objects that decide what a Service reaches. */
export function objectsAround(service: Service, ctx: RuleContext): Surroundings {
  const sources = sourcesFor(service, ctx);
  const namespace =
    service.ref.namespace ??
    sources.find(({ ref }) => ref.namespace)?.ref.namespace ??
    ctx.settings.namespace;
  return { namespace, objects: [service, ...sources, ...handWritten(service, ctx)] };
}

/** The cluster that the settings describe. */
function clusterOptions({ settings }: Pick<RuleContext, 'settings'>): ClusterOptions {
  return {
    ...DEFAULT_CLUSTER,
    namespace: settings.namespace,
    kubernetesVersion: settings.kubernetesVersion,
    unlisted: 'assumed',
  };
}

function sourcesFor(service: Service, ctx: RuleContext): readonly PodSource[] {
  const { possible } = selectionOf(service, ctx);
  const beside = possible.filter((source) => ['file', 'directory'].includes(ctx.nearness(service, source)));
  if (beside.length > 0) return beside;
  const [first] = possible;
  return first
    ? possible.filter((source) => ctx.nearness(service, source) === ctx.nearness(service, first))
    : [];
}

function handWritten(service: Service, ctx: RuleContext): readonly KubeObject[] {
  const { name } = service.ref;
  if (name === undefined) return [];
  const isNear = (object: KubeObject): boolean =>
    mayShareNamespace(service, object) && ctx.nearness(service, object) !== 'elsewhere';
  return [
    ...ctx.nearestFirst(service, ctx.named('Endpoints', name).filter(isNear)).slice(0, 1),
    ...ctx.lookup(keys.slicesOf(name)).filter(isNear),
  ];
}
