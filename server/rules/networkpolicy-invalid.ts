import { t } from '@vscode/l10n';
import { useSupported } from '../analysis/api-fixes.ts';
import { describeRefusal } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A NetworkPolicy that the API server refuses. */
export const rule = defineApiRule({
  id: 'networkpolicy-invalid',
  summary: 'A NetworkPolicy must be well formed',
  why: 'A peer is an ipBlock or a selection of pods, never both; ranges of ports are written with numbers; networks in CIDR notation. The API server refuses others.',
  howToFix: 'Write one item for each peer.',

  say(refusal) {
    const { message } = refusal.causes[0];
    if (message.includes('both ipBlock and another peer'))
      return t('A peer is an ipBlock or a selection of pods, not both: write them as two items');
    if (message.includes('must specify a peer'))
      return t('This peer names nobody: write a podSelector, a namespaceSelector or an ipBlock in it');
    return describeRefusal(refusal);
  },

  fix: useSupported,
});
