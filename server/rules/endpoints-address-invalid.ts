import { t } from '@vscode/l10n';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An address that endpoints cannot have. */
export const rule = defineApiRule({
  id: 'endpoints-address-invalid',
  summary: 'Endpoints hold IP addresses that the nodes can reach',
  why: 'kube-proxy sends to these addresses from every node. Host names are not looked up, and loopback and link-local addresses would be the node itself: the API server refuses them.',
  howToFix: 'Write the IP address. For a host name use a Service of type ExternalName.',

  say(refusal) {
    const { value } = refusal;
    if (typeof value !== 'string' || value === '')
      return t('This address has no "ip", and the API server requires it');
    return /[a-z]/i.test(value) && !value.includes(':')
      ? t(
          '{0} is a name, but Endpoints hold IP addresses. For a host name use a Service of type ExternalName',
          quoteValue(value),
        )
      : t('{0} cannot be the address of an endpoint: {1}', quoteValue(value), reasons(refusal));
  },
});
