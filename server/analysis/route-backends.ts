// The Services that Ingresses and routes of the Gateway API send to, each with the fields that name it and its port.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import type { Ingress, IntOrString, KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import {
  asInteger,
  asList,
  asMap,
  asString,
  isMap,
  valueAt,
  type Value,
  type ValueMap,
} from '../../shared/model/value.ts';

/** A reference to a Service from a route. */
export interface RouteBackend {
  readonly path: FieldPath;
  readonly namePath: FieldPath;
  readonly name: string;
  /** As the reference writes it; `undefined` for that of its object. */
  readonly namespace: string | undefined;
  readonly portPath: FieldPath;
  /** A number or a name; `undefined` when it is not written or of no use. */
  readonly port: IntOrString | undefined;
  readonly isPortWritten: boolean;
  /** `shop.example.com/cart`, for sentences. Empty where the route does not say. */
  readonly route: string;
}

/** The annotation by which the controller of AWS takes a backend for the name of an action. */
const ACTION = 'alb.ingress.kubernetes.io/actions.';

/** The Services that an Ingress sends to, in either form of its API; what only looks like one is left out. */
export function ingressBackends(ingress: Ingress): readonly RouteBackend[] {
  return ingress.backends.flatMap(({ path, host, httpPath }): readonly RouteBackend[] => {
    const backend = asMap(valueAt(ingress.raw, path));
    const service = asMap(backend['service']);
    const isOldForm = backend['service'] === undefined && typeof backend['serviceName'] === 'string';
    const name = asString(isOldForm ? backend['serviceName'] : service['name']);
    if (!name || Object.hasOwn(ingress.annotations, ACTION + name)) return [];
    const ports = asMap(service['port']);
    const portKey = ports['number'] === undefined ? 'name' : 'number';
    const port = readPort(isOldForm ? backend['servicePort'] : ports[portKey]);
    if (port === 'use-annotation') return [];
    return [
      {
        path,
        name,
        namespace: undefined,
        namePath: [...path, ...(isOldForm ? ['serviceName'] : ['service', 'name'])],
        portPath: [...path, ...(isOldForm ? ['servicePort'] : ['service', 'port', portKey])],
        port,
        isPortWritten: true,
        route: routeText(host, httpPath),
      },
    ];
  });
}

/** A name made of digits is left out: the API server refuses it. */
function readPort(value: Value | undefined): IntOrString | undefined {
  if (typeof value === 'string') return /\D/.test(value) ? value : undefined;
  return asInteger(value);
}

function routeText(host: string | undefined, httpPath: string | undefined): string {
  return host === undefined && httpPath === undefined ? '' : `${host ?? ''}${httpPath ?? '/'}`;
}

/** The kinds of routes of the Gateway API. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** True for a kind of the Gateway API. */
export function isOfGatewayApi({ ref }: KubeObject): boolean {
  return groupOf(ref.apiVersion) === GATEWAY_GROUP;
}

/**
 * The Services that a route of the Gateway API sends to or mirrors to, in document order. A port that is a text, which the
 * API server refuses, is given as it is written.
 */
export function gatewayBackends(route: KubeObject): readonly RouteBackend[] {
  return serviceRefs(route).flatMap(({ value: { name, namespace, port }, path }) => {
    if (typeof name !== 'string' || name === '') return [];
    const isText = typeof port === 'string' && port !== '' && !isUnresolved(port);
    return [
      {
        path,
        name,
        namespace: asString(namespace),
        namePath: [...path, 'name'],
        portPath: [...path, 'port'],
        port: isText ? port : asInteger(port),
        isPortWritten: port !== undefined,
        route: '',
      },
    ];
  });
}

/** A reference of a route to a Service, as it is written. */
export interface ServiceRef {
  readonly value: ValueMap;
  readonly path: FieldPath;
}

/** The references of a route that name nothing, although something stands in them. */
export function namelessBackends(route: KubeObject): readonly ServiceRef[] {
  return serviceRefs(route).filter(
    ({ value }) =>
      !('name' in value) && Object.keys(value).length > 0 && !Object.keys(value).some(isUnresolved),
  );
}

/** Source: kubernetes-sigs/gateway-api apis/v1/object_reference_types.go BackendObjectReference, v1.3. */
function serviceRefs(route: KubeObject): readonly ServiceRef[] {
  return asList(valueAt(route.raw, ['spec', 'rules'])).flatMap((rule, ruleIndex) => {
    const path: FieldPath = ['spec', 'rules', ruleIndex];
    const { backendRefs, filters } = asMap(rule);
    return [
      ...mirrorsIn(filters, path),
      ...asList(backendRefs).flatMap((backend, index) => {
        const at = [...path, 'backendRefs', index];
        return [...readBackendRef(backend, at), ...mirrorsIn(asMap(backend)['filters'], at)];
      }),
    ];
  });
}

function mirrorsIn(filters: Value | undefined, path: FieldPath): readonly ServiceRef[] {
  return asList(filters).flatMap((filter, index) =>
    readBackendRef(valueAt(filter, ['requestMirror', 'backendRef']), [
      ...path,
      'filters',
      index,
      'requestMirror',
      'backendRef',
    ]),
  );
}

function readBackendRef(value: Value | undefined, path: FieldPath): readonly ServiceRef[] {
  if (!isMap(value)) return [];
  const { group = '', kind = 'Service' } = value;
  return group === '' && kind === 'Service' ? [{ value, path }] : [];
}

const MAX_ROUTES = 3;

/** `requests for shop.example.com/, shop.example.com/cart`; of a default backend `requests that no rule takes`. */
export function describeRoutes(backends: readonly Pick<RouteBackend, 'route'>[]): string {
  const routes = [...new Set(backends.map(({ route }) => route))];
  if (routes.includes('')) return t('requests that no rule takes');
  const shown = routes.slice(0, MAX_ROUTES).join(', ');
  return routes.length > MAX_ROUTES
    ? t('requests for {0} and {1} more', shown, routes.length - MAX_ROUTES)
    : t('requests for {0}', shown);
}
