import { t } from '@vscode/l10n';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An ExternalName Service without its name. */
export const rule = defineApiRule({
  id: 'service-external-name-required',
  summary: 'A Service of type ExternalName needs externalName',
  why: 'Such a Service is nothing but a DNS alias, and `externalName` is what it stands for.',
  howToFix: 'Write the DNS name that the Service stands for.',

  say: () =>
    t('A Service of type ExternalName is an alias: write in externalName the DNS name it stands for'),
});
