import { t } from '@vscode/l10n';
import { describeDeclared } from '../analysis/declared-ports.ts';
import { injectorOf } from '../analysis/injected.ts';
import { defineRule } from '../analysis/rule.ts';
import { declareStepsFor, portListPath, useOtherTargetFixes } from '../analysis/target-port-fixes.ts';
import { faultyPorts } from '../analysis/target-ports.ts';

/** A targetPort number that no container declares. */
export const rule = defineRule({
  id: 'service-target-port-undeclared',
  severity: 'hint',
  summary: 'A targetPort number that no container of the selected pods declares',
  why: 'A number is never checked against `containerPort`, which is only informational: the Service sends traffic there, and it works if something listens. When the containers declare other ports, the number may be a slip.',
  silentWhen: [
    'a container of the pods declares no port at all, so it may listen on any',
    'the pods use the network of their node, or have a sidecar injected',
    'any selected workload declares the number, or mentions it elsewhere in its pod template (arguments, environment, probes)',
    'a ConfigMap beside them mentions the number',
    'the Service is headless: clients choose the port themselves',
  ],
  howToFix: 'Use the port that the container declares, or declare the port that it listens on.',
  subject: 'Service',

  *find(service, ctx) {
    for (const faulty of faultyPorts(service, ctx)) {
      if (faulty.fault !== 'undeclared') continue;
      if (faulty.answers.some(({ source }) => injectorOf(source, ctx))) continue;
      yield { at: { object: service, path: faulty.path }, state: faulty };
    }
  },

  say({ target, port, answers }) {
    const sources = answers.map(({ source }) => source);
    return {
      message: t(
        'No container declares {0}/{1}: {2}. This works only if something listens on {0}, since containerPort is informational',
        target,
        port.protocol,
        describeDeclared(sources),
      ),
      related: sources.map((source) => ({
        at: { object: source, path: portListPath(source), on: 'key' },
        message: describeDeclared([source]),
      })),
    };
  },

  *fix(faulty, ctx) {
    const { answers, target, port } = faulty;
    yield* useOtherTargetFixes(faulty, ctx);
    if (typeof target !== 'number') return;
    const sources = answers.map(({ source }) => source);
    const steps = declareStepsFor(sources, { number: target, protocol: port.protocol });
    if (steps) yield { title: t('Declare containerPort {0}', target), steps };
  },
});
