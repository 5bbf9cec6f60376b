import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Container, PodSource, Service } from '../../shared/model/objects.ts';
import { isMap, valueAt } from '../../shared/model/value.ts';
import { defineRule } from '../analysis/rule.ts';
import { selectorsOf } from '../analysis/selection.ts';

interface State {
  readonly source: PodSource;
  readonly index: number;
  readonly container: Container;
  readonly service: Service;
}

/** A container that gets traffic from its first second. */
export const rule = defineRule({
  id: 'readiness-probe-missing',
  severity: 'information',
  isOffByDefault: true,
  summary: 'Pods behind a Service have no readinessProbe',
  why: 'A container without a readinessProbe counts as ready as soon as it runs. Its pod gets connections while the server inside still starts, during every rollout and after every restart.',
  silentWhen: [
    'no Service selects the pods',
    'another container of the pod has a readinessProbe: the pod is ready when all of them are',
    'the pods are those of a Job or CronJob, or belong to the cluster itself (namespace `kube-system`)',
  ],
  howToFix: 'Add a readinessProbe that asks what clients will ask.',
  subject: ['Pod', 'Workload'],

  *find(object, ctx) {
    const { kind, namespace } = object.ref;
    if (kind === 'Job' || kind === 'CronJob' || namespace === 'kube-system') return;
    const { containers, initContainers, path } = object.template;
    const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
    if (containers.length === 0 || sidecars.length > 0) return;
    const at = [...path, 'spec', 'containers'];
    if (containers.some((_, index) => isMap(valueAt(object.raw, [...at, index, 'readinessProbe'])))) return;
    const [service] = selectorsOf(object, ctx);
    if (!service || service.publishNotReadyAddresses) return;
    const index = Math.max(
      0,
      containers.findIndex(({ ports }) => ports.length > 0),
    );
    const container = containers[index];
    if (!container) return;
    yield {
      at: { object, path: [...at, index, 'name'] },
      state: { source: object, index, container, service } satisfies State,
    };
  },

  say: ({ container, service }) => ({
    message: t(
      'Container "{0}" has no readinessProbe, so {1} sends connections to it before it can answer. Add a probe that asks what clients will ask',
      container.name ?? '',
      describeRef(service.ref),
    ),
    related: [{ at: { object: service, path: ['spec', 'selector'] }, message: describeRef(service.ref) }],
  }),

  *fix({ source, index, container }) {
    const port = container.ports.find(({ protocol }) => protocol === 'TCP');
    const value = port?.name || port?.containerPort;
    if (value === undefined) return;
    const probe = [...source.template.path, 'spec', 'containers', index, 'readinessProbe'];
    yield {
      title: t('Add a readinessProbe that connects to port {0}', value),
      steps: [{ type: 'set', object: source, path: [...probe, 'tcpSocket', 'port'], value }],
    };
  },
});
