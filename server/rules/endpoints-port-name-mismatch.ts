import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Endpoints, EndpointSlice, Service } from '../../shared/model/objects.ts';
import { describeMeant, describeRest } from '../analysis/endpoint-port-words.ts';
import { isSamePort, portsOf, unservedPorts, type UnservedPort } from '../analysis/endpoint-ports.ts';
import type { Fix, FixStep } from '../analysis/fix.ts';
import {
  endpointsFor,
  isHandWritten,
  needsHandWrittenEndpoints,
  serviceNamed,
  serviceNameOf,
} from '../analysis/hand-written-endpoints.ts';
import { defineRule, type Place } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
  readonly object: Endpoints | EndpointSlice;
  /** One that has its counterpart, or all that have none. */
  readonly unserved: readonly UnservedPort[];
}

/** Ports of Endpoints that the Service does not find, because they are joined by name. */
export const rule = defineRule({
  id: 'endpoints-port-name-mismatch',
  severity: 'error',
  summary: 'Ports of hand-written Endpoints must have the names of the Service ports',
  why: 'kube-proxy joins the ports of a Service with those of its Endpoints by name and protocol. A Service port with a name never meets an unnamed one, whatever their numbers are: nothing is forwarded.',
  silentWhen: [
    'each Service port meets a port of the same name and protocol in any of its Endpoints and EndpointSlices; both may be unnamed',
    'the Service has a selector, is headless or of type ExternalName',
    'an EndpointSlice lists no ports, or the names hold text that a template has yet to fill in',
  ],
  howToFix: 'Give the port of the Endpoints the name that the Service port has.',
  subject: ['Endpoints', 'EndpointSlice'],

  *find(object, ctx) {
    if (!isHandWritten(object)) return;
    const service = serviceNamed(object, serviceNameOf(object), ctx);
    if (!service || !needsHandWrittenEndpoints(service) || service.clusterIP === 'None') return;
    const all = endpointsFor(service, ctx).flatMap(portsOf);
    if (all.some(({ port }) => !port.name && port.port === undefined)) return; // still being typed
    const unserved = unservedPorts(service, all);
    for (const one of unserved) {
      if (one.meant?.object !== object) continue;
      const on = one.by === 'name' ? 'protocol' : 'name';
      yield {
        at: { object, path: [...one.meant.path, on] },
        state: { service, object, unserved: [one] } satisfies State,
      };
    }
    const rest = unserved.filter(({ meant }) => !meant);
    const first = portsOf(object)[0];
    const isSilentSlice = object.is === 'EndpointSlice' && (!first || endpointsFor(service, ctx).length > 1);
    if (rest.length === 0 || isSilentSlice || (object.is === 'Endpoints' && object.subsets.length === 0))
      return;
    yield { at: placeOf(object), state: { service, object, unserved: rest } satisfies State };
  },

  say({ service, object, unserved }, ctx) {
    const [one] = unserved;
    const name = describeRef(service.ref);
    const path = ['spec', 'ports', one?.index ?? 0];
    return {
      message: one?.meant ? describeMeant(one, name) : describeRest(unserved, name, object),
      related: [
        { at: { object: service, path, on: 'key' }, message: `${name} (${ctx.whereIs(service, object)})` },
      ],
    };
  },

  *fix({ service, object, unserved: [one] }): Iterable<Fix> {
    if (!one?.meant) return;
    const { meant, port, by } = one;
    // The same port stands in several subsets: all of them get the name.
    const same = portsOf(object).filter((other) => isSamePort(other.port, meant.port));
    const isPreferred = by !== 'only' || service.ports.length === 1;
    const steps = same.map(({ path }): FixStep => {
      if (by === 'name') return { type: 'set', object, path: [...path, 'protocol'], value: port.protocol };
      return port.name
        ? { type: 'set', object, path: [...path, 'name'], value: port.name }
        : { type: 'remove', object, path: [...path, 'name'] };
    });
    if (by === 'name') yield { title: t('Use protocol {0}', port.protocol), steps, isPreferred };
    else if (port.name) yield { title: t('Name the port "{0}"', port.name), steps, isPreferred };
    else yield { title: t('Remove the name of the port'), steps, isPreferred };
  },
});

/** Where ports that are missing are told: the only port there is, else the list of ports. */
function placeOf(object: Endpoints | EndpointSlice): Place {
  const [only, another] = portsOf(object);
  if (only && !another) return { object, path: [...only.path, only.port.name ? 'name' : 'port'] };
  return {
    object,
    path: object.is === 'Endpoints' ? (only?.path.slice(0, -1) ?? ['subsets']) : ['ports'],
    on: 'key',
  };
}
