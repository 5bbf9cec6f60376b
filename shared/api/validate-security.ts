// Security contexts: numbers of users and groups, and rights that contradict each other.
import type { Value, ValueMap } from '../model/value.ts';
import {
  called,
  child,
  forbidden,
  invalid,
  item,
  notSupported,
  oneOf,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { asList } from '../model/value.ts';
import { flag, isSet, number, struct, text, texts } from './read.ts';

const MAX_ID = 2 ** 31 - 1;
const ID_SENTENCE = `must be between 0 and ${MAX_ID}, inclusive`;
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** The fields of the internal struct, in its order, by their names in the manifest. */
const FIELDS = [
  'capabilities',
  'privileged',
  'seLinuxOptions',
  'windowsOptions',
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'readOnlyRootFilesystem',
  'allowPrivilegeEscalation',
  'procMount',
  'seccompProfile',
  'appArmorProfile',
];

/**
 * What a whole pod may do.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePodSpecSecurityContext, v1.36.
 * Differs: sysctls and Windows are not judged.
 */
export function validatePodSecurity(spec: ValueMap, at: Place): readonly Cause[] {
  const [context, here] = [struct(spec, 'securityContext'), child(at, 'securityContext')];
  const causes = ['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((key) => validateId(context, key, here));
  asList(context['supplementalGroups']).forEach((group, index) => {
    if (typeof group !== 'number' || isId(group)) return;
    causes.push(invalid(item(child(here, 'supplementalGroups'), index), group, ID_SENTENCE));
  });
  if (flag(spec, 'hostPID') && flag(spec, 'shareProcessNamespace')) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    causes.push(invalid(child(here, 'shareProcessNamespace'), true, detail));
  }
  causes.push(...validateEnum(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], here));
  causes.push(...validateProfile(context, here));
  return [...causes, ...validateEnum(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], here)];
}

/**
 * What one container may do.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateSecurityContext, v1.36.
 */
export function validateContainerSecurity(ctx: Context, context: ValueMap, at: Place): readonly Cause[] {
  const causes = ['runAsUser', 'runAsGroup'].flatMap((key) => validateId(context, key, at));
  causes.push(...validateEnum(context, 'procMount', ['Default', 'Unmasked'], at));
  causes.push(...validateProfile(context, at));
  if (context['allowPrivilegeEscalation'] !== false) return causes;
  const printed = {
    get json() {
      return printContext(context);
    },
    go: '&core.SecurityContext{}',
  };
  const detail = 'cannot set `allowPrivilegeEscalation` to false and';
  if (flag(context, 'privileged'))
    causes.push(invalidValue(ctx, at, printed, `${detail} \`privileged\` to true`));
  if (texts(struct(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
    causes.push(invalidValue(ctx, at, printed, `${detail} \`capabilities.Add\` CAP_SYS_ADMIN`));
  }
  return causes;
}

function validateId(context: ValueMap, key: string, at: Place): readonly Cause[] {
  const id = number(context, key);
  return isId(id) ? [] : [invalid(child(at, key), id, ID_SENTENCE)];
}

function isId(id: number): boolean {
  return id >= 0 && id <= MAX_ID;
}

function validateEnum(
  context: ValueMap,
  key: string,
  supported: readonly string[],
  at: Place,
): readonly Cause[] {
  return isSet(context, key) ? oneOf(child(at, key), text(context, key), supported) : [];
}

function validateProfile(context: ValueMap, at: Place): readonly Cause[] {
  if (!isSet(context, 'seccompProfile')) return [];
  const [profile, here] = [struct(context, 'seccompProfile'), child(at, 'seccompProfile')];
  const type = text(profile, 'type');
  if (type === '') return [required(child(here, 'type'), 'type is required when seccompProfile is set')];
  if (!PROFILE_TYPES.includes(type)) return [notSupported(child(here, 'type'), type, PROFILE_TYPES)];
  if (type !== 'Localhost' || isSet(profile, 'localhostProfile')) return [];
  return [required(child(here, 'localhostProfile'), 'must be set when seccomp type is Localhost')];
}

/** The internal struct by its Go names, everything that is not set being null. */
function printContext(context: ValueMap): string {
  const fields = FIELDS.map((key): [string, Value] => [goName(key), printField(key, context[key] ?? null)]);
  return JSON.stringify(Object.fromEntries(fields));
}

function printField(key: string, value: Value): Value {
  if (key !== 'capabilities' || value === null) return value;
  const capabilities = value as ValueMap;
  return { Add: capabilities['add'] ?? null, Drop: capabilities['drop'] ?? null };
}

function goName(key: string): string {
  return key === 'seLinuxOptions' ? 'SELinuxOptions' : key.charAt(0).toUpperCase() + key.slice(1);
}

/** Namespaces of the host and users of the pod's own exclude each other. */
export function validateHostUsers(spec: ValueMap, at: Place): readonly Cause[] {
  if (spec['hostUsers'] !== false) return [];
  const shared = [
    ['hostNetwork', 'hostNetwork'],
    ['hostPID', 'HostPID'],
    ['hostIPC', 'HostIPC'],
  ] as const;
  return shared.flatMap(([key, name]) =>
    flag(spec, key)
      ? [forbidden(called(child(at, key), `${at.field}.${name}`), 'when `pod.Spec.HostUsers` is false')]
      : [],
  );
}
