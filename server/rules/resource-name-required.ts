import { t } from '@vscode/l10n';
import { dns1123Label } from '../../shared/api/names.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An object without a name. */
export const rule = defineApiRule({
  id: 'resource-name-required',
  summary: 'Every object needs a name',
  why: 'Objects of one kind and namespace are told apart by name. The API server creates none without, unless it may make one up from `generateName`.',
  silentWhen: ['`generateName` is written'],
  howToFix: 'Write `metadata.name`.',

  say: ({ object }) => t('This {0} has no name: write metadata.name', object.ref.kind),

  *fix({ object }) {
    const wanted = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name'].map((key) => object.labels[key]);
    const name = wanted.find((text) => text !== undefined && dns1123Label(text).length === 0);
    if (name === undefined) return;
    const steps = [{ type: 'set', object, path: ['metadata', 'name'], value: name }] as const;
    yield { title: t('Name it "{0}", like its label', name), steps };
  },
});
