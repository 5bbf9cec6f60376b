// Probes and lifecycle hooks: what is called, and how often.
import type { ValueMap } from '../model/value.ts';
import { child, forbidden, invalid, invalidEach, oneOf, required, type Cause, type Place } from './cause.ts';
import { isSet, number, struct, structs, text, texts } from './read.ts';
import { notNegative } from './validate-meta.ts';
import { validatePortNumberOrName } from './validate-ports.ts';

const SCHEMES = ['HTTP', 'HTTPS'];
const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const TIMES = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

/**
 * What is wrong with the probes of a container.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateLivenessProbe and its kin, v1.36.
 */
export function validateProbes(container: ValueMap, at: Place): readonly Cause[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((key) => {
    if (!isSet(container, key)) return [];
    const [probe, here] = [struct(container, key), child(at, key)];
    const causes = [...validateProbe(probe, here)];
    if (key === 'readinessProbe') {
      if (isSet(probe, 'terminationGracePeriodSeconds')) {
        const seconds = number(probe, 'terminationGracePeriodSeconds');
        const detail = 'must not be set for readinessProbes';
        causes.push(invalid(child(here, 'terminationGracePeriodSeconds'), seconds, detail));
      }
    } else if (number(probe, 'successThreshold') !== 1) {
      causes.push(invalid(child(here, 'successThreshold'), number(probe, 'successThreshold'), 'must be 1'));
    }
    return causes;
  });
}

function validateProbe(probe: ValueMap, at: Place): readonly Cause[] {
  const causes = [...validateHandler(probe, PROBE_HANDLERS, undefined, at)];
  for (const key of TIMES) {
    if (number(probe, key) < 0) causes.push(notNegative(child(at, key), number(probe, key)));
  }
  const seconds = number(probe, 'terminationGracePeriodSeconds');
  if (isSet(probe, 'terminationGracePeriodSeconds') && seconds <= 0) {
    causes.push(invalid(child(at, 'terminationGracePeriodSeconds'), seconds, 'must be greater than 0'));
  }
  return causes;
}

/** The hooks of a container. `graceSeconds` is what a pod has for ending. */
export function validateLifecycle(lifecycle: ValueMap, graceSeconds: number, at: Place): readonly Cause[] {
  return ['postStart', 'preStop'].flatMap((key) =>
    isSet(lifecycle, key)
      ? validateHandler(struct(lifecycle, key), HOOK_HANDLERS, graceSeconds, child(at, key))
      : [],
  );
}

/** Exactly one handler; of several the first is looked at and the others are forbidden. */
function validateHandler(
  owner: ValueMap,
  kinds: readonly string[],
  graceSeconds: number | undefined,
  at: Place,
): readonly Cause[] {
  const [first, ...more] = kinds.filter((kind) => isSet(owner, kind));
  if (first === undefined) return [required(at, 'must specify a handler type')];
  return [
    ...validateAction(first, struct(owner, first), graceSeconds, child(at, first)),
    ...more.map((kind) => forbidden(child(at, kind), 'may not specify more than 1 handler type')),
  ];
}

function validateAction(
  kind: string,
  action: ValueMap,
  graceSeconds: number | undefined,
  at: Place,
): readonly Cause[] {
  switch (kind) {
    case 'exec':
      return texts(action, 'command').length === 0 ? [required(child(at, 'command'))] : [];
    case 'httpGet':
      return validateHttpGet(action, at);
    case 'tcpSocket':
    case 'grpc':
      return validatePortNumberOrName(action['port'], child(at, 'port'));
    default: {
      const seconds = number(action, 'seconds');
      if (graceSeconds === undefined || (seconds >= 0 && seconds <= graceSeconds)) return [];
      return [
        invalid(
          at,
          seconds,
          `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`,
        ),
      ];
    }
  }
}

function validateHttpGet(action: ValueMap, at: Place): readonly Cause[] {
  const scheme = text(action, 'scheme');
  return [
    ...validatePortNumberOrName(action['port'], child(at, 'port')),
    ...oneOf(child(at, 'scheme'), scheme, SCHEMES),
    ...structs(action, 'httpHeaders').flatMap((header) =>
      validateHeader(text(header, 'name'), child(at, 'httpHeaders')),
    ),
  ];
}

function validateHeader(name: string, at: Place): readonly Cause[] {
  if (/^[-A-Za-z0-9]+$/.test(name)) return [];
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return invalidEach(at, name, [
    `${rule} (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
  ]);
}
