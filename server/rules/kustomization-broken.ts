import { t } from '@vscode/l10n';
import { defineRule, type Found } from '../analysis/rule.ts';
import type { BuildProblem } from '../analysis/scope-judge.ts';

/** A kustomization that kustomize refuses, or of which it passes something over in silence. */
export const rule = defineRule({
  id: 'kustomization-broken',
  severity: 'error',
  summary: 'kustomize must be able to build a kustomization, all of it',
  why: 'kustomize builds nothing when a file is missing, a patch has no target or a field is misspelt. Other things it passes over without a word: a patch whose target selects nothing changes nothing.',
  silentWhen: [
    'another kustomization of the workspace takes the directory up: it is built with that one',
    'a part that cannot be built here, such as a remote base or a Helm chart, may bring what is missing',
    'a file is missing that a generator reads: it may be made later',
  ],
  howToFix: 'Correct the entry that the message names. `kubectl kustomize` tells whether it builds.',
  subject: 'Document',

  // Problems come of a build as a whole: the engine hands each one to `say`.
  *find(): Iterable<Found<BuildProblem>> {},

  say({ sentence, isRefused }) {
    return {
      message: isRefused
        ? t('{0}. Until that is mended, kustomize builds nothing', sentence)
        : t('{0}. kustomize says nothing of it and goes on', sentence),
    };
  },
});
