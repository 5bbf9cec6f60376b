// Pod templates inside custom resources, found by their looks: a mapping with labels and containers, under a key that says so.
import type { FieldPath } from './field-path.ts';
import { groupOf, type ObjectRef } from './object-ref.ts';
import { asList, asMap, isList, isMap, type Value, type ValueMap } from './value.ts';

/**
 * Keys under which operators take pod templates, or lists of them: `template`, `podTemplate`, `leaderTemplate`, `templates`,
 * `pods`, `componentSpecs`.
 */
const TEMPLATE_KEY = /(?:^t|T)emplates?$|^pods$|^componentSpecs$/;

/** How deep below `spec` a template may stand, list indexes counted. The deepest known: `jobTemplate` in a list of a list. */
const MAX_DEPTH = 9;

/** No more of a resource is looked at than this, so that a large one costs little. */
const MAX_NODES = 2000;

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'extensions',
]);

/** True for a kind that the API server does not bring. OpenShift's DeploymentConfig once had no group either. */
export function isCustomKind({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): boolean {
  const group = groupOf(apiVersion);
  if (kind === 'DeploymentConfig') return true;
  return !BUILT_IN_GROUPS.has(group) && !/(?:^|\.)k8s\.io$/.test(group);
}

/** Where the pod templates with labels stand in a custom resource, in document order. Empty for most. */
export function findPodTemplates(raw: ValueMap): readonly FieldPath[] {
  const found: FieldPath[] = [];
  let nLeft = MAX_NODES;
  const walk = (value: Value, path: FieldPath, isTemplate: boolean): void => {
    if (path.length > MAX_DEPTH || nLeft-- <= 0) return;
    if (isList(value)) value.forEach((item, index) => walk(item, [...path, index], isTemplate));
    else if (isMap(value)) {
      if (isTemplate && looksLikeTemplate(value)) found.push(path);
      else
        for (const [key, item] of Object.entries(value))
          if (typeof item === 'object') walk(item, [...path, key], TEMPLATE_KEY.test(key));
    }
  };
  walk(raw['spec'] ?? null, ['spec'], false);
  return found;
}

function looksLikeTemplate(value: ValueMap): boolean {
  const labels = asMap(value['metadata'])['labels'];
  const hasLabels = isMap(labels) && Object.keys(labels).length > 0;
  return hasLabels && asList(asMap(value['spec'])['containers']).some(isMap);
}
