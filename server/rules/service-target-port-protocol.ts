import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { valueAt } from '../../shared/model/value.ts';
import { describePort, type DeclaredPort } from '../analysis/declared-ports.ts';
import type { Fix } from '../analysis/fix.ts';
import { defineRule } from '../analysis/rule.ts';
import { agreeOnProtocolFixes, declareStepsFor, useOtherTargetFixes } from '../analysis/target-port-fixes.ts';
import { faultyPorts, type FaultyPort } from '../analysis/target-ports.ts';

interface State {
  readonly faulty: FaultyPort;
  /** The port with the other protocol. */
  readonly declared: DeclaredPort;
  /** The Service has the port with that protocol as well. */
  readonly isPair: boolean;
}

/** A targetPort that the containers declare with another protocol only. */
export const rule = defineRule({
  id: 'service-target-port-protocol',
  severity: 'error',
  summary: 'A targetPort must have the protocol of the Service port',
  why: 'A named targetPort is looked up by name and protocol, so a UDP container port does not answer to a TCP Service port: it gets no endpoints. A Service port without `protocol` is TCP. A number is not looked up, but nothing may listen on it with that protocol.',
  silentWhen: [
    'a container of the pods declares the port with the protocol of the Service as well',
    'only some of the pods have it with another protocol',
    'the targetPort is a number and the Service has the same port with both protocols',
    'a hint only when the targetPort is a number, which needs no declaration',
  ],
  howToFix: 'Set `protocol` of the Service port to that of the container port.',
  subject: 'Service',

  *find(service, ctx) {
    for (const faulty of faultyPorts(service, ctx)) {
      const declared = faulty.fault === 'protocol' && firstDeclared(faulty);
      if (!declared) continue;
      const isPair = hasTwin(faulty, declared);
      if (isPair && typeof faulty.target === 'number') continue; // both protocols are meant, one is not declared
      yield {
        at: { object: service, path: faulty.path },
        state: { faulty, declared, isPair } satisfies State,
        ...(faulty.severity ? { severity: faulty.severity } : {}),
      };
    }
  },

  say({ faulty: { service, portIndex, port, target }, declared }) {
    const path = ['spec', 'ports', portIndex, 'protocol'];
    const isWritten = valueAt(service.raw, path) !== undefined;
    const own = isWritten ? port.protocol : t('{0} (the default)', port.protocol);
    const where = describeRef(declared.source.ref);
    const message =
      typeof target === 'number'
        ? t(
            '{0} declares {1} as {2}, this Service port is {3}. The protocols must agree with what listens there',
            where,
            target,
            declared.protocol,
            own,
          )
        : t(
            'Port "{1}" of {0} is {2}, this Service port is {3}. A name is looked up together with its protocol, so connections to this port are refused',
            where,
            target,
            declared.protocol,
            own,
          );
    return {
      message,
      related: [
        {
          at: { object: declared.source, path: [...declared.path, 'protocol'] },
          message: t('{0} declares {1}', where, describePort(declared)),
        },
      ],
    };
  },

  *fix({ faulty, declared, isPair }, ctx) {
    const { service, portIndex, port, target, answers } = faulty;
    const path = ['spec', 'ports', portIndex];
    const agree = isPair ? [] : agreeOnProtocolFixes(faulty, declared);
    yield* agree;
    if (typeof target === 'number') {
      const sources = answers.map(({ source }) => source);
      const steps = declareStepsFor(sources, { number: target, protocol: port.protocol });
      if (steps) yield { title: t('Declare containerPort {0} as {1} too', target, port.protocol), steps };
      return;
    }
    const others = [...useOtherTargetFixes(faulty, ctx)];
    yield* agree.some(({ isPreferred }) => isPreferred) ? others.map(withoutPreference) : others;
    const title = t('Use {0}', declared.number);
    if (!isPair || others.some((fix) => fix.title === title)) return;
    yield {
      title,
      steps: [{ type: 'set', object: service, path: [...path, 'targetPort'], value: declared.number }],
    };
  },
});

function withoutPreference({ title, steps }: Fix): Fix {
  return { title, steps };
}

function firstDeclared({ answers }: FaultyPort): DeclaredPort | undefined {
  for (const { answer } of answers) if (answer.type === 'wrong-protocol') return answer.declared;
  return undefined;
}

/** True when the Service has the same port with the protocol of the container port: both are meant. */
function hasTwin({ service, port }: FaultyPort, { protocol }: DeclaredPort): boolean {
  return service.ports.some((other) => other.port === port.port && other.protocol === protocol);
}
