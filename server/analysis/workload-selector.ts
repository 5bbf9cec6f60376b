// A workload's own selector against the labels of the pods that it makes.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { matchesRequirement, type Requirement } from '../../shared/model/labels.ts';
import type { Workload } from '../../shared/model/objects.ts';
import { asList, asMap, isMap, valueAt } from '../../shared/model/value.ts';
import { isCustomKind } from '../../shared/model/pod-templates.ts';
import { hasPlainSelector } from '../../shared/model/read-object.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from './context.ts';
import type { Fix, FixStep } from './fix.ts';
import { isControllerLabel } from './controller-labels.ts';

/** Custom resources whose selectors follow the rules of the built-in ones. */
const CUSTOM_KINDS: ReadonlySet<string> = new Set(['Rollout', 'DeploymentConfig']);

/**
 * What the selector asks for and the template's labels do not have for certain. Empty also when there is nothing to compare:
 * 1. no selector, which ReplicationControllers default and others are refused for;
 * 2. kinds whose selector the API writes: CronJobs, and Jobs without `manualSelector`;
 * 3. no template, as in a Rollout that refers to a Deployment, and custom resources otherwise, whose rules are their own;
 * 4. a selector or labels that the server cannot read.
 */
export function unmetRequirements(
  workload: Workload,
  controllerLabels: readonly string[],
): readonly Requirement[] {
  const { selector, template, raw, ref } = workload;
  if (!selector) return [];
  // Most templates have what is asked for, whatever else would have nothing to be said of them.
  const unmet = selector.filter((requirement) => matchesRequirement(requirement, template.labels) === 'no');
  if (unmet.length === 0 || !isMap(valueAt(raw, template.path))) return [];
  if (ref.kind === 'CronJob' || (isCustomKind(ref) && !CUSTOM_KINDS.has(ref.kind))) return [];
  if (ref.kind === 'Job' && valueAt(raw, ['spec', 'manualSelector']) !== true) return [];
  const written = hasPlainSelector(ref.kind) ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  if (!areTexts(workload, written) || !areTexts(workload, [...template.path, 'metadata', 'labels']))
    return [];
  if (selector.some((requirement) => !isReadable(requirement))) return [];
  return unmet.filter(({ key }) => !isControllerLabel(key, controllerLabels));
}

/** A null label is an empty one; numbers and booleans have a rule of their own. */
function areTexts({ raw }: Workload, path: FieldPath): boolean {
  const map = valueAt(raw, path) ?? null;
  return (
    map === null ||
    (isMap(map) && Object.values(map).every((value) => value === null || typeof value === 'string'))
  );
}

/** In and NotIn have values, Exists and DoesNotExist have none: the server reads no other selector. */
function isReadable({ operator, values }: Requirement): boolean {
  return operator === 'In' || operator === 'NotIn' ? values.length > 0 : values.length === 0;
}

/** Where a label of the template stands; the labels as a whole when it is not there. */
export function labelPath({ template }: Workload, key: string): FieldPath {
  const labels = [...template.path, 'metadata', 'labels'];
  return Object.hasOwn(template.labels, key) ? [...labels, key] : labels;
}

/** Where the selector asks for something. */
export function selectorPath({ raw, ref }: Workload, { key, values }: Requirement): FieldPath {
  if (hasPlainSelector(ref.kind)) return ['spec', 'selector', key];
  const selector = asMap(valueAt(raw, ['spec', 'selector']));
  const isLabel = values.length === 1 && asMap(selector['matchLabels'])[key] === values[0];
  if (isLabel) return ['spec', 'selector', 'matchLabels', key];
  const index = asList(selector['matchExpressions']).findIndex((item) => asMap(item)['key'] === key);
  return ['spec', 'selector', 'matchExpressions', Math.max(index, 0), 'key'];
}

/** Makes the labels say what the selector asks for, or the selector what the labels are; what more around them agrees with comes first. */
export function selectorFixes(
  workload: Workload,
  unmet: readonly Requirement[],
  ctx: RuleContext,
): readonly Fix[] {
  const labelSteps = unmet.map((requirement) => labelStep(workload, requirement));
  const selectorSteps = unmet.map((requirement) => selectorStep(workload, requirement));
  const votes = unmet.reduce((sum, requirement) => sum + votesForSelector(workload, requirement, ctx), 0);
  const fixes: Fix[] = [];
  if (labelSteps.every((step) => step !== undefined)) {
    const title = t('Change the labels of the pod template');
    fixes.push({ title, steps: labelSteps, ...(votes > 0 ? { isPreferred: true } : {}) });
  }
  if (selectorSteps.every((step) => step !== undefined)) {
    const fix = { title: t('Change the selector'), steps: selectorSteps };
    if (votes < 0) fixes.unshift({ ...fix, isPreferred: true });
    else fixes.push(fix);
  }
  return fixes;
}

function labelStep(workload: Workload, { key, operator, values }: Requirement): FixStep | undefined {
  const path = [...workload.template.path, 'metadata', 'labels', key];
  if (operator === 'NotIn' || operator === 'DoesNotExist') return { type: 'remove', object: workload, path };
  const [value] = values;
  return value === undefined ? undefined : { type: 'set', object: workload, path, value };
}

/** Only for plain labels: what an expression was meant to say cannot be guessed. */
function selectorStep(workload: Workload, requirement: Requirement): FixStep | undefined {
  const path = selectorPath(workload, requirement);
  if (path.includes('matchExpressions')) return undefined;
  const value = workload.template.labels[requirement.key];
  if (value !== undefined) return { type: 'set', object: workload, path, value };
  const isOnlyOne = (workload.selector ?? []).length <= 1; // an empty selector is refused as well
  return isOnlyOne ? undefined : { type: 'remove', object: workload, path };
}

/** Who agrees with the selector (more than 0) or with the labels (less): the workload's name and labels, and Services. */
function votesForSelector(workload: Workload, { key, values }: Requirement, ctx: RuleContext): number {
  const label = workload.template.labels[key];
  const weigh = (value: string | undefined): number => {
    if (value === undefined || isUnresolved(value)) return 0;
    return value === label ? -1 : values.includes(value) ? 1 : 0;
  };
  const services = ctx.near(workload, 'Service').map((service) => weigh(service.selector?.[key]));
  return [weigh(workload.ref.name), weigh(workload.labels[key]), ...services].reduce(
    (sum, vote) => sum + vote,
    0,
  );
}
