import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { describeServicePorts, missingPortOf, usePort, type MissingPort } from '../analysis/missing-port.ts';
import {
  gatewayBackends,
  isOfGatewayApi,
  ROUTE_KINDS,
  type RouteBackend,
} from '../analysis/route-backends.ts';
import { groupBy } from '../analysis/group-by.ts';
import { defineRule } from '../analysis/rule.ts';
import { backendReference, findService, type FoundService } from '../analysis/service-reference.ts';

interface State {
  readonly route: KubeObject;
  readonly backends: readonly [RouteBackend, ...RouteBackend[]];
  /** `undefined` when the reference names no port at all. */
  readonly missing: MissingPort | undefined;
  readonly found: FoundService | undefined;
}

/** A route that sends to a port which its Service does not have, or names none. */
export const rule = defineRule({
  id: 'gateway-backend-port',
  severity: 'error',
  summary: 'A route of the Gateway API must name a port that its Service has',
  why: 'A route names a port of the Service by its number, not the port that the containers listen on. Without a port the API server refuses it; with one that the Service does not have, the Gateway answers with an error.',
  silentWhen: [
    'the backend is not a Service',
    'the Service is not in the workspace: `gateway-backend-missing` says so',
    'the Service is of type ExternalName, or one of its ports is yet to be filled in',
    'a patch writes the port',
    'the Service stands far away and the namespaces are not both written, or several files define it: it may be of another example',
    'only a warning when the Service stands in a neighbouring directory, and information farther away',
  ],
  howToFix: 'Write the `port` of the Service.',
  subject: 'Other',
  kinds: ROUTE_KINDS,

  *find(route, ctx) {
    if (!isOfGatewayApi(route)) return;
    const keyOf = ({ name, namespace, port }: RouteBackend): string => `${namespace} ${name} ${port}`;
    for (const backends of groupBy(gatewayBackends(route), keyOf).values()) {
      const [{ port, path, portPath, isPortWritten }] = backends;
      if (port === undefined && isPortWritten) continue; // yet to be filled in, or of the wrong type
      const service = findService(backendReference(route, backends[0]), ctx);
      const found = service.type === 'found' ? service : undefined;
      const missing = found && port !== undefined ? missingPortOf(found, route, port, ctx) : undefined;
      if (port !== undefined && !missing) continue;
      yield {
        at: { object: route, path: missing ? portPath : path },
        state: { route, backends, missing, found } satisfies State,
        severity: missing?.severity ?? 'error',
      };
    }
  },

  say({ route, backends: [{ name }], missing }, ctx) {
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

  *fix({ route, backends, missing, found }) {
    const paths = backends.map(({ portPath }) => portPath);
    const fix = missing && usePort(missing, route, paths);
    if (fix) yield fix;
    if (missing || !found) return;
    for (const { port } of found.services[0].ports) {
      if (port === undefined) continue;
      const steps = paths.map((path) => ({ type: 'set', object: route, path, value: port }) as const);
      yield { title: t('Set port {0}', port), steps, isPreferred: found.services[0].ports.length === 1 };
    }
  },
});
