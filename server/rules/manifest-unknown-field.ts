import { t } from '@vscode/l10n';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { removeField } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { meantField, useMeantField } from '../analysis/meant-field.ts';

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
    const use = meant === undefined ? undefined : useMeantField(refusal, meant);
    if (use) yield use;
    yield removeField(object, path);
  },
});

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
