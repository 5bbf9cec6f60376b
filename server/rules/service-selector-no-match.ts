import { t } from '@vscode/l10n';
import { formatSelector, selectorFromMap } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { asksForExternalLabel } from '../analysis/external.ts';
import { nearMissOf } from '../analysis/near-miss.ts';
import { asksForOperatorLabel, mayComeFromController } from '../analysis/operators.ts';
import { defineRule } from '../analysis/rule.ts';
import { describePods } from '../analysis/words.ts';
import { selectionOf, unselectedBeside, nPodSourcesFor } from '../analysis/selection.ts';

interface State {
  readonly service: Service;
  /** Pod sources of its namespace in the workspace. */
  readonly nLookedAt: number;
  /** The pods it would match if they were in its namespace. */
  readonly elsewhere: PodSource | undefined;
  readonly isForeign: boolean;
}

/** A selector that matches nothing in the workspace. */
export const rule = defineRule({
  id: 'service-selector-no-match',
  severity: 'warning',
  summary: 'A Service selects no pod of the workspace',
  why: 'A Service whose selector matches no pod is accepted and gets no endpoints: every connection to it is refused.',
  silentWhen: [
    'any pod or workload of the workspace has the labels, in the same namespace or where one of the two names none',
    'the Service is of type ExternalName or has no selector',
    'the closest pods are a slip away: `service-selector-near-miss` says so',
    'the pods belong to the cluster itself (namespace `kube-system`)',
    'a label holds text that a template has yet to fill in, or is one that controllers add at run time',
    'a label is one that only an operator writes, such as `strimzi.io/cluster` or `cnpg.io/cluster`; information when custom resources beside the Service make pods, or one has a name that the selector asks for',
    'the configuration knows one of the labels to be that of pods elsewhere (`external.labels`)',
  ],
  howToFix:
    'Check the labels of the pods the Service is meant for. If they are made elsewhere, turn the rule off for the file.',
  subject: 'Service',
  isAbsence: true,

  *find(service, ctx) {
    if (!service.selector || service.type === 'ExternalName') return; // nothing is selected by labels
    if (service.ref.namespace === 'kube-system') return; // the cluster brings these pods
    const { selected, isUnknown, elsewhere } = selectionOf(service, ctx);
    if (selected.length > 0 || isUnknown || nearMissOf(service, ctx)) return;
    if (asksForExternalLabel(service.selector, ctx.settings)) return; // pods outside are known to have it
    if (asksForOperatorLabel(service.selector)) return; // its operator makes the pods
    const isForeign = mayComeFromController(service, ctx);
    const isBeside = unselectedBeside(service, ctx)[0]?.nearness === 'file';
    const beside = elsewhere.find((source) => ctx.nearness(service, source) !== 'elsewhere');
    yield {
      at: { object: service, path: ['spec', 'selector'] },
      state: {
        service,
        nLookedAt: nPodSourcesFor(service, ctx),
        elsewhere: beside,
        isForeign,
      } satisfies State,
      severity: (isBeside || beside) && !isForeign ? 'warning' : 'information',
    };
  },

  say({ service, nLookedAt, elsewhere, isForeign }, ctx) {
    const labels = formatSelector(selectorFromMap(service.selector ?? {}));
    const name = describeRef(service.ref);
    if (elsewhere) {
      return {
        message: t(
          '{0} is in namespace "{1}", {2} with labels {3} in "{4}" ({5}). A Service selects only in its own namespace, so it reaches nothing',
          name,
          service.ref.namespace ?? '',
          describePods(elsewhere),
          labels,
          elsewhere.ref.namespace ?? '',
          ctx.whereIs(elsewhere, service),
        ),
        related: [
          {
            at: { object: elsewhere, path: ['metadata', 'namespace'] },
            message: t('These pods have the labels'),
          },
        ],
      };
    }
    const lookedAt =
      nLookedAt === 0
        ? t('there are no pods or workloads here')
        : t('pods and workloads looked at: {0}', nLookedAt);
    return {
      message: isForeign
        ? t(
            'No pod or workload here has labels {0} ({1}); {2} reaches nothing unless a controller makes them',
            labels,
            lookedAt,
            name,
          )
        : t('No pod or workload here has labels {0} ({1}), so {2} reaches nothing', labels, lookedAt, name),
    };
  },
});
