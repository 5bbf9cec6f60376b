import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource } from '../../shared/model/objects.ts';
import { declaredPorts, describeDeclared } from '../analysis/declared-ports.ts';
import { injectorOf } from '../analysis/injected.ts';
import { defineRule } from '../analysis/rule.ts';
import {
  declareStepsFor,
  nameOnlyPortFix,
  portListPath,
  useOtherTargetFixes,
} from '../analysis/target-port-fixes.ts';
import { faultyPorts, type FaultyPort, type SourceAnswer } from '../analysis/target-ports.ts';

interface State {
  readonly faulty: FaultyPort;
  /** Who adds a container that may have the name. */
  readonly injector: string | undefined;
}

/** A named targetPort that no selected pod has. */
export const rule = defineRule({
  id: 'service-target-port-unresolved',
  severity: 'error',
  summary: 'A named targetPort must be the name of a container port of the selected pods',
  why: 'A targetPort that is a name is looked up in every selected pod among the ports of its containers. A pod without the name gets no endpoint for that port, so when no pod has it, every connection to the port is refused. The ports of sidecars count from Kubernetes 1.33 on.',
  silentWhen: [
    'the selector matches nothing: the selector rules say so',
    'the pods are not in the parent, child or sibling directories of the Service, or their ports are not in the manifest',
    'some of the pods have the name (`service-target-port-partial`), or have it with another protocol (`service-target-port-protocol`)',
    'a patch writes container ports, or a template has yet to fill them in',
    'quieter when an annotation has a sidecar injected that may have the name, and for headless Services',
  ],
  howToFix: 'Use a name that the containers declare, use the number, or give the container port the name.',
  subject: 'Service',

  *find(service, ctx) {
    for (const faulty of faultyPorts(service, ctx)) {
      if (faulty.fault !== 'unresolved') continue;
      const injector = faulty.answers.map(({ source }) => injectorOf(source, ctx)).find(Boolean);
      const severity = injector ? 'warning' : faulty.severity;
      yield {
        at: { object: service, path: faulty.path },
        state: { faulty, injector } satisfies State,
        ...(severity ? { severity } : {}),
      };
    }
  },

  say({ faulty, injector }) {
    const { answers } = faulty;
    const sources = answers.map(({ source }) => source);
    const declared = describeDeclared(sources);
    const init = answers.find(({ answer }) => answer.type === 'missing' && answer.why === 'init-container');
    const parts = [sayMissing(faulty, injector !== undefined), declared];
    if (init) {
      parts.push(
        t('The init container of {0} that has it ends before the pod serves', describeRef(init.source.ref)),
      );
    }
    if (injector) parts.push(t('This works only if the sidecar that {0} injects has it', injector));
    else if (isOfSidecar(answers)) parts.push(t('Use the number'));
    else if (hasPorts(sources)) parts.push(t('Use a name or number that the pods have'));
    else parts.push(t('Declare the port, or use a number'));
    return {
      message: parts.join('. '),
      related: sources.map((source) => ({
        at: { object: source, path: portListPath(source), on: 'key' },
        message: describeDeclared([source]),
      })),
    };
  },

  *fix({ faulty }, ctx) {
    const { answers, port, target } = faulty;
    const others = [...useOtherTargetFixes(faulty, ctx)];
    const named = [...nameOnlyPortFix(faulty, ctx)];
    yield* named.some(({ isPreferred }) => isPreferred) ? [...named, ...others] : [...others, ...named];
    const sources = answers.map(({ source }) => source);
    if (hasPorts(sources) || typeof target !== 'string' || port.port === undefined) return;
    const steps = declareStepsFor(sources, { name: target, number: port.port, protocol: port.protocol });
    if (steps) yield { title: t('Declare container port {0} as "{1}"', port.port, target), steps };
  },
});

/** True when a sidecar has the name, in a version in which those are not looked up. */
function isOfSidecar(answers: readonly SourceAnswer[]): boolean {
  return answers.some(({ answer }) => answer.type === 'missing' && answer.why === 'not-in-slices');
}

function hasPorts(sources: readonly PodSource[]): boolean {
  return sources.some((source) => declaredPorts(source).length > 0);
}

function sayMissing(
  { target, port: { protocol }, service, answers }: FaultyPort,
  isInjected: boolean,
): string {
  if (isInjected)
    return t('No manifest of the selected pods has a container port "{0}" ({1})', target, protocol);
  if (isOfSidecar(answers)) {
    return t(
      'Only a sidecar has a container port "{0}" ({1}), and before Kubernetes 1.33 those of sidecars are not looked up, so this port has no endpoints',
      target,
      protocol,
    );
  }
  return service.clusterIP === 'None'
    ? t(
        'No selected pod has a container port "{0}" ({1}), so DNS has no SRV record for this port',
        target,
        protocol,
      )
    : t(
        'No selected pod has a container port "{0}" ({1}), so connections to this port are refused',
        target,
        protocol,
      );
}
