import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { describeServicePorts, missingPortOf, usePort, type MissingPort } from '../analysis/missing-port.ts';
import {
  gatewayBackends,
  isOfGatewayApi,
  namelessBackends,
  ROUTE_KINDS,
  type RouteBackend,
  type ServiceRef,
} from '../analysis/route-backends.ts';
import type { Fix } from '../analysis/fix.ts';
import { groupBy } from '../analysis/group-by.ts';
import { defineRule, type Found } from '../analysis/rule.ts';
import { backendReference, findService, type FoundService } from '../analysis/service-reference.ts';

type State = PortState | NamelessState;

interface NamelessState {
  readonly route: KubeObject;
  readonly nameless: ServiceRef;
}

interface PortState {
  readonly route: KubeObject;
  readonly backends: readonly [RouteBackend, ...RouteBackend[]];
  /** `undefined` when the reference names no port at all, or names it by a text. */
  readonly missing: MissingPort | undefined;
  readonly found: FoundService | undefined;
}

/** A route that sends to a port which its Service does not have, or does not name port and Service as its schema wants. */
export const rule = defineRule({
  id: 'gateway-backend-port',
  severity: 'error',
  summary: 'A route of the Gateway API must name a port that its Service has',
  why: 'A route names a port of the Service by its number, not the port that the containers listen on. Without a port, with one that is a text, or without the name of the Service, the API server refuses it; with a number that the Service does not have, the Gateway answers with an error.',
  silentWhen: [
    'the backend is not a Service',
    'the Service is not in the workspace: `gateway-backend-missing` says so',
    'the Service is of type ExternalName, or one of its ports is yet to be filled in',
    'a patch writes the port',
    'the Service stands far away and the namespaces are not both written, or several files define it: it may be of another example',
    'only a warning when the Service stands in a neighbouring directory, and information farther away',
  ],
  howToFix: 'Write the `name` of the Service and its `port`, which is a number.',
  subject: 'Other',
  kinds: ROUTE_KINDS,

  *find(route, ctx): Iterable<Found<State>> {
    if (!isOfGatewayApi(route)) return;
    for (const nameless of namelessBackends(route))
      yield { at: { object: route, path: nameless.path }, state: { route, nameless } };
    const keyOf = ({ name, namespace, port }: RouteBackend): string => `${namespace} ${name} ${port}`;
    for (const backends of groupBy(gatewayBackends(route), keyOf).values()) {
      const [{ port, path, portPath, isPortWritten }] = backends;
      if (port === undefined && isPortWritten) continue; // yet to be filled in, or half typed
      const service = findService(backendReference(route, backends[0]), ctx);
      const found = service.type === 'found' ? service : undefined;
      const missing = found && typeof port === 'number' ? missingPortOf(found, route, port, ctx) : undefined;
      if (typeof port === 'number' && !missing) continue;
      yield {
        at: { object: route, path: isPortWritten ? portPath : path },
        state: { route, backends, missing, found },
        severity: missing?.severity ?? 'error',
      };
    }
  },

  say(state, ctx) {
    if ('nameless' in state)
      return { message: t('This reference has no "name", and the API server refuses a route without it') };
    const {
      route,
      backends: [{ name, port }],
      missing,
    } = state;
    if (typeof port === 'string') {
      return {
        message: t(
          '"{0}" is a text: a route names ports by their number, or the API server refuses it',
          port,
        ),
      };
    }
    if (!missing) {
      return {
        message: t(
          'The reference to Service "{0}" names no port. A route needs one, or the API server refuses it',
          name,
        ),
      };
    }
    const { service, wanted, byTarget } = missing;
    return {
      message: byTarget
        ? t(
            '{0} is the target port of {1} ({2}). A route names the port of the Service, which is {3}',
            wanted,
            describeRef(service.ref),
            ctx.whereIs(service, route),
            byTarget.port ?? '',
          )
        : t(
            '{0} has no port {1}, so the Gateway cannot send there. It has {2} ({3})',
            describeRef(service.ref),
            wanted,
            describeServicePorts(service),
            ctx.whereIs(service, route),
          ),
      related: [{ at: { object: service, path: ['spec', 'ports'] }, message: describeRef(service.ref) }],
    };
  },

  *fix(state) {
    if ('nameless' in state) {
      yield* renameKeys(state);
      return;
    }
    const { route, backends, missing, found } = state;
    const paths = backends.map(({ portPath }) => portPath);
    const fix = missing && usePort(missing, route, paths);
    if (fix) yield fix;
    if (missing) return;
    const written = backends[0].port;
    const ports = found?.services[0].ports.flatMap(({ name, port }) =>
      port !== undefined && (typeof written !== 'string' || name === written) ? [port] : [],
    );
    const number = typeof written === 'string' && /^[1-9]\d{0,4}$/.test(written) ? [Number(written)] : [];
    const choices = [...number, ...(ports ?? [])];
    for (const port of choices) {
      const steps = paths.map((path) => ({ type: 'set', object: route, path, value: port }) as const);
      yield { title: t('Set port {0}', port), steps, isPreferred: choices.length === 1 };
    }
  },
});

/** The keys of a backend as an Ingress once had them, and as a route has them. */
const FORMER_KEYS: ReadonlyMap<string, string> = new Map([
  ['serviceName', 'name'],
  ['service', 'name'],
  ['servicePort', 'port'],
]);

function* renameKeys({ route, nameless: { value, path } }: NamelessState): Iterable<Fix> {
  const former = Object.keys(value).filter(
    (key) =>
      FORMER_KEYS.has(key) && typeof value[key] !== 'object' && !((FORMER_KEYS.get(key) ?? '') in value),
  );
  const [first] = former;
  if (first === undefined || FORMER_KEYS.get(first) !== 'name') return;
  const steps = former.map((key) => {
    return { type: 'rename', object: route, path: [...path, key], key: FORMER_KEYS.get(key) ?? key } as const;
  });
  yield { title: t('Rename {0} to {1}', first, 'name'), steps, isPreferred: true };
}
