// What a workload cannot do without.
import type { KubeObject } from '../../shared/model/objects.ts';
import { asMap } from '../../shared/model/value.ts';

/**
 * The fields under `spec` that a half-written workload lacks, its template among them, in the order in which one writes them.
 * Empty when the template is there: then each thing that is wrong is told by itself.
 */
export function missingParts({ is, ref: { kind }, raw }: KubeObject): readonly string[] {
  if (is !== 'Workload') return [];
  const spec = asMap(raw['spec']);
  const isMissing = (field: string): boolean => (spec[field] ?? null) === null;
  const template = kind === 'CronJob' ? 'jobTemplate' : 'template';
  if (!isMissing(template)) return [];
  const first = kind === 'CronJob' ? 'schedule' : kind === 'Job' ? undefined : 'selector';
  return first !== undefined && isMissing(first) ? [first, template] : [template];
}
