import { t } from '@vscode/l10n';
import { formatSelector } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { OtherObject, Service } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import { defineRule } from '../analysis/rule.ts';
import {
  hasLabelsOnPods,
  isInReach,
  monitoredServices,
  slipIn,
  wantedLabels,
  type LabelSlip,
  type Monitor,
} from '../analysis/service-monitors.ts';

interface State {
  readonly object: OtherObject;
  readonly monitor: Monitor;
  /** The Service that was probably meant, and why it is not found; `none` for a Service of the same file. */
  readonly meant: Service;
  readonly why: 'slip' | 'labels-on-pods' | 'namespace' | 'none';
  readonly slip: LabelSlip | undefined;
}

/** A ServiceMonitor that finds no Service. */
export const rule = defineRule({
  id: 'servicemonitor-no-match',
  severity: 'information',
  summary: 'A ServiceMonitor selects no Service of the workspace',
  why: 'A ServiceMonitor finds Services by the labels of the Services themselves, in its own namespace unless `namespaceSelector` says otherwise. When it finds none, Prometheus has nothing to scrape and says nothing.',
  silentWhen: [
    'a Service of the workspace has the labels, in a namespace that the ServiceMonitor looks in or where none is written',
    'no Service nearby could be meant, and none stands in the same file: it may come with a chart or from an operator',
    'a kustomization adds labels, or text has yet to be filled in',
    'the selector is empty, which stands for all Services',
  ],
  howToFix: 'Give the Service the labels, or write its labels in the selector.',
  subject: 'Other',
  kinds: ['ServiceMonitor'],
  isAbsence: true,

  *find(object, ctx) {
    const found = monitoredServices(object, ctx);
    if (!found || found.services.length > 0 || found.isUnknown) return;
    const { monitor, outOfReach } = found;
    const [first] = outOfReach;
    const guess = first
      ? { meant: first, why: 'namespace' as const, slip: undefined }
      : guessMeant(object, monitor, ctx);
    if (!guess) return;
    const { slip } = guess;
    const path = ['spec', 'selector'];
    yield {
      at: { object, path: slip ? [...path, 'matchLabels', slip.key] : path },
      state: { object, monitor, ...guess } satisfies State,
    };
  },

  say(state, ctx) {
    const { meant } = state;
    const path = state.why === 'namespace' ? ['metadata', 'namespace'] : ['metadata', 'name'];
    return {
      message: t(
        'No Service has labels {0}, so Prometheus scrapes nothing. {1}',
        formatSelector(state.monitor.selector),
        describeMeant(state, ctx),
      ),
      related: [{ at: { object: meant, path }, message: describeRef(meant.ref) }],
    };
  },

  *fix({ object, monitor, meant, why, slip }) {
    const name = describeRef(meant.ref);
    if (slip) {
      const path = ['spec', 'selector', 'matchLabels', slip.key];
      const steps = [{ type: 'set', object, path, value: slip.there }] as const;
      yield { title: t('Select {0}', name), steps, isPreferred: true };
    } else if (why === 'labels-on-pods') {
      const labels = Object.entries(wantedLabels(monitor.selector));
      const labelPath = (key: string): readonly string[] => ['metadata', 'labels', key];
      yield {
        title: t('Give {0} the labels', name),
        steps: labels.map(([key, value]) => ({ type: 'set', object: meant, path: labelPath(key), value })),
        isPreferred: true,
      };
    }
  },
});

function guessMeant(
  object: OtherObject,
  monitor: Monitor,
  ctx: RuleContext,
): Omit<State, 'object' | 'monitor'> | undefined {
  const labels = wantedLabels(monitor.selector);
  const near = ctx.near(object, 'Service').filter((service) => isInReach(service, monitor));
  for (const meant of near) {
    const slip = slipIn(labels, meant);
    if (slip) return { meant, why: 'slip', slip };
    if (hasLabelsOnPods(meant, monitor.selector)) return { meant, why: 'labels-on-pods', slip };
  }
  const beside = near.find((service) => ctx.nearness(object, service) === 'file');
  return beside && { meant: beside, why: 'none', slip: undefined };
}

function describeMeant({ object, meant, why, slip }: State, ctx: RuleContext): string {
  const [name, place] = [describeRef(meant.ref), ctx.whereIs(meant, object)];
  switch (why) {
    case 'slip':
      return t('Closest is {0} ({1}): {2} is "{3}" there', name, place, slip?.key ?? '', slip?.there ?? '');
    case 'labels-on-pods':
      return t(
        '{0} ({1}) selects pods with them, but a ServiceMonitor looks at the labels of the Service itself',
        name,
        place,
      );
    case 'namespace':
      return t(
        '{0} ({1}) has them, but it is in namespace "{2}": name that in namespaceSelector',
        name,
        place,
        meant.ref.namespace ?? '',
      );
    case 'none':
      return t('{0} ({1}) has other labels', name, place);
  }
}
