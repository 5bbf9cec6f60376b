import { t } from '@vscode/l10n';
import { useSupported } from '../analysis/api-fixes.ts';
import { describeRefusal } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A subset of Endpoints that the API server refuses. */
export const rule = defineApiRule({
  id: 'endpoints-subset-invalid',
  summary: 'A subset of Endpoints has addresses, and names for several ports',
  why: 'Each address of a subset has each of its ports. The API server refuses subsets without addresses, unnamed ports beside others, and names and numbers that ports cannot have.',
  howToFix: 'List the addresses, and name the ports as the Service does.',

  say(refusal) {
    const { causes, value } = refusal;
    const [{ message, field, reason }] = causes;
    if (message.includes('must specify `addresses`'))
      return t('This subset has no addresses: list them under "addresses"');
    if (reason === 'FieldValueRequired' && /ports\[\d+\]\.name$/.test(field))
      return t(
        'Each port needs a name here, because the subset has several. Use the names of the Service ports',
      );
    return field.endsWith('.port') && value === undefined
      ? t('This port has no number: write "port"')
      : describeRefusal(refusal);
  },

  fix: useSupported,
});
