import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { defineRule } from '../analysis/rule.ts';
import { selectionOf } from '../analysis/selection.ts';
import { countPods } from '../analysis/words.ts';

interface State {
  readonly service: Service;
  readonly sources: readonly PodSource[];
  readonly nPods: number;
}

/** Local traffic only, with pods on a few nodes. */
export const rule = defineRule({
  id: 'external-traffic-policy-local-few',
  severity: 'information',
  isOffByDefault: true,
  summary: 'externalTrafficPolicy Local reaches only nodes that run a pod',
  why: 'With `externalTrafficPolicy: Local` a node hands outside traffic only to pods of its own. Nodes without one drop it. A load balancer that asks the health check port leaves these nodes out; clients that use a node port do not know.',
  silentWhen: [
    'the pods are those of a DaemonSet, which runs one on every node',
    'the number of pods is not in the manifests, or nothing is selected',
    'the Service is not open to the outside',
  ],
  howToFix: 'Use a DaemonSet, or `externalTrafficPolicy: Cluster` where the client address is not needed.',
  subject: 'Service',

  *find(service, ctx) {
    if (service.externalTrafficPolicy !== 'Local') return;
    if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') return;
    const { nearest, isUnknown } = selectionOf(service, ctx);
    if (nearest.length === 0 || isUnknown) return;
    const counts = nearest.map(nPodsOf);
    if (counts.some((count) => count === undefined)) return;
    const nPods = counts.reduce((sum: number, count = 0) => sum + count, 0);
    yield {
      at: { object: service, path: ['spec', 'externalTrafficPolicy'] },
      state: { service, sources: nearest, nPods } satisfies State,
    };
  },

  say: ({ service, sources, nPods }) => ({
    message: t(
      '{0} has {1}, and with externalTrafficPolicy Local every node without one of them drops traffic from outside. Use a DaemonSet, or Cluster',
      describeRef(service.ref),
      countPods(nPods),
    ),
    related: sources.map((source) => ({
      at: { object: source, path: source.is === 'Pod' ? ['metadata', 'name'] : ['spec', 'replicas'] },
      message: describeRef(source.ref),
    })),
  }),
});

/** How many pods a source is meant to have; `undefined` where there is one a node, or it cannot be known. */
function nPodsOf(source: PodSource): number | undefined {
  if (source.is === 'Pod') return 1;
  if (source.ref.kind === 'Deployment' || source.ref.kind === 'StatefulSet') return source.replicas ?? 1;
  return undefined;
}
