import { t } from '@vscode/l10n';
import { removeField, useValue } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { freeNodePort } from '../analysis/node-ports.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** One node port for two ports of a Service. */
export const rule = defineApiRule({
  id: 'service-node-port-duplicate',
  summary: 'Ports of one Service cannot share a nodePort',
  why: 'A node port leads to one port of a Service. The API server refuses the same number twice, unless the protocols differ.',
  silentWhen: ['the protocols differ'],
  howToFix: 'Leave one of them out and let the cluster choose, or write another number.',

  say: ({ value }) =>
    t('nodePort {0} is used by another port of this Service. Use another or leave it out', quoteValue(value)),

  *fix(refusal, ctx) {
    const { object, path, value } = refusal;
    const free = object.is === 'Service' ? freeNodePort(object, Number(value) + 1, ctx) : undefined;
    if (free !== undefined)
      yield { ...useValue(refusal, free), title: t('Use nodePort {0}', free), takes: `nodePort ${free}` };
    yield { ...removeField(object, path), title: t('Remove nodePort and let the cluster choose') };
  },
});
