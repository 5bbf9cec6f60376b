// Small pieces of sentences that several rules and features say alike.
import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource } from '../../shared/model/objects.ts';

/** `Pod "web"`, or `the pods of Deployment "web"`. */
export function describePods(source: PodSource): string {
  const name = describeRef(source.ref);
  return source.is === 'Pod' ? name : t('the pods of {0}', name);
}

/** `1 pod`, `3 pods`. */
export function countPods(n: number): string {
  return n === 1 ? t('1 pod') : t('{0} pods', n);
}
