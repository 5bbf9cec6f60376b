import { t } from '@vscode/l10n';
import { formatSelector } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { OtherObject, Service } from '../../shared/model/objects.ts';
import { isSlip } from '../analysis/alike-names.ts';
import { defineRule } from '../analysis/rule.ts';
import {
  hasLabelsOnPods,
  isInReach,
  monitoredServices,
  wantedLabels,
  type Monitor,
} from '../analysis/service-monitors.ts';

interface State {
  readonly object: OtherObject;
  readonly monitor: Monitor;
  /** The Service that was probably meant. */
  readonly service: Service;
  /** The label that is misspelt; without one the labels are on the pods of the Service instead. */
  readonly slip: { readonly key: string; readonly there: string } | undefined;
}

/** A ServiceMonitor that finds no Service. */
export const rule = defineRule({
  id: 'servicemonitor-no-match',
  severity: 'information',
  summary: 'A ServiceMonitor selects no Service of the workspace',
  why: 'A ServiceMonitor finds Services by the labels of the Services themselves, in its own namespace unless `namespaceSelector` says otherwise. When it finds none, Prometheus has nothing to scrape and says nothing.',
  silentWhen: [
    'a Service of the workspace has the labels, in a namespace that the ServiceMonitor looks in or where none is written',
    'no Service nearby could be meant: it may come with a chart or from an operator',
    'a kustomization adds labels, or text has yet to be filled in',
    'the selector is empty, which stands for all Services',
  ],
  howToFix: 'Give the Service the labels, or write its labels in the selector.',
  subject: 'Other',
  isAbsence: true,

  *find(object, ctx) {
    if (object.ref.kind !== 'ServiceMonitor') return;
    const found = monitoredServices(object, ctx);
    if (!found || found.services.length > 0 || found.isUnknown) return;
    const { monitor } = found;
    const labels = wantedLabels(monitor.selector);
    const path = ['spec', 'selector'];
    for (const service of ctx.near(object, 'Service')) {
      if (!isInReach(service, monitor)) continue;
      const slip = slipIn(labels, service);
      if (!slip && !hasLabelsOnPods(service, monitor.selector)) continue;
      const at = { object, path: slip ? [...path, 'matchLabels', slip.key] : path };
      yield { at, state: { object, monitor, service, slip } satisfies State };
      return;
    }
  },

  say({ object, monitor: { selector }, service, slip }, ctx) {
    const labels = formatSelector(selector);
    const place = ctx.whereIs(service, object);
    const name = describeRef(service.ref);
    return {
      message: slip
        ? t(
            'No Service has labels {0}, so Prometheus scrapes nothing. Closest is {1} ({2}): {3} is "{4}" there',
            labels,
            name,
            place,
            slip.key,
            slip.there,
          )
        : t(
            'No Service has labels {0}, so Prometheus scrapes nothing. {1} ({2}) selects pods with them, but a ServiceMonitor looks at the labels of the Service itself',
            labels,
            name,
            place,
          ),
      related: [{ at: { object: service, path: ['metadata', 'labels'], on: 'key' }, message: name }],
    };
  },

  *fix({ object, monitor, service, slip }) {
    if (slip) {
      const path = ['spec', 'selector', 'matchLabels', slip.key];
      const steps = [{ type: 'set', object, path, value: slip.there }] as const;
      yield { title: t('Select {0}', describeRef(service.ref)), steps, isPreferred: true };
      return;
    }
    const labels = Object.entries(wantedLabels(monitor.selector));
    yield {
      title: t('Give {0} the labels', describeRef(service.ref)),
      steps: labels.map(([key, value]) => ({
        type: 'set',
        object: service,
        path: ['metadata', 'labels', key],
        value,
      })),
      isPreferred: true,
    };
  },
});

/** The one label of a Service that differs from what is wanted by a slip of the pen, all others being equal. */
function slipIn(
  wanted: Readonly<Record<string, string>>,
  { labels }: Service,
): { readonly key: string; readonly there: string } | undefined {
  const differing = Object.keys(wanted).filter((key) => labels[key] !== wanted[key]);
  const [key, ...others] = differing;
  if (key === undefined || others.length > 0) return undefined;
  const there = labels[key];
  return there !== undefined && isSlip(wanted[key] ?? '', there) ? { key, there } : undefined;
}
