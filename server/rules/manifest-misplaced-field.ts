import { t } from '@vscode/l10n';
import { decode } from '../../shared/api/decode.ts';
import { typeOfKind } from '../../shared/api/schema.ts';
import { minorOf } from '../../shared/api/version.ts';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { FixStep } from '../analysis/fix.ts';
import { misplacedFields, type MisplacedField } from '../analysis/misplaced-fields.ts';
import { defineRule, type ApiCause, type Related } from '../analysis/rule.ts';

interface State {
  readonly object: KubeObject;
  readonly fields: readonly MisplacedField[];
  readonly causes: readonly ApiCause[];
}

/** Fields under the wrong key, nearly always by their indentation. */
export const rule = defineRule({
  id: 'manifest-misplaced-field',
  severity: 'error',
  summary: 'A field must stand under the key it belongs to',
  why: 'The API server refuses a document with fields that it does not know where they stand. Most of them are right but indented wrongly: `ports` at the margin instead of under `spec`, or `app: web` beside `matchLabels` instead of below it.',
  silentWhen: [
    'the field is known where it stands, or known nowhere near it',
    'the kind is a custom resource',
    'the document is a patch, a kustomization or a template',
  ],
  howToFix:
    'Indent the fields so that they stand under the key they belong to. The quick fix moves all of them.',
  subject: 'Object',
  isRootCause: true,

  *find(object, { settings }) {
    const fields = misplacedFields(object);
    const first = fields[0];
    const type = first && typeOfKind(object.ref.apiVersion, object.ref.kind);
    if (!first || !type) return;
    const minor = minorOf(settings.kubernetesVersion);
    const { typeError, unknownFields: refused } = decode(object.raw, type, minor);
    const causes = (typeError ? [typeError] : refused).map(({ reason, field, message }) => ({
      reason,
      field,
      message,
    }));
    yield { at: { object, path: first.from, on: 'key' }, state: { object, fields, causes } satisfies State };
  },

  say({ object, fields, causes }) {
    const [only] = fields;
    const { kind } = object.ref;
    const places = byTarget(fields).map(({ belongs, keys }) =>
      keys.length === 1
        ? t('{0} belongs {1}', keys[0] ?? '', describePlace(belongs))
        : t('{0} belong {1}', keys.join(', '), describePlace(belongs)),
    );
    const message =
      fields.length === 1 && only
        ? t(
            '{0}, not {1}, where the API server does not know it and refuses this {2}',
            places[0] ?? '',
            describePlace(only.from.slice(0, -1)),
            kind,
          )
        : t(
            'Fields stand where the API server does not know them and refuses this {0}: {1}',
            kind,
            places.join('; '),
          );
    const related = fields.slice(1).map(({ from, belongs }): Related => ({
      at: { object, path: from, on: 'key' },
      message: t('This belongs {0}', describePlace(belongs)),
    }));
    return { message, related, apiServer: causes };
  },

  *fix({ object, fields }) {
    // What is deepest moves first: its new place may have to move as well.
    const groups = byTarget(fields).sort((a, b) => b.belongs.length - a.belongs.length);
    const steps = groups.map(({ from, into }): FixStep => ({ type: 'move', object, from, into }));
    const title =
      fields.length === 1 && fields[0]
        ? t('Move {0} to where it belongs, {1}', quoted(fields[0]), describePlace(fields[0].belongs))
        : t('Move {0} fields to where they belong', fields.length);
    yield { title, steps, isPreferred: !fields.some(({ isGuess }) => isGuess) };
  },
});

interface Group {
  readonly belongs: FieldPath;
  readonly into: FieldPath;
  readonly from: FieldPath[];
  /** The names of the fields, in quotes. */
  readonly keys: string[];
}

/** The fields by where they belong, in the order of the text. */
function byTarget(fields: readonly MisplacedField[]): Group[] {
  const groups = new Map<string, Group>();
  for (const field of fields) {
    const key = JSON.stringify(field.into);
    const group = groups.get(key) ?? { belongs: field.belongs, into: field.into, from: [], keys: [] };
    group.from.push(field.from);
    group.keys.push(quoted(field));
    groups.set(key, group);
  }
  return [...groups.values()];
}

function quoted({ from }: MisplacedField): string {
  return JSON.stringify(from.at(-1));
}

function describePlace(path: FieldPath): string {
  return path.length === 0 ? t('at the top level') : t('under "{0}"', formatFieldPath(path));
}
