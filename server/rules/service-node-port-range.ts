import { t } from '@vscode/l10n';
import type { Service } from '../../shared/model/objects.ts';
import { answerTo } from '../analysis/api-answers.ts';
import { allocatesNodePorts, freeNodePort } from '../analysis/node-ports.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
  readonly portIndex: number;
  readonly nodePort: number;
}

/** A node port outside the cluster's range. */
export const rule = defineRule({
  id: 'service-node-port-range',
  severity: 'error',
  summary: "A nodePort must lie in the cluster's node-port range",
  why: 'The API server hands out node ports from one range (30000-32767 unless the cluster was started with another) and refuses a Service that asks for a port outside it.',
  silentWhen: [
    'the setting `kubereach.nodePortRange` gives another range that holds the port',
    'nodePort is absent or 0',
  ],
  howToFix: 'Leave `nodePort` out and let the cluster choose, or pick a free port in the range.',
  subject: 'Service',

  *find(service, { settings: { nodePortRange } }) {
    if (!allocatesNodePorts(service)) return;
    for (const [portIndex, { nodePort }] of service.ports.entries()) {
      if (!nodePort) continue; // the cluster chooses
      if (nodePort >= nodePortRange.first && nodePort <= nodePortRange.last) continue;
      yield {
        at: { object: service, path: ['spec', 'ports', portIndex, 'nodePort'] },
        state: { service, portIndex, nodePort } satisfies State,
      };
      return; // the API server stops at the first port it cannot allocate
    }
  },

  say({ service, portIndex, nodePort }, ctx) {
    const { nodePortRange } = ctx.settings;
    const field = `spec.ports[${portIndex}].nodePort`;
    const causes = (answerTo(service, ctx)?.causes ?? []).filter((cause) => cause.field === field);
    const range = `${nodePortRange.first}-${nodePortRange.last}`;
    return {
      message: t(
        'nodePort {0} is not in {1}, so the API server refuses this Service. Leave nodePort out or use a port of that range',
        nodePort,
        range,
      ),
      // Another refusal may come first: a cluster IP that cannot be had, or a text that cannot be decoded.
      ...(causes.length > 0
        ? { apiServer: causes.map(({ reason, message }) => ({ reason, field, message })) }
        : {}),
    };
  },

  *fix({ service, portIndex, nodePort }, ctx) {
    const path = ['spec', 'ports', portIndex, 'nodePort'] as const;
    const free = freeNodePort(service, nodePort, ctx);
    if (free !== undefined) {
      yield {
        title: t('Use nodePort {0}', free),
        steps: [{ type: 'set', object: service, path, value: free }],
        takes: `nodePort ${free}`,
        isPreferred: true,
      };
    }
    yield {
      title: t('Remove nodePort and let the cluster choose'),
      steps: [{ type: 'remove', object: service, path }],
    };
  },
});
