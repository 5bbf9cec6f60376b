import { t } from '@vscode/l10n';
import { asList, asMap, valueAt } from '../../shared/model/value.ts';
import { useValue } from '../analysis/api-fixes.ts';
import { freePortName } from '../analysis/service-port-names.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** Two ports of one name. */
export const rule = defineApiRule({
  id: 'service-port-name-duplicate',
  summary: 'The ports of a Service must have different names',
  why: 'Ports of one Service are told apart by name, so the API server refuses a name that stands twice.',
  howToFix: 'Give one of the two another name.',

  say: ({ value }) => t('{0} is already the name of another port of this Service', quoteValue(value)),

  related({ object, path, value }) {
    const first = asList(valueAt(object.raw, ['spec', 'ports'])).findIndex(
      (port) => asMap(port)['name'] === value,
    );
    return [
      {
        at: { object, path: [...path.slice(0, 2), first, 'name'] },
        message: t('The other port of this name'),
      },
    ];
  },

  *fix(refusal) {
    yield useValue(refusal, freePortName(refusal.object, refusal.path));
  },
});
