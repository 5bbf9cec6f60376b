import { t } from '@vscode/l10n';
import { removeField } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** External addresses that cannot lead to a node. */
export const rule = defineApiRule({
  id: 'service-external-ips',
  summary: 'externalIPs are IP addresses that lead to the nodes',
  why: 'Traffic for these addresses is taken by the nodes. Loopback, link-local and unspecified addresses never arrive there, and host names are not looked up: the API server refuses them.',
  howToFix: 'Write IP addresses that are routed to the nodes.',

  say: (refusal) => t('{0} cannot be an external IP: {1}', quoteValue(refusal.value), reasons(refusal)),

  *fix({ object, path }) {
    yield { ...removeField(object, path), title: t('Remove this address') };
  },
});
