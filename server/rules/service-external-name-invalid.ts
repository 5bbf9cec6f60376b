import { t } from '@vscode/l10n';
import { familyOf } from '../../shared/api/ip.ts';
import { dns1123Subdomain } from '../../shared/api/names.ts';
import type { Value } from '../../shared/model/value.ts';
import { useNearestName, useValue } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An external name that DNS could not hold. */
export const rule = defineApiRule({
  id: 'service-external-name-invalid',
  summary: 'externalName must be a DNS name',
  why: 'The name is handed out by DNS as an alias, so it has no scheme, port or path.',
  howToFix: 'Write the host name alone, in lower-case letters.',

  say: (refusal) =>
    isAddress(refusal.value)
      ? t(
          '{0} is an address, but an externalName is looked up as a DNS name. Use a Service without a selector and an EndpointSlice with the address',
          quoteValue(refusal.value),
        )
      : hasMore(refusal.value)
        ? t(
            '{0} is more than a DNS name. Write the host name alone, without scheme, port and path',
            quoteValue(refusal.value),
          )
        : t('{0} is no DNS name: {1}', quoteValue(refusal.value), reasons(refusal)),

  *fix(refusal) {
    if (isAddress(refusal.value)) return; // what is left of it in front of a colon is no host
    const text = typeof refusal.value === 'string' ? refusal.value : '';
    const host = text
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/[/:?#].*$/s, '')
      .trim()
      .toLowerCase();
    if (host !== text && host !== '' && dns1123Subdomain(host).length === 0) yield useValue(refusal, host);
    else yield* useNearestName(refusal, { check: dns1123Subdomain, maxLength: 253, shape: 'subdomain' });
  },
});

/** Only one of the sixth version gets here: the digits and dots of the fourth make a DNS name. */
function isAddress(value: Value | undefined): boolean {
  return typeof value === 'string' && familyOf(value) !== undefined;
}

function hasMore(value: Value | undefined): boolean {
  return typeof value === 'string' && /[/:]/.test(value);
}
