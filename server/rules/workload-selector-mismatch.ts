import { t } from '@vscode/l10n';
import { child, ROOT } from '../../shared/api/cause.ts';
import { contextOf, DEFAULT_OPTIONS, invalidValue } from '../../shared/api/context.ts';
import { stringMap } from '../../shared/api/go-text.ts';
import { formatRequirement, type Requirement } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Workload } from '../../shared/model/objects.ts';
import { isMap, valueAt } from '../../shared/model/value.ts';
import { answerTo } from '../analysis/api-answers.ts';
import type { RuleContext } from '../analysis/context.ts';
import { defineRule, type ApiCause } from '../analysis/rule.ts';
import { labelPath, selectorFixes, selectorPath, unmetRequirements } from '../analysis/workload-selector.ts';

interface State {
  readonly workload: Workload;
  /** At least one. */
  readonly unmet: readonly Requirement[];
}

/** A workload that would not select its own pods. */
export const rule = defineRule({
  id: 'workload-selector-mismatch',
  severity: 'error',
  summary: "A workload's selector must match the labels of its pod template",
  why: 'A controller finds its own pods by its selector. If the pods that it makes did not match, it would make new ones forever, so the API server refuses such a workload.',
  silentWhen: [
    'a label holds text that a template has yet to fill in, or is not a string',
    'the label is one that controllers add to pods at run time',
    'the API writes the selector itself: Jobs without `manualSelector`, CronJobs, a ReplicationController without a selector',
  ],
  howToFix: 'Write the same labels in `selector` and in `template.metadata.labels`.',
  subject: 'Workload',

  *find(workload, ctx) {
    const unmet = unmetRequirements(workload, ctx.settings.controllerLabels);
    const [first] = unmet;
    if (!first) return;
    yield {
      at: { object: workload, path: labelPath(workload, first.key) },
      state: { workload, unmet } satisfies State,
    };
  },

  say({ workload, unmet }, ctx) {
    const name = describeRef(workload.ref);
    const wanted = unmet.map(formatRequirement).join(', ');
    const there = unmet.flatMap(({ key }) => {
      const value = workload.template.labels[key];
      return value === undefined ? [] : [`${key}=${value || '""'}`];
    });
    const causes = causesOf(workload, ctx);
    const refusal =
      workload.ref.kind === 'Rollout'
        ? t('its controller refuses it. Make the two agree')
        : t('the API server refuses it. Make the two agree');
    return {
      message:
        there.length > 0
          ? t(
              'The selector of {0} asks for {1}, but its pod template has {2}: {3}',
              name,
              wanted,
              there.join(', '),
              refusal,
            )
          : t('The selector of {0} asks for {1}, which its pod template lacks: {2}', name, wanted, refusal),
      related: unmet.map((requirement) => ({
        at: { object: workload, path: selectorPath(workload, requirement) },
        message: t('The selector asks for {0}', formatRequirement(requirement)),
      })),
      ...(causes.length > 0 ? { apiServer: causes } : {}),
    };
  },

  *fix({ workload, unmet }, ctx) {
    yield* selectorFixes(workload, unmet, ctx);
  },
});

/** None where the server has no say: a custom resource, a version that is gone, or a text that it cannot even decode. */
function causesOf(workload: Workload, ctx: RuleContext): readonly ApiCause[] {
  const { code = 400 } = answerTo(workload, ctx) ?? {};
  if (code === 400 || code === 404 || !/^(apps\/v1|batch\/v1|v1)$/.test(workload.ref.apiVersion)) return [];
  const api = contextOf({ ...DEFAULT_OPTIONS, kubernetesVersion: ctx.settings.kubernetesVersion });
  const isWritten = isMap(valueAt(workload.raw, [...workload.template.path, 'metadata', 'labels']));
  const { reason, field, message } = invalidValue(
    api,
    child(ROOT, 'spec', 'template', 'metadata', 'labels'),
    stringMap(isWritten ? workload.template.labels : undefined),
    '`selector` does not match template `labels`',
  );
  return [{ reason, field, message }];
}
