import { t } from '@vscode/l10n';
import { formatSelector, selectorFromMap } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service, Workload } from '../../shared/model/objects.ts';
import { governingService, headlessServiceOf, maySelect } from '../analysis/governing-service.ts';
import { addsToSelectors, kustomizationsAround } from '../analysis/kustomizations-around.ts';
import { nearMissOf } from '../analysis/near-miss.ts';
import { defineRule } from '../analysis/rule.ts';
import { appliedTogether } from '../analysis/service-reference.ts';

interface State {
  readonly workload: Workload;
  readonly service: Service;
  /** A headless Service near that selects the pods. */
  readonly selecting: Service | undefined;
}

const PATH = ['spec', 'serviceName'];

/** A StatefulSet whose governing Service selects other pods. */
export const rule = defineRule({
  id: 'statefulset-service-selector',
  severity: 'warning',
  summary: 'The Service that governs a StatefulSet must select its pods',
  why: 'A pod of a StatefulSet gets its DNS name from the governing Service as one of its endpoints. A Service that does not select the pods has no names for them.',
  silentWhen: [
    'the labels match, or text yet to be filled in and run-time labels leave it open',
    'the Service comes close to the pods: `service-selector-near-miss` says so at the Service',
    'the Service is not in the workspace: `statefulset-service-missing` says so',
    'the Service has no selector and a kustomization around adds labels to selectors',
    'the Service stands far away and the namespaces are not both written, or in files for another cluster',
  ],
  howToFix: 'Name the headless Service that selects the pods, or correct the selector of this one.',
  subject: 'Workload',

  *find(workload, ctx) {
    const found = governingService(workload, ctx);
    if (found?.type !== 'found' || !found.isCertain) return;
    if (found.services.some((service) => maySelect(service, workload, ctx))) return;
    const [service] = appliedTogether(found, workload, ctx);
    if (!service || nearMissOf(service, ctx)?.source === workload) return;
    if (!service.selector && kustomizationsAround(service, ctx).some(addsToSelectors)) return;
    yield {
      at: { object: workload, path: PATH },
      state: { workload, service, selecting: headlessServiceOf(workload, ctx) } satisfies State,
    };
  },

  say({ workload, service, selecting }, ctx) {
    const name = describeRef(service.ref);
    const where = ctx.whereIs(service, workload);
    const what = service.selector
      ? t(
          '{0} ({1}) selects {2}, not these pods',
          name,
          where,
          formatSelector(selectorFromMap(service.selector)),
        )
      : t('{0} ({1}) has no selector', name, where);
    return {
      message: selecting
        ? t(
            '{0}, so the pods get no DNS names of their own. Headless Service "{1}" does select them',
            what,
            selecting.ref.name ?? '',
          )
        : t('{0}, so the pods get no DNS names of their own', what),
      related: [{ at: { object: service, path: ['spec', 'selector'] }, message: name }],
    };
  },

  *fix({ workload, selecting }) {
    if (selecting?.ref.name === undefined) return;
    yield {
      title: t('Use Service "{0}"', selecting.ref.name),
      steps: [{ type: 'set', object: workload, path: PATH, value: selecting.ref.name }],
      isPreferred: true,
    };
  },
});
