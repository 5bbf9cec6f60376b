import { t } from '@vscode/l10n';
import { findPort, targetPortOf } from '../../shared/cluster/find-port.ts';
import type { Service, ServicePort } from '../../shared/model/objects.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { RuleContext } from '../analysis/context.ts';
import { defineRule } from '../analysis/rule.ts';
import { selectionOf } from '../analysis/selection.ts';

interface State {
  readonly service: Service;
  readonly portIndex: number;
  readonly port: number;
  /** What the pods listen on. */
  readonly target: number;
}

/** A headless Service with a port that nothing translates. */
export const rule = defineRule({
  id: 'headless-port-remap',
  severity: 'hint',
  summary: 'A headless Service does not translate its port to the targetPort',
  why: 'DNS answers for a headless Service with the addresses of its pods, and clients connect to these themselves. Nobody stands between to turn `port` into `targetPort`, so clients that use `port` find nobody listening.',
  silentWhen: [
    '`port` and `targetPort` are the same number',
    'the port has a name: clients may ask DNS for its SRV record, which holds the number of the pods',
    'the Service has a cluster IP, or no selector',
    'the targetPort is a name, and the pods are not here or have different numbers for it',
  ],
  howToFix: 'Write the number that the pods listen on as `port`.',
  subject: 'Service',

  *find(service, ctx) {
    if (service.clusterIP !== 'None' || !service.selector || service.type === 'ExternalName') return;
    for (const [portIndex, port] of service.ports.entries()) {
      if (port.name || port.port === undefined) continue;
      const target = numberOf(service, port, ctx);
      if (target === undefined || target === port.port) continue;
      yield {
        at: { object: service, path: ['spec', 'ports', portIndex, 'port'] },
        state: { service, portIndex, port: port.port, target } satisfies State,
      };
    }
  },

  say({ service, port, target }) {
    return {
      message: t(
        '{0} is headless: clients connect to the pods themselves, so nothing translates port {1} to {2}. Clients have to use {2}',
        describeRef(service.ref),
        port,
        target,
      ),
    };
  },

  *fix({ service, portIndex, target }) {
    const isTaken = service.ports.some(({ port }) => port === target);
    if (isTaken) return;
    const path = ['spec', 'ports', portIndex, 'port'];
    yield {
      title: t('Set port: {0}', target),
      steps: [{ type: 'set', object: service, path, value: target }],
    };
  },
});

/** The number that a port is in all pods nearby; `undefined` when they differ or are not known. */
function numberOf(service: Service, port: ServicePort, ctx: RuleContext): number | undefined {
  const target = targetPortOf(port);
  if (typeof target === 'number') return target;
  const numbers = selectionOf(service, ctx).nearest.map(
    ({ template }) => findPort(template, port, { readSidecars: true }).number,
  );
  return new Set(numbers).size === 1 ? numbers[0] : undefined;
}
