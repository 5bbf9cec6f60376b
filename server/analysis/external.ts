// What the configuration says exists outside the workspace, so that nothing is reported missing that is only elsewhere.
import type { LabelSet } from '../../shared/model/labels.ts';
import { groupOf, type ObjectRef } from '../../shared/model/object-ref.ts';
import { matchesPattern } from './rule-patterns.ts';
import type { AnalysisSettings } from './settings.ts';

/** True for a Service that is named as known outside. A namespace that is not written, on either side, may be any. */
export function isExternalService(
  { namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>,
  { externalServices }: Pick<AnalysisSettings, 'externalServices'>,
): boolean {
  return externalServices.some((pattern) => {
    const slash = pattern.indexOf('/');
    const isThere =
      slash < 0 || namespace === undefined || matchesPattern(pattern.slice(0, slash), namespace);
    return isThere && matchesPattern(pattern.slice(slash + 1), name ?? '');
  });
}

/** True for a selector that asks for a label which pods outside are known to have. */
export function asksForExternalLabel(
  selector: LabelSet,
  { externalLabels }: Pick<AnalysisSettings, 'externalLabels'>,
): boolean {
  return Object.entries(selector).some(([key, value]) =>
    externalLabels.some((pattern) =>
      matchesPattern(pattern, pattern.includes('=') ? `${key}=${value}` : key),
    ),
  );
}

/** True for an object of a kind that is named as one whose controller makes pods. */
export function isCustomWorkload(
  { apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>,
  { customWorkloads }: Pick<AnalysisSettings, 'customWorkloads'>,
): boolean {
  const group = groupOf(apiVersion);
  return customWorkloads.some((name) => name === kind || name === `${kind}.${group}`);
}
