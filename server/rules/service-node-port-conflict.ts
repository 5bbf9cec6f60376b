import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service } from '../../shared/model/objects.ts';
import { nodePortClash, type NodePortClash } from '../analysis/node-port-clash.ts';
import { freeNodePort } from '../analysis/node-ports.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
  readonly portIndex: number;
  readonly nodePort: number;
  readonly clash: NodePortClash;
}

/** Farther apart, it is less likely that both are applied to one cluster. */
const SEVERITY = { file: 'error', directory: 'error', near: 'warning', elsewhere: 'information' } as const;

/** A node port that two Services ask for. */
export const rule = defineRule({
  id: 'service-node-port-conflict',
  severity: 'error',
  summary: 'Two Services cannot have the same nodePort',
  why: 'A node port is open on every node of the cluster, so it belongs to one Service, whatever its namespace and protocol. The API server refuses the Service that comes second.',
  silentWhen: [
    'both ports are of one Service and have different protocols',
    'both are the same object, in files that are alternatives of each other',
    'the files stand in sibling directories that hold the same objects or are named like environments',
    'one of the Services does not allocate node ports (ClusterIP, ExternalName)',
    'only a warning when the Services stand in neighbouring directories, and information farther apart: they may be for different clusters',
  ],
  howToFix: 'Give one of them another nodePort, or leave it out and let the cluster choose.',
  subject: 'Service',

  *find(service, ctx) {
    for (const [portIndex, { nodePort }] of service.ports.entries()) {
      const clash = nodePortClash(service, portIndex, ctx);
      if (!nodePort || !clash) continue;
      yield {
        at: { object: service, path: ['spec', 'ports', portIndex, 'nodePort'] },
        state: { service, portIndex, nodePort, clash } satisfies State,
        severity: SEVERITY[clash.nearness],
      };
    }
  },

  say({ service, portIndex, nodePort, clash: { other, otherIndex, nearness, isRefused } }, ctx) {
    const name = describeRef(other.ref);
    const where = ctx.whereIs(other, service);
    const isTogether = nearness === 'file' || nearness === 'directory';
    const message = isTogether
      ? isRefused
        ? t(
            'nodePort {0} is taken by {1} ({2}), so the API server refuses this Service. Use another or leave nodePort out',
            nodePort,
            name,
            where,
          )
        : t(
            'nodePort {0} is also used by {1} ({2}): a node port belongs to one Service, so the API server refuses the second. Use another or leave nodePort out',
            nodePort,
            name,
            where,
          )
      : t(
          'nodePort {0} is also used by {1} ({2}). In one cluster the API server refuses the second of them: use another or leave nodePort out',
          nodePort,
          name,
          where,
        );
    return {
      message,
      related: [
        {
          at: { object: other, path: ['spec', 'ports', otherIndex, 'nodePort'] },
          message: t('{0} uses nodePort {1} too', name, nodePort),
        },
      ],
      ...(isRefused
        ? {
            apiServer: [
              {
                reason: 'FieldValueInvalid',
                field: `spec.ports[${portIndex}].nodePort`,
                message: `Invalid value: ${nodePort}: provided port is already allocated`,
              },
            ],
          }
        : {}),
    };
  },

  *fix({ service, portIndex, nodePort, clash }, ctx) {
    const path = ['spec', 'ports', portIndex, 'nodePort'] as const;
    const free = freeNodePort(service, nodePort, ctx);
    if (free !== undefined) {
      yield {
        title: t('Use nodePort {0}', free),
        steps: [{ type: 'set', object: service, path, value: free }],
        takes: `nodePort ${free}`,
        ...(clash.isLater ? { isPreferred: true } : {}), // never both, which would only move the clash
      };
    }
    yield {
      title: t('Remove nodePort and let the cluster choose'),
      steps: [{ type: 'remove', object: service, path }],
    };
  },
});
