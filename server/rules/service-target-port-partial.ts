import { t } from '@vscode/l10n';
import type { PodSource } from '../../shared/model/objects.ts';
import { declaredPorts, describeDeclared } from '../analysis/declared-ports.ts';
import type { Fix } from '../analysis/fix.ts';
import { defineRule } from '../analysis/rule.ts';
import { declareStepsFor, describeSources, portListPath } from '../analysis/target-port-fixes.ts';
import { faultyPorts, type FaultyPort } from '../analysis/target-ports.ts';
import { tellingLabel } from '../analysis/several-apps.ts';

/** A named targetPort that only some of the selected pods have. */
export const rule = defineRule({
  id: 'service-target-port-partial',
  severity: 'warning',
  summary: 'A named targetPort exists in some of the selected workloads only',
  why: 'A targetPort that is a name is looked up in every pod. Pods without the name get no endpoint for the port, so the port reaches fewer pods than the selector says, without any error.',
  silentWhen: [
    'the workloads stand in other directories than the Service',
    'the pods without the name are those of a Job or CronJob, or of a workload with no replicas',
    'the ports of a workload are not in the manifest',
  ],
  howToFix: 'Add the port to the workloads that lack it, or narrow the selector to those that have it.',
  subject: 'Service',

  *find(service, ctx) {
    for (const faulty of faultyPorts(service, ctx)) {
      if (faulty.fault === 'partial') yield { at: { object: service, path: faulty.path }, state: faulty };
    }
  },

  say(faulty) {
    const { target, port, answers } = faulty;
    const { having, lacking } = splitSources(faulty);
    return {
      message: t(
        'Port "{0}" ({1}) exists in {2} of {3} selected workloads. Without it there is no endpoint for {4}: add the port there, or narrow the selector',
        target,
        port.protocol,
        having.length,
        answers.length,
        describeSources(lacking),
      ),
      related: lacking.map((source) => ({
        at: { object: source, path: portListPath(source), on: 'key' },
        message: describeDeclared([source]),
      })),
    };
  },

  *fix(faulty, ctx) {
    const { having, lacking } = splitSources(faulty);
    const { target, port } = faulty;
    const model = having
      .flatMap(declaredPorts)
      .find((one) => one.name === target && one.protocol === port.protocol);
    const steps =
      model &&
      declareStepsFor(lacking, { name: String(target), number: model.number, protocol: port.protocol });
    if (steps) yield { title: t('Add port "{0}" to {1}', target, describeSources(lacking)), steps };
    const narrowed = narrowSelector(faulty, ctx.settings.controllerLabels);
    if (narrowed) yield narrowed;
  },
});

function splitSources({ answers }: FaultyPort): {
  readonly having: readonly PodSource[];
  readonly lacking: readonly PodSource[];
} {
  const of = (types: readonly string[]): readonly PodSource[] =>
    answers.filter(({ answer }) => types.includes(answer.type)).map(({ source }) => source);
  return { having: of(['found']), lacking: of(['missing', 'wrong-protocol']) };
}

/** Adds to the selector the first label that all pods with the port share and none of the others has. */
function narrowSelector(faulty: FaultyPort, controllerLabels: readonly string[]): Fix | undefined {
  const { having, lacking } = splitSources(faulty);
  const { service } = faulty;
  const telling = tellingLabel(having, lacking, controllerLabels);
  if (!telling) return undefined;
  const [key, value] = telling;
  return {
    title: t('Select only pods with {0}={1}', key, value),
    steps: [{ type: 'set', object: service, path: ['spec', 'selector', key], value }],
  };
}
