import { t } from '@vscode/l10n';
import { asMap, isMap, valueAt } from '../../shared/model/value.ts';
import { sourceText } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A label that YAML reads as a number or a truth value. */
export const rule = defineApiRule({
  id: 'label-value-not-string',
  summary: 'Labels and annotations are text',
  why: 'YAML reads 1.0 as a number, and yes, on or true as a truth value. Labels, annotations and selectors hold text only, so the API server cannot read the object at all.',
  howToFix: 'Put the value in quotes.',

  say(refusal) {
    const { object, value, path } = refusal;
    const text = sourceText(refusal);
    const key = String(path.at(-1));
    if (isMatchLabels(refusal)) {
      return t(
        'The selector of a {0} holds labels directly: write them without "matchLabels"',
        object.ref.kind,
      );
    }
    if (typeof value === 'object') return t('"{0}" holds {1}, but it must be text', key, quoteValue(value));
    return typeof value === 'boolean'
      ? t('YAML reads {0} as {1}, but "{2}" must be text. Put it in quotes', text, String(value), key)
      : t('{0} is a number, but "{1}" must be text. Put it in quotes', text, key);
  },

  *fix(refusal) {
    const { object, path, value } = refusal;
    if (isMatchLabels(refusal)) {
      yield {
        title: t('Remove "matchLabels" and keep its labels'),
        steps: [
          {
            type: 'move',
            object,
            from: Object.keys(asMap(value)).map((key) => [...path, key]),
            into: path.slice(0, -1),
          },
          { type: 'remove', object, path },
        ],
        isPreferred: true,
      };
    }
    if (typeof value === 'object') return;
    // The server tells one at a time; all of them are meant alike.
    const map = path.slice(0, -1);
    const keys = Object.entries(asMap(valueAt(object.raw, map))).filter(
      ([, item]) => typeof item === 'number' || typeof item === 'boolean',
    );
    const texts = keys.map(([key]) => ({
      path: [...map, key],
      text: sourceText({ object, path: [...map, key] }),
    }));
    yield {
      title: t('Put {0} in quotes', texts.map(({ text }) => text).join(', ')),
      steps: texts.map(({ path: at, text }) => ({ type: 'set', object, path: at, value: text })),
      isPreferred: true,
    };
  },
});

/** The form of a Deployment's selector in one that has plain labels. */
function isMatchLabels({ path, value }: Refusal): boolean {
  return path.length === 3 && path[1] === 'selector' && path[2] === 'matchLabels' && isMap(value);
}
