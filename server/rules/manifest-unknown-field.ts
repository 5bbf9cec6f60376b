import { t } from '@vscode/l10n';
import { fieldsAt } from '../../shared/api/schema.ts';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { asMap, valueAt } from '../../shared/model/value.ts';
import { nearestOf, removeField } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A field that the API server does not know. */
export const rule = defineApiRule({
  id: 'manifest-unknown-field',
  summary: 'The API server must know every field',
  why: 'With strict validation, which kubectl asks for, the API server refuses an object with a field that it does not know. Without, it drops the field in silence.',
  silentWhen: [
    'the kind is a custom resource',
    'the field belongs elsewhere in the object: `manifest-misplaced-field` tells that',
  ],
  howToFix: 'Correct the spelling, or remove the field.',

  say(refusal) {
    const { object, path } = refusal;
    const name = String(path.at(-1));
    const parent = path.slice(0, -1);
    const place = parent.length === 0 ? t('a {0}', object.ref.kind) : `"${formatFieldPath(parent)}"`;
    const meant = meantField(refusal);
    return meant === undefined
      ? t(
          '{0} has no field "{1}", so the API server refuses this {2}',
          capitalise(place),
          name,
          object.ref.kind,
        )
      : t('{0} has no field "{1}". Did you mean "{2}"?', capitalise(place), name, meant);
  },

  *fix(refusal) {
    const { object, path } = refusal;
    const meant = meantField(refusal);
    if (meant !== undefined) {
      yield {
        title: t('Rename it to "{0}"', meant),
        steps: [{ type: 'rename', object, path, key: meant }],
        isPreferred: true,
      };
    }
    yield removeField(object, path);
  },
});

/** The field that was probably meant: spelt alike and not written yet. */
function meantField({ object, path }: Refusal): string | undefined {
  const parent = path.slice(0, -1);
  const known = fieldsAt(object.ref.apiVersion, object.ref.kind, parent)?.keys() ?? [];
  const here = asMap(valueAt(object.raw, parent));
  return nearestOf(
    String(path.at(-1)),
    [...known].filter((name) => !Object.hasOwn(here, name)),
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
