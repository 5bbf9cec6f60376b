// Objects of one name that are applied together for certain: those of one file.
import type { KubeObject } from '../../shared/model/objects.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import { originOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';

/** The first object of the same file that is the same to the cluster and stands before one; `undefined` for none. */
export function namesakeBefore(object: KubeObject, ctx: RuleContext): KubeObject | undefined {
  const key = keys.named(object.is, object.ref.name ?? '');
  const isTwin = (other: KubeObject): boolean => areTwins(object, other);
  if (!ctx.has(key, isTwin)) return undefined; // nearly always: no list has to be made
  const all = ctx.lookup(key);
  return all.slice(0, all.indexOf(object)).find(isTwin);
}

/** True for two objects of one file with the same group, kind, namespace and name. */
function areTwins(object: KubeObject, other: KubeObject): boolean {
  const [ref, otherRef] = [object.ref, other.ref];
  if (other === object || otherRef.kind !== ref.kind || otherRef.namespace !== ref.namespace) return false;
  const [here, there] = [originOf(object), originOf(other)];
  if (here.document.uri !== there.document.uri) return false;
  // Several templates of one custom resource are one object.
  if (here.document === there.document && here.base === there.base) return false;
  return groupOf(otherRef.apiVersion) === groupOf(ref.apiVersion);
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
