import { t } from '@vscode/l10n';
import { useSupported } from '../analysis/api-fixes.ts';
import { describeRefusal } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An EndpointSlice that the API server refuses. */
export const rule = defineApiRule({
  id: 'endpointslice-invalid',
  summary: 'An EndpointSlice has an address type and addresses of it',
  why: 'A slice holds addresses of one type, at most 1000 endpoints, and ports whose names differ. The API server refuses others.',
  howToFix: 'Write `addressType: IPv4` (or IPv6) and addresses of that family.',

  say(refusal) {
    const { causes } = refusal;
    const [{ message, field, reason }] = causes;
    if (field === 'addressType' && reason === 'FieldValueRequired')
      return t('An EndpointSlice says of which type its addresses are: write addressType, IPv4 or IPv6');
    if (message.includes('at least 1 address'))
      return t('This endpoint has no address: list one under "addresses"');
    if (reason === 'FieldValueDuplicate' && field.endsWith('.name')) {
      return message.endsWith('""')
        ? t('Only one port of a slice may go without a name')
        : t('Two ports of this slice have the same name');
    }
    return describeRefusal(refusal);
  },

  *fix(refusal) {
    const { object, causes } = refusal;
    if (
      causes[0].field === 'addressType' &&
      causes[0].reason === 'FieldValueRequired' &&
      object.is === 'EndpointSlice'
    ) {
      const addresses = object.endpoints.flatMap((endpoint) => endpoint.addresses);
      const value = addresses.some((address) => address.includes(':')) ? 'IPv6' : 'IPv4';
      yield {
        title: t('Set addressType {0}', value),
        steps: [{ type: 'set', object, path: ['addressType'], value }],
        isPreferred: true,
      };
    } else yield* useSupported(refusal);
  },
});
