// Ingresses: hosts, paths and backends. Whether a backend exists is not looked at.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  invalid,
  invalidEach,
  item,
  notSupported,
  required,
  ROOT,
  type Cause,
  type Place,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { parseIp } from './ip.ts';
import {
  dns1123Subdomain,
  pathSegment,
  portName,
  portNumber,
  serviceName,
  wildcardDns1123Subdomain,
} from './names.ts';
import { isSet, number, struct, structs, text, textMap, texts } from './read.ts';
import { validateMeta } from './validate-meta.ts';

/** The annotation that was there before `spec.ingressClassName`. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];

/**
 * The causes for which an Ingress is refused.
 * Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go ValidateIngressCreate, v1.36.
 */
export function validateIngress(ctx: Context, ingress: ValueMap): readonly Cause[] {
  const [meta, spec, at] = [struct(ingress, 'metadata'), struct(ingress, 'spec'), child(ROOT, 'spec')];
  const rules = structs(spec, 'rules');
  const causes = [
    ...validateMeta(ctx, meta, { check: dns1123Subdomain, isNamespaced: true }, child(ROOT, 'metadata')),
  ];
  if (rules.length === 0 && !isSet(spec, 'defaultBackend')) {
    const nothing = isSet(spec, 'rules')
      ? { json: '[]', go: '[]networking.IngressRule{}' }
      : { json: 'null', go: '[]networking.IngressRule(nil)' };
    causes.push(invalidValue(ctx, at, nothing, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (isSet(spec, 'defaultBackend')) {
    causes.push(...validateBackend(ctx, struct(spec, 'defaultBackend'), child(at, 'defaultBackend')));
  }
  rules.forEach((rule, index) => causes.push(...validateRule(ctx, rule, item(child(at, 'rules'), index))));
  structs(spec, 'tls').forEach((tls, index) =>
    causes.push(...validateTls(tls, item(child(at, 'tls'), index))),
  );
  if (isSet(spec, 'ingressClassName')) {
    const name = text(spec, 'ingressClassName');
    causes.push(...invalidEach(child(at, 'ingressClassName'), name, dns1123Subdomain(name)));
  }
  return [...causes, ...validateClassTwice(meta, spec)];
}

function validateClassTwice(meta: ValueMap, spec: ValueMap): readonly Cause[] {
  const annotation = (textMap(meta, 'annotations') ?? {})[CLASS_ANNOTATION];
  if (annotation === undefined || !isSet(spec, 'ingressClassName')) return [];
  if (annotation === text(spec, 'ingressClassName')) return [];
  const at = called(
    child(ROOT, 'metadata', 'annotations', CLASS_ANNOTATION),
    `annotations.${CLASS_ANNOTATION}`,
  );
  return [invalid(at, annotation, 'must match `ingressClassName` when both are specified')];
}

function validateRule(ctx: Context, rule: ValueMap, at: Place): readonly Cause[] {
  const host = text(rule, 'host');
  const causes: Cause[] = [];
  if (host !== '') {
    if (parseIp(host)) causes.push(invalid(child(at, 'host'), host, 'must be a DNS name, not an IP address'));
    causes.push(...invalidEach(child(at, 'host'), host, checkHost(host)));
  }
  if (!isSet(rule, 'http')) return causes;
  const pathsAt = child(at, 'http', 'paths');
  const paths = structs(struct(rule, 'http'), 'paths');
  if (paths.length === 0) causes.push(required(pathsAt));
  return [...causes, ...paths.flatMap((path, index) => validatePath(ctx, path, item(pathsAt, index)))];
}

/** What is wrong with a host, which may begin with a wildcard. */
export function checkHost(host: string): readonly string[] {
  return host.includes('*') ? wildcardDns1123Subdomain(host) : dns1123Subdomain(host);
}

function validatePath(ctx: Context, path: ValueMap, at: Place): readonly Cause[] {
  if (!isSet(path, 'pathType')) return [required(child(at, 'pathType'), 'pathType must be specified')];
  const [type, value] = [text(path, 'pathType'), text(path, 'path')];
  const causes: Cause[] = [];
  if (!PATH_TYPES.includes(type)) causes.push(notSupported(child(at, 'pathType'), type, PATH_TYPES));
  else causes.push(...invalidEach(child(at, 'path'), value, checkPath(type, value)));
  return [...causes, ...validateBackend(ctx, struct(path, 'backend'), child(at, 'backend'))];
}

/** What is wrong with a path. One of no particular type may be missing, and what it holds is the controller's affair. */
export function checkPath(type: string, path: string): readonly string[] {
  const isLoose = type === 'ImplementationSpecific';
  if (isLoose && path === '') return [];
  const absolute = path.startsWith('/') ? [] : ['must be an absolute path'];
  if (isLoose) return absolute;
  return [
    ...absolute,
    ...BAD_SEQUENCES.filter((part) => path.includes(part)).map((part) => `must not contain '${part}'`),
    ...BAD_SUFFIXES.filter((end) => path.endsWith(end)).map((end) => `cannot end with '${end}'`),
  ];
}

function validateBackend(ctx: Context, backend: ValueMap, at: Place): readonly Cause[] {
  const [hasResource, hasService] = [isSet(backend, 'resource'), isSet(backend, 'service')];
  if (hasResource && hasService) return [invalid(at, '', 'cannot set both resource and service backends')];
  if (hasResource) return validateResource(struct(backend, 'resource'), child(at, 'resource'));
  if (hasService) return validateServiceBackend(ctx, struct(backend, 'service'), at);
  return [invalid(at, '', 'resource or service backend is required')];
}

function validateServiceBackend(ctx: Context, service: ValueMap, at: Place): readonly Cause[] {
  const serviceAt = child(at, 'service');
  const name = text(service, 'name');
  const causes: Cause[] = [];
  if (name === '') causes.push(required(child(serviceAt, 'name')));
  else causes.push(...invalidEach(child(serviceAt, 'name'), name, serviceName(name, ctx.minor)));
  const port = struct(service, 'port');
  const [portText, portValue] = [text(port, 'name'), number(port, 'number')];
  if (portText !== '' && portValue !== 0)
    causes.push(invalid(at, '', 'cannot set both port name & port number'));
  else if (portText !== '')
    causes.push(...invalidEach(child(serviceAt, 'port', 'name'), portText, portName(portText)));
  else if (portValue !== 0)
    causes.push(...invalidEach(child(serviceAt, 'port', 'number'), portValue, portNumber(portValue)));
  else causes.push(required(at, 'port name or number is required'));
  return causes;
}

function validateResource(resource: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  if (isSet(resource, 'apiGroup')) {
    const group = text(resource, 'apiGroup');
    causes.push(...invalidEach(child(at, 'apiGroup'), group, dns1123Subdomain(group)));
  }
  for (const key of ['kind', 'name']) {
    const value = text(resource, key);
    if (value === '') causes.push(required(child(at, key)));
    else causes.push(...invalidEach(child(at, key), value, pathSegment(value)));
  }
  return causes;
}

function validateTls(tls: ValueMap, at: Place): readonly Cause[] {
  const secret = text(tls, 'secretName');
  return [
    ...texts(tls, 'hosts').flatMap((host, index) =>
      invalidEach(item(child(at, 'hosts'), index), host, checkHost(host)),
    ),
    ...(secret === '' ? [] : invalidEach(child(at, 'secretName'), secret, dns1123Subdomain(secret))),
  ];
}
