import { t } from '@vscode/l10n';
import { defineRule, type Found } from '../analysis/rule.ts';
import type { UnusedSuppression } from '../analysis/suppression/apply-suppressions.ts';
import { fixesOfUnused, meantRule } from '../analysis/suppression/unused.ts';
import { rulesMeantBy } from '../analysis/rule-patterns.ts';

/** A comment or annotation that asks for silence where nothing speaks. */
export const rule = defineRule({
  id: 'suppression-unused',
  severity: 'hint',
  summary: 'A comment or annotation that silences rules must silence something',
  why: 'A suppression that silences nothing is left over from something that was repaired, or is misspelt and does not do what was meant. Either way it may later hide something that nobody meant to hide.',
  silentWhen: [
    'the rule it names is switched off',
    'not every rule could speak about the text that it reaches: broken syntax, a template, a root cause that silences other rules',
    'the workspace has not been read to its end',
  ],
  howToFix: 'Remove the comment or the annotation, or write the name of the rule that was meant.',
  subject: 'Document',

  // Only when all rules have spoken can it be known: the engine hands what is left over to `say` and `fix`.
  *find(): Iterable<Found<UnusedSuppression>> {},

  say(unused) {
    const { by, rule } = unused;
    if (by.type === 'unknown') {
      return {
        message: by.nearest
          ? t(
              '"kubereach-{0}" is nothing that a comment can ask for; "kubereach-{1}" is',
              by.name,
              by.nearest,
            )
          : t('"kubereach-{0}" is nothing that a comment can ask for', by.name),
      };
    }
    if (rule && rulesMeantBy(rule.pattern).length === 0) {
      const meant = meantRule(unused);
      return {
        message: meant
          ? t('There is no rule "{0}"; there is "{1}"', rule.pattern, meant)
          : t('There is no rule "{0}", so this silences nothing', rule.pattern),
      };
    }
    if (by.type === 'comment' && by.name === 'enable')
      return { message: t('Nothing is disabled here that this could enable again: remove it') };
    return {
      message: rule
        ? t('"{0}" finds nothing here that this would silence: remove it', rule.pattern)
        : t('There is nothing here that this would silence: remove it'),
    };
  },

  *fix(unused) {
    yield* fixesOfUnused(unused);
  },
});
