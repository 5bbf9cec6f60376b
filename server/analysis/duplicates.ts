// Objects of one name that are applied together for certain.
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap } from '../../shared/model/value.ts';
import { originOf, uriOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import { directoryOf, joinPath } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';

/** Another object of the same name. */
export interface Namesake {
  readonly other: KubeObject;
  readonly isSameFile: boolean;
}

/** The objects of the same name that stand before one, in its file or in another that the same kustomization lists. */
export function namesakesBuiltTogether(object: KubeObject, ctx: RuleContext): readonly Namesake[] {
  const all = ctx.lookup(keys.named(object.is, object.ref.name ?? ''));
  const end = all.indexOf(object);
  if (end < 1) return [];
  const { document, base } = originOf(object);
  return all.slice(0, end).flatMap((other): Namesake[] => {
    const origin = originOf(other);
    // Several templates of one custom resource are one object.
    if (origin.document === document && origin.base === base) return [];
    if (origin.document.uri === document.uri) return [{ other, isSameFile: true }];
    return areListedTogether(document.uri, uriOf(other), ctx) ? [{ other, isSameFile: false }] : [];
  });
}

/** True for two whole documents of the same words, comments aside. */
export function saysTheSame(object: KubeObject, other: KubeObject): boolean {
  const [here, there] = [originOf(object), originOf(other)];
  if (here.base.length > 0 || there.base.length > 0) return false;
  return here.document.text !== '' && wordsOf(here.document.text) === wordsOf(there.document.text);
}

function wordsOf(text: string): string {
  return text.replaceAll(/^[ \t]*(?:#.*|---.*)?$\n?/gm, '').trim();
}

/** True when the kustomization of their directory lists both files. */
function areListedTogether(here: string, there: string, ctx: RuleContext): boolean {
  const directory = directoryOf(here);
  if (directory !== directoryOf(there)) return false;
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => {
    const kustomization = ctx.file(`${directory}/${name}`)?.documents[0]?.document.kustomization;
    const listed = new Set(
      asList(asMap(kustomization)['resources']).flatMap((item) =>
        typeof item === 'string' ? [joinPath(directory, item)] : [],
      ),
    );
    return listed.has(here) && listed.has(there);
  });
}
