// The Services that Ingresses and routes of the Gateway API send to, each with the fields that name it and its port.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import type { Ingress, IntOrString, KubeObject } from '../../shared/model/objects.ts';
import { asInteger, asList, asMap, asString, valueAt, type Value } from '../../shared/model/value.ts';

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
 * The Services that a route of the Gateway API sends to or mirrors to, in document order.
 * Source: kubernetes-sigs/gateway-api apis/v1/object_reference_types.go BackendObjectReference, v1.3.
 */
export function gatewayBackends(route: KubeObject): readonly RouteBackend[] {
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

function mirrorsIn(filters: Value | undefined, path: FieldPath): readonly RouteBackend[] {
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

function readBackendRef(value: Value | undefined, path: FieldPath): readonly RouteBackend[] {
  const { group = '', kind = 'Service', name, namespace, port } = asMap(value);
  if (group !== '' || kind !== 'Service' || typeof name !== 'string' || name === '') return [];
  return [
    {
      path,
      name,
      namespace: asString(namespace),
      namePath: [...path, 'name'],
      portPath: [...path, 'port'],
      port: asInteger(port),
      isPortWritten: port !== undefined,
      route: '',
    },
  ];
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
