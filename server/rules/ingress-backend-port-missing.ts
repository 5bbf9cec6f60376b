import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Ingress } from '../../shared/model/objects.ts';
import {
  describeServicePort,
  describeServicePorts,
  missingPortOf,
  usePort,
  type MissingPort,
} from '../analysis/missing-port.ts';
import { ingressBackends, type RouteBackend } from '../analysis/route-backends.ts';
import { groupBy } from '../analysis/group-by.ts';
import { defineRule } from '../analysis/rule.ts';
import { findPresent, ownReference } from '../analysis/service-reference.ts';

interface State {
  readonly ingress: Ingress;
  readonly missing: MissingPort;
  readonly backends: readonly RouteBackend[];
}

/** An Ingress that sends to a port which its Service does not have. */
export const rule = defineRule({
  id: 'ingress-backend-port-missing',
  severity: 'error',
  summary: 'An Ingress sends to a port that its Service does not have',
  why: 'An Ingress names a port of the Service, by number or by name, not the port that the containers listen on. The controller finds no such port and has nowhere to send the requests.',
  silentWhen: [
    'the Service is not in the workspace: `ingress-backend-service-missing` says so',
    'the Service is of type ExternalName, or one of its ports is yet to be filled in',
    'a patch writes the port',
    'the Service stands far away and the namespaces are not both written, or several files define it: it may be of another example',
    'the port is an action of the AWS controller (`use-annotation`)',
    'only a warning when the Service stands in a neighbouring directory, and information farther away',
    'only a warning for the target port of the Service: some controllers, ingress-nginx among them, take that too',
  ],
  howToFix: 'Write a port of the Service: its `port` or its `name`.',
  subject: 'Ingress',

  *find(ingress, ctx) {
    for (const backends of groupBy(
      ingressBackends(ingress),
      ({ name, port }) => `${name} ${port}`,
    ).values()) {
      const [{ name, port, portPath }] = backends;
      if (port === undefined) continue; // half typed, or refused by the API server
      const found = findPresent(ownReference(ingress, name), ctx);
      const missing = found && missingPortOf(found, ingress, port, ctx);
      if (!missing) continue;
      yield {
        at: { object: ingress, path: portPath },
        state: { ingress, missing, backends } satisfies State,
        severity: missing.byTarget && missing.severity === 'error' ? 'warning' : missing.severity,
      };
    }
  },

  say({ ingress, missing: { service, wanted, byTarget } }, ctx) {
    const name = describeRef(service.ref);
    const where = ctx.whereIs(service, ingress);
    return {
      message: byTarget
        ? t(
            '{0} is the target port of {1} ({2}). An Ingress names the port of the Service, which is {3}; not every controller forgives this',
            typeof wanted === 'string' ? `"${wanted}"` : wanted,
            name,
            where,
            describeServicePort(byTarget),
          )
        : t(
            '{0} has no port {1}, so the Ingress controller cannot send there. It has {2} ({3})',
            name,
            typeof wanted === 'string' ? `"${wanted}"` : wanted,
            describeServicePorts(service),
            where,
          ),
      related: [{ at: { object: service, path: ['spec', 'ports'] }, message: name }],
    };
  },

  *fix({ ingress, missing, backends }) {
    const fix = usePort(
      missing,
      ingress,
      backends.map(({ portPath }) => portPath),
    );
    if (fix) yield fix;
  },
});
