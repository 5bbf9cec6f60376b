// Environment variables of containers and where their values come from.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  invalid,
  invalidEach,
  item,
  notSupported,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { configMapKey, dns1123Subdomain, envVarName } from './names.ts';
import { isSet, struct, text } from './read.ts';

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** The fields of a Pod that a variable may hold. */
export const POD_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** The amounts of a container that a variable may hold. */
export const RESOURCES: readonly string[] = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/**
 * What is wrong with the variables of a container.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEnv, v1.36.
 */
export function validateEnv(ctx: Context, variables: readonly ValueMap[], at: Place): readonly Cause[] {
  return variables.flatMap((variable, index) => {
    const here = item(at, index);
    const name = text(variable, 'name');
    return [
      ...(name === ''
        ? [required(child(here, 'name'))]
        : invalidEach(child(here, 'name'), name, envVarName(name, ctx.minor))),
      ...(isSet(variable, 'valueFrom') ? validateValueFrom(ctx, variable, child(here, 'valueFrom')) : []),
    ];
  });
}

/** One source, and no value beside it. */
function validateValueFrom(ctx: Context, variable: ValueMap, at: Place): readonly Cause[] {
  const from = struct(variable, 'valueFrom');
  const sources = SOURCES.filter((source) => isSet(from, source));
  const causes = sources.flatMap((source) => validateSource(source, struct(from, source), child(at, source)));
  if (sources.length === 0) {
    const known = ctx.minor >= 35 ? SOURCES : SOURCES.slice(0, 4);
    const names = known.map((source) => `\`${source}\``);
    const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
    causes.push(invalid(at, '', `must specify one of: ${list}`));
  } else if (text(variable, 'value') !== '') {
    causes.push(invalid(at, '', 'may not be specified when `value` is not empty'));
  } else if (sources.length > 1) {
    causes.push(invalid(at, '', 'may not have more than one field specified at a time'));
  }
  return causes;
}

function validateSource(source: string, ref: ValueMap, at: Place): readonly Cause[] {
  switch (source) {
    case 'fieldRef':
      return validateFieldRef(text(ref, 'fieldPath'), at);
    case 'resourceFieldRef':
      return validateResource(text(ref, 'resource'), at);
    case 'configMapKeyRef':
    case 'secretKeyRef': {
      const [name, key] = [text(ref, 'name'), text(ref, 'key')];
      const keyAt = child(at, 'key');
      return [
        ...invalidEach(child(at, 'name'), name, dns1123Subdomain(name)),
        ...(key === '' ? [required(keyAt)] : invalidEach(keyAt, key, configMapKey(key))),
      ];
    }
    default:
      return [];
  }
}

/** Differs: labels and annotations by key are taken as they are. */
function validateFieldRef(path: string, at: Place): readonly Cause[] {
  const here = child(at, 'fieldPath');
  if (path === '') return [required(here)];
  if (POD_FIELDS.includes(path) || /^metadata\.(labels|annotations)\['.*'\]$/.test(path)) return [];
  if (path === 'metadata.labels' || path === 'metadata.annotations')
    return [notSupported(here, path, POD_FIELDS)];
  return [invalid(here, path, `error converting fieldPath: field label not supported: ${path}`)];
}

function validateResource(resource: string, at: Place): readonly Cause[] {
  const here = child(at, 'resource');
  if (resource === '') return [required(here)];
  if (RESOURCES.includes(resource) || /^(requests|limits)\.hugepages-/.test(resource)) return [];
  return [notSupported(here, resource, RESOURCES)];
}

/**
 * What is wrong with the sources from which a container takes all variables.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEnvFrom, v1.36.
 */
export function validateEnvFrom(ctx: Context, sources: readonly ValueMap[], at: Place): readonly Cause[] {
  return sources.flatMap((source, index) => {
    const here = item(at, index);
    const prefix = text(source, 'prefix');
    const refs = ['configMapRef', 'secretRef'].filter((key) => isSet(source, key));
    return [
      ...(prefix === '' ? [] : invalidEach(child(here, 'prefix'), prefix, envVarName(prefix, ctx.minor))),
      ...refs.flatMap((key) => validateName(struct(source, key), child(here, key, 'name'))),
      ...(refs.length === 0 ? [invalid(at, '', 'must specify one of: `configMapRef` or `secretRef`')] : []),
      ...(refs.length > 1 ? [invalid(at, '', 'may not have more than one field specified at a time')] : []),
    ];
  });
}

function validateName(ref: ValueMap, at: Place): readonly Cause[] {
  const name = text(ref, 'name');
  return name === '' ? [required(at)] : invalidEach(at, name, dns1123Subdomain(name));
}
