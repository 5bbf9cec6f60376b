import { t } from '@vscode/l10n';
import { PORT_LABEL, useNearestName } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A port name that is no DNS label. */
export const rule = defineApiRule({
  id: 'service-port-name-invalid',
  summary: 'The name of a Service port must be a DNS label',
  why: 'Port names become part of DNS records, so the API server takes only lower-case letters, digits and "-", at most 63 of them.',
  howToFix: 'Write lower-case letters, digits and "-". What names the port, such as an Ingress, must follow.',

  say: (refusal) => t('{0} cannot name a port: {1}', quoteValue(refusal.value), reasons(refusal)),

  fix: (refusal) => useNearestName(refusal, PORT_LABEL),
});
