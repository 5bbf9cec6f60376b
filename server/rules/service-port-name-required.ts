import { t } from '@vscode/l10n';
import { freePortName, portAt } from '../analysis/service-port-names.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An unnamed port beside others. */
export const rule = defineApiRule({
  id: 'service-port-name-required',
  summary: 'Every port needs a name when a Service has several',
  why: 'Ports of one Service are told apart by name: in endpoints, in DNS and in environment variables. The API server refuses a Service with several ports of which one has no name.',
  silentWhen: ['the Service has a single port'],
  howToFix: 'Give each port a name, such as http, https or metrics.',

  say({ object, path }) {
    const number = portAt(object, path)?.port;
    return number === undefined
      ? t('This port needs a name, because the Service has several ports')
      : t('Port {0} needs a name, because the Service has several ports', number);
  },

  *fix({ object, path }) {
    const value = freePortName(object, path);
    const steps = [{ type: 'set', object, path: [...path.slice(0, 3), 'name'], value }] as const;
    yield { title: t('Name it "{0}"', value), steps, isPreferred: true };
  },
});
