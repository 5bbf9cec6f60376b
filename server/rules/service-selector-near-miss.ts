import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service } from '../../shared/model/objects.ts';
import { hasPlainSelector } from '../../shared/model/read-object.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { Fix, FixStep } from '../analysis/fix.ts';
import { nearMissOf, type LabelDifference, type NearMiss } from '../analysis/near-miss.ts';
import { mayComeFromController } from '../analysis/operators.ts';
import { defineRule } from '../analysis/rule.ts';
import { describePods } from '../analysis/words.ts';
import { selectorsOf } from '../analysis/selection.ts';
import { unmetRequirements } from '../analysis/workload-selector.ts';

interface State {
  readonly service: Service;
  readonly miss: NearMiss;
}

/** A selector that is a slip away from pods nearby. */
export const rule = defineRule({
  id: 'service-selector-near-miss',
  severity: 'warning',
  summary: 'A Service selects no pod, but comes close to one',
  why: 'A Service whose selector matches no pod is accepted and gets no endpoints: every connection to it is refused. A label that differs from a workload beside it in one value is almost always a slip.',
  silentWhen: [
    'a pod or workload near the Service has the labels',
    'nothing near it comes close: no label in common, and no value or key that looks misspelt',
    'a label holds text that a template has yet to fill in',
    'the labels are ones that controllers add to pods at run time',
    'the selector of the workload misses its pods by the same labels: `workload-selector-mismatch` says so',
  ],
  howToFix: 'Write the label of the pods in the selector, or the label of the selector on the pod template.',
  subject: 'Service',
  isAbsence: true,

  *find(service, ctx) {
    const miss = nearMissOf(service, ctx);
    const first = miss?.differences[0];
    if (!first || missesItself(miss, ctx)) return;
    yield {
      at: {
        object: service,
        path: ['spec', 'selector', first.key],
        on: first.type === 'value' ? 'value' : 'key',
      },
      state: { service, miss } satisfies State,
      ...(mayComeFromController(service, ctx) ? { severity: 'information' as const } : {}),
    };
  },

  say({ service, miss: { source, differences, nMet, nRequirements } }, ctx) {
    const differing = differences.map(describeDifference).join('; ');
    const where = ctx.whereIs(source, service);
    const howClose = nMet === 0 ? where : t('{0} of {1} labels, {2}', nMet, nRequirements, where);
    return {
      message: t(
        '{0} selects no pod, so connections to it are refused. Closest is {1} ({2}): {3}',
        describeRef(service.ref),
        describeRef(source.ref),
        howClose,
        differing,
      ),
      related: differences.map((difference) => ({
        at: { object: source, path: labelPath(source.template.path, difference), on: 'value' },
        message: describeRef(source.ref),
      })),
    };
  },

  *fix({ service, miss }, ctx) {
    yield changeSelector(service, miss);
    const other = changeTemplate(service, miss, ctx);
    if (other) yield other;
  },
});

/** True when the workload's own selector asks for what the Service asks for: its template is what is wrong. */
function missesItself({ source, differences }: NearMiss, { settings }: RuleContext): boolean {
  if (source.is !== 'Workload') return false;
  const unmet = unmetRequirements(source, settings.controllerLabels);
  return differences.every(({ key, wanted }) =>
    unmet.some((requirement) => requirement.key === key && requirement.values.includes(wanted)),
  );
}

function describeDifference(difference: LabelDifference): string {
  switch (difference.type) {
    case 'value':
      return t('{0} is "{1}" there, not "{2}"', difference.key, difference.there, difference.wanted);
    case 'key':
      return t('"{0}" is under {1} there, not {2}', difference.wanted, difference.thereKey, difference.key);
    case 'missing':
      return t('{0} is not there', difference.key);
  }
}

function labelPath(template: FieldPath, difference: LabelDifference): FieldPath {
  const labels = [...template, 'metadata', 'labels'];
  if (difference.type === 'missing') return labels;
  return [...labels, difference.type === 'value' ? difference.key : difference.thereKey];
}

/** Makes the selector say what the pods have. A label that they lack altogether is taken out. */
function changeSelector(service: Service, { source, differences }: NearMiss): Fix {
  const steps = differences.map((difference): FixStep => {
    const path = ['spec', 'selector', difference.key];
    switch (difference.type) {
      case 'value':
        return { type: 'set', object: service, path, value: difference.there };
      case 'key':
        return { type: 'rename', object: service, path, key: difference.thereKey };
      case 'missing':
        return { type: 'remove', object: service, path };
    }
  });
  return {
    title: t('Select {0}', describePods(source)),
    steps,
    isPreferred: differences.length === 1,
  };
}

/** Makes the pods have what the selector says; the workload's own selector follows where it names the label. */
function changeTemplate(
  service: Service,
  { source, differences }: NearMiss,
  ctx: RuleContext,
): Fix | undefined {
  const isSelectedByOthers = selectorsOf(source, ctx).some((other) => other !== service);
  if (isSelectedByOthers) return undefined; // their selectors would miss it then
  const steps: FixStep[] = [];
  for (const difference of differences) {
    const { key, wanted } = difference;
    const labels = [...source.template.path, 'metadata', 'labels'];
    steps.push({ type: 'set', object: source, path: [...labels, key], value: wanted });
    const isInSelector =
      source.is === 'Workload' && source.selector?.some((requirement) => requirement.key === key);
    if (isInSelector) {
      const selector = hasPlainSelector(source.ref.kind)
        ? ['spec', 'selector']
        : ['spec', 'selector', 'matchLabels'];
      steps.push({ type: 'set', object: source, path: [...selector, key], value: wanted });
    }
  }
  return {
    title: t('Change the labels of {0} (its selector cannot change once it runs)', describeRef(source.ref)),
    steps,
  };
}
