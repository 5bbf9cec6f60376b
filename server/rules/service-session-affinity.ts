import { t } from '@vscode/l10n';
import { useSupported, useValue } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A session affinity that does not exist, or a time that is too long. */
export const rule = defineApiRule({
  id: 'service-session-affinity',
  summary: 'sessionAffinity is None or ClientIP, for at most a day',
  why: 'A Service can keep a client with one pod by its address only, and for 1 to 86400 seconds. Affinity by cookie is a matter of Ingress controllers.',
  howToFix: 'Write None or ClientIP, and a time of at most 86400 seconds.',

  say: ({ value, path }) =>
    path.at(-1) === 'sessionAffinity'
      ? t('{0} is no sessionAffinity: write None or ClientIP', quoteValue(value))
      : t(
          '{0} seconds cannot be had: affinity lasts from 1 to 86400 seconds, which is a day',
          quoteValue(value),
        ),

  *fix(refusal) {
    if (refusal.path.at(-1) === 'sessionAffinity') return yield* useSupported(refusal);
    if (typeof refusal.value === 'number')
      yield useValue(refusal, refusal.value > 86_400 ? 86_400 : 10_800, refusal.value > 86_400);
  },
});
