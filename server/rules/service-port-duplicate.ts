import { t } from '@vscode/l10n';
import { portAt } from '../analysis/service-port-names.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** One port twice. */
export const rule = defineApiRule({
  id: 'service-port-duplicate',
  summary: 'A Service may list a port once for each protocol',
  why: 'Number and protocol say which port of the Service a connection is for, so the API server refuses the same pair twice.',
  silentWhen: ['the protocols differ: 53/TCP and 53/UDP are two ports'],
  howToFix: 'Remove one of the two, or give it the other protocol or another number.',

  say({ object, path }) {
    const { port, protocol } = portAt(object, path) ?? {};
    return t(
      '{0}/{1} is listed twice in this Service. Remove one, or change its number or protocol',
      port ?? '',
      protocol ?? 'TCP',
    );
  },

  *fix({ object, path }) {
    const port = portAt(object, path);
    const remove = { title: t('Remove this port'), steps: [{ type: 'remove', object, path }] } as const;
    const change = {
      title: t('Set protocol UDP'),
      steps: [{ type: 'set', object, path: [...path, 'protocol'], value: 'UDP' }],
    } as const;
    // DNS is the one service that is usually offered under both.
    const isDns = port?.port === 53 && port.protocol === 'TCP';
    yield* isDns ? [{ ...change, isPreferred: true }, remove] : [remove];
  },
});
