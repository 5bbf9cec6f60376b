import { t } from '@vscode/l10n';
import { formatSelector, selectorFromMap } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import { describeDeclared } from '../analysis/declared-ports.ts';
import { defineRule } from '../analysis/rule.ts';
import { severalApps, tellingLabel } from '../analysis/several-apps.ts';
import { describeSources } from '../analysis/target-port-fixes.ts';

/** A selector that also matches workloads which do not serve what the Service is for. */
export const rule = defineRule({
  id: 'service-selects-several-apps',
  severity: 'warning',
  summary: 'A Service also selects workloads that do not listen on its ports',
  why: 'A Service spreads its connections over every pod that has the labels of its selector. Where a database, a worker or a CronJob shares these labels, part of the connections go to pods that do not listen, and fail.',
  silentWhen: [
    'the Service is headless, of type ExternalName or only for metrics',
    'the others are versions of one application: equal `app.kubernetes.io/name` and `component`, the same image, or labels such as `track` and `version`',
    'they have no replicas, stand in another directory, or in files that are alternatives of each other',
    'they declare or mention the port, a patch writes it, or their ports are not in the manifest',
    'only information when all ports are names: pods of a Job without the name get no connections',
  ],
  howToFix: 'Add a label to the selector that only the pods meant have.',
  subject: 'Service',

  *find(service, ctx) {
    const found = severalApps(service, ctx);
    if (!found) return;
    yield {
      at: { object: service, path: ['spec', 'selector'] },
      state: found,
      ...(found.getTraffic ? {} : { severity: 'information' as const }),
    };
  },

  say({ service, meant, strangers, getTraffic }) {
    const labels = formatSelector(selectorFromMap(service.selector ?? {}));
    const others = describeSources(strangers);
    return {
      message: getTraffic
        ? t(
            'Selector {0} also matches {1}: nothing there listens on the ports of {2}, so connections that go there fail. Add a label that only {3} has',
            labels,
            others,
            describeRef(service.ref),
            describeSources(meant),
          )
        : t(
            'Selector {0} also matches {1}: nothing there has the ports of {2}, so it gets no connections. Add a label that only {3} has',
            labels,
            others,
            describeRef(service.ref),
            describeSources(meant),
          ),
      related: strangers.map((source) => ({
        at: { object: source, path: [...source.template.path, 'metadata', 'labels'], on: 'key' },
        message: describeDeclared([source]),
      })),
    };
  },

  *fix({ service, meant, strangers }, ctx) {
    const label = tellingLabel(meant, strangers, ctx.settings.controllerLabels);
    if (!label) return;
    const [key, value] = label;
    yield {
      title: t('Select only pods with {0}={1}', key, value),
      steps: [{ type: 'set', object: service, path: ['spec', 'selector', key], value }],
    };
  },
});
