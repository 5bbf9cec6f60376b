import { t } from '@vscode/l10n';
import { describeRef, groupOf } from '../../shared/model/object-ref.ts';
import type { KubeObject, OtherObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, asString, valueAt } from '../../shared/model/value.ts';
import { isSlip } from '../analysis/alike-names.ts';
import type { RuleContext } from '../analysis/context.ts';
import { bringsMore, changesNames, kustomizationsAround } from '../analysis/kustomizations-around.ts';
import { mayShareNamespace } from '../analysis/namespaces.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly autoscaler: OtherObject;
  readonly kind: string;
  readonly name: string;
  /** Of the kind and misspelt, or of the name and another kind. */
  readonly alike: KubeObject | undefined;
}

const TARGET = ['spec', 'scaleTargetRef'] as const;

/** An autoscaler of something that is not there. */
export const rule = defineRule({
  id: 'hpa-target-missing',
  severity: 'information',
  summary: 'A HorizontalPodAutoscaler scales something that is not in the workspace',
  why: 'The autoscaler finds its target by kind and name, in its own namespace. Without it nothing is scaled, and the autoscaler only says so in its status.',
  silentWhen: [
    'an object of that kind and name is in the workspace, in the same namespace or where one of the two names none',
    'the name holds text that a template has yet to fill in, or a kustomization changes names',
    'nothing near could be meant, and a controller or a chart may bring the target',
  ],
  howToFix: 'Write kind and name of the workload in `scaleTargetRef`.',
  subject: 'Other',
  kinds: ['HorizontalPodAutoscaler'],
  isAbsence: true,

  *find(object, ctx) {
    if (groupOf(object.ref.apiVersion) !== 'autoscaling') return;
    const target = asMap(valueAt(object.raw, TARGET));
    const [kind, name] = [asString(target['kind']), asString(target['name'])];
    if (!kind || !name || isUnresolved(kind) || isUnresolved(name)) return;
    const namesakes = namesakesOf(object, name, ctx);
    if (namesakes.some(({ ref }) => ref.kind === kind)) return;
    const around = kustomizationsAround(object, ctx);
    if (around.some(changesNames)) return;
    const alike =
      namesakes.find((other) => isScalable(other) && ctx.nearness(object, other) !== 'elsewhere') ??
      ctx.near(object, 'Workload').find(({ ref }) => ref.kind === kind && isSlip(name, ref.name ?? ''));
    const mayBeBrought = ctx.hasForeignPodsBeside(object) || around.some(bringsMore);
    if (!alike && mayBeBrought) return;
    yield {
      at: { object, path: alike?.ref.name === name ? [...TARGET, 'kind'] : [...TARGET, 'name'] },
      state: { autoscaler: object, kind, name, alike } satisfies State,
    };
  },

  say({ autoscaler, kind, name, alike }, ctx) {
    const absent = t('No {0} "{1}" is in this workspace', kind, name);
    const effect = t('so nothing is scaled');
    if (!alike) return { message: `${absent}, ${effect}` };
    return {
      message: t(
        '{0}, {1}; the closest is {2} ({3})',
        absent,
        effect,
        describeRef(alike.ref),
        ctx.whereIs(alike, autoscaler),
      ),
      related: [{ at: { object: alike, path: ['metadata', 'name'] }, message: describeRef(alike.ref) }],
    };
  },

  *fix({ autoscaler, name, alike }) {
    if (!alike) return;
    const isOfName = alike.ref.name === name;
    const value = isOfName ? alike.ref.kind : (alike.ref.name ?? '');
    const path = [...TARGET, isOfName ? 'kind' : 'name'];
    yield {
      title: t('Scale {0}', describeRef(alike.ref)),
      steps: [{ type: 'set', object: autoscaler, path, value }],
      isPreferred: true,
    };
  },
});

/** Workloads and custom resources of a name, in the namespace of an object as far as written. */
function namesakesOf(object: KubeObject, name: string, ctx: RuleContext): readonly KubeObject[] {
  return [...ctx.named('Workload', name), ...ctx.named('Other', name)].filter(
    (other) =>
      mayShareNamespace(object, other) &&
      (other.is === 'Workload' || /\./.test(groupOf(other.ref.apiVersion))),
  );
}

/** True for what an autoscaler can set a number of replicas of. */
function isScalable({ is, ref: { kind } }: KubeObject): boolean {
  return is === 'Workload' && kind !== 'DaemonSet' && kind !== 'Job' && kind !== 'CronJob';
}
