import { t } from '@vscode/l10n';
import type { Protocol, Service } from '../../shared/model/objects.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
  readonly port: number;
  readonly firstIndex: number;
  readonly protocols: readonly [Protocol, Protocol];
}

/** One port number under two protocols. */
export const rule = defineRule({
  id: 'service-port-apply-merge',
  severity: 'information',
  summary: 'Client-side kubectl apply takes two ports of one number for one',
  why: 'A Service may have one number under two protocols, as DNS has. But `kubectl apply` without `--server-side` tells the ports of a list apart by their number alone: when such a Service is changed, one of the two can be lost (kubernetes/kubernetes#105610).',
  silentWhen: ['the numbers differ', 'number and protocol are both the same, which the API server refuses'],
  howToFix: 'Apply the Service with `kubectl apply --server-side`, or make two Services of it.',
  subject: 'Service',

  *find(service) {
    const { ports } = service;
    if (ports.length < 2) return; // the usual Service
    for (const [portIndex, { port, protocol }] of ports.entries()) {
      if (port === undefined) continue;
      const firstIndex = ports.findIndex((other) => other.port === port);
      const first = ports[firstIndex];
      if (!first || firstIndex === portIndex || first.protocol === protocol) continue;
      yield {
        at: { object: service, path: ['spec', 'ports', portIndex, 'port'] },
        state: { service, port, firstIndex, protocols: [first.protocol, protocol] } satisfies State,
      };
      return; // more of them have the same cause
    }
  },

  say({ service, port, firstIndex, protocols: [first, second] }) {
    return {
      message: t(
        'Port {0} stands here as {1} and as {2}: client-side "kubectl apply" tells ports apart by number alone, so a later change can lose one of them. Apply this with --server-side',
        port,
        first,
        second,
      ),
      related: [
        {
          at: { object: service, path: ['spec', 'ports', firstIndex, 'port'] },
          message: t('Port {0} as {1}', port, first),
        },
      ],
    };
  },
});
