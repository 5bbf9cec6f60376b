// The cluster after pods have changed and no manifest has: only what follows from pods is made anew.
import { SERVICE_NAME_LABEL } from '../cluster/api-objects.ts';
import { compareNamed, keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import { endpointSlicesOf, SLICE_CONTROLLER } from '../cluster/endpoint-slices.ts';
import { endpointsObjectOf } from '../cluster/endpoints-object.ts';
import { endpointsOfService } from '../cluster/endpoints-of-service.ts';
import { indexPods } from '../cluster/pod-index.ts';
import type { ClusterState } from '../cluster/settle.ts';
import { MANAGED_BY_LABEL } from '../cluster/api-objects.ts';

/**
 * The state with these pods in the place of its own: the same that `settle` would give for them.
 * Slices and Endpoints that controllers did not make for pods stay as they are.
 */
export function resettle(
  state: ClusterState,
  pods: readonly ClusterPod[],
  options: ClusterOptions,
): ClusterState {
  const sorted = [...pods].sort(compareNamed);
  const podIndex = indexPods(sorted);
  const services = state.services.map(({ service }) => endpointsOfService(service, podIndex, options));
  const selecting = new Set(
    services
      .filter(({ origin }) => origin === 'selected')
      .map(({ namespace, service }) => keyOf(namespace, nameOf(service))),
  );
  const keptSlices = state.endpointSlices.filter(({ metadata: { labels = {}, namespace } }) => {
    const isOwn = labels[MANAGED_BY_LABEL] === SLICE_CONTROLLER;
    return !isOwn || !selecting.has(keyOf(namespace, labels[SERVICE_NAME_LABEL] ?? ''));
  });
  const ownSlices = services.flatMap((outcome) => endpointSlicesOf(outcome, options));
  const annotations = new Map(
    state.endpoints.map(({ metadata }) => [
      keyOf(metadata.namespace, metadata.name),
      metadata.annotations ?? {},
    ]),
  );
  const ownEndpoints = services.flatMap((outcome) => {
    const written = annotations.get(keyOf(outcome.namespace, nameOf(outcome.service))) ?? {};
    return endpointsObjectOf(outcome, options, { annotations: written }) ?? [];
  });
  const keptEndpoints = state.endpoints.filter(
    ({ metadata }) => !selecting.has(keyOf(metadata.namespace, metadata.name)),
  );
  return {
    services,
    pods: sorted,
    endpoints: [...ownEndpoints, ...keptEndpoints].sort((a, b) => compareNamed(a.metadata, b.metadata)),
    endpointSlices: [...ownSlices, ...keptSlices].sort((a, b) => compareNamed(a.metadata, b.metadata)),
    podIndex,
  };
}
