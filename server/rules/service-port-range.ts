import { t } from '@vscode/l10n';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A port number that does not exist. */
export const rule = defineApiRule({
  id: 'service-port-range',
  summary: 'A port is a number from 1 to 65535',
  why: 'TCP, UDP and SCTP have ports 1 to 65535. The API server refuses every other number.',
  silentWhen: ['`targetPort` is 0 or absent: it is the same as `port` then'],
  howToFix: 'Write the number of the port.',

  say({ value, causes: [cause] }) {
    const field = cause.field.replace(/.*\./, '');
    return typeof value === 'number'
      ? t('{0} is no port: ports are numbers from 1 to 65535', value)
      : t('"{0}" is missing here: write a number from 1 to 65535', field);
  },
});
