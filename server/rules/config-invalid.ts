import { t } from '@vscode/l10n';
import { configProblemsOf, type PlacedConfigProblem } from '../analysis/config/config-problems.ts';
import type { ConfigProblem, Expected } from '../analysis/config/config.ts';
import { defineRule, type Found } from '../analysis/rule.ts';

/** A field of `.kubereach.yaml` that means nothing. */
export const rule = defineRule({
  id: 'config-invalid',
  severity: 'warning',
  summary: 'The configuration in .kubereach.yaml must be one that Kubereach knows',
  why: 'A field that is unknown or holds something else than it should is passed over: what holds then is the default, not what the file seems to say.',
  silentWhen: ['the file is not named `.kubereach.yaml` or `.kubereach.yml`', 'its syntax is broken'],
  howToFix: 'Correct the name or the value; docs/configuration.md lists all fields.',
  subject: 'Document',

  *find(document): Iterable<Found<PlacedConfigProblem>> {
    for (const placed of configProblemsOf(document)) {
      yield { at: { document, span: placed.span }, state: placed };
    }
  },

  say({ problem }) {
    const sentence = describe(problem);
    return {
      message:
        problem.nearest === undefined ? sentence : t('{0}; did you mean "{1}"?', sentence, problem.nearest),
    };
  },

  *fix({ document, problem, span }) {
    const { nearest } = problem;
    if (nearest === undefined) return;
    const newText = nearest === 'off' ? '"off"' : nearest;
    yield {
      title: t('Use "{0}"', nearest),
      steps: [{ type: 'text', document, span, newText }],
      isPreferred: true,
    };
  },
});

function describe(problem: ConfigProblem): string {
  const name = problem.path.findLast((step) => typeof step === 'string') ?? '';
  switch (problem.type) {
    case 'unknown-key':
      return t('"{0}" is no field of the configuration and is passed over', problem.found);
    case 'unknown-rule':
      return t('There is no rule "{0}"', problem.found);
    case 'severity':
      return t('"{0}" is none of error, warning, information, hint and off', problem.found);
    case 'value':
      return problem.path.length === 0
        ? t('The configuration must be a mapping, such as {0}', problem.example)
        : t('"{0}" must hold {1}, such as {2}', name, nameOf(problem.expected), problem.example);
  }
}

function nameOf(expected: Expected): string {
  const names: Readonly<Record<Expected, string>> = {
    mapping: t('a mapping'),
    list: t('a list'),
    text: t('text'),
    version: t('a version'),
    range: t('a range of ports'),
    domain: t('a domain'),
    family: t('IPv4, IPv6 or both, each once'),
    name: t('a name'),
  };
  return names[expected];
}
