// Ports that do not meet, in words.
import { t } from '@vscode/l10n';
import type { Endpoints, EndpointSlice, ServicePort } from '../../shared/model/objects.ts';
import { portsOf, type UnservedPort } from './endpoint-ports.ts';

function describePort({ name, port }: Pick<ServicePort, 'name' | 'port'>): string {
  return name ? `"${name}"` : t('{0} (without a name)', port ?? '');
}

/** A Service port whose counterpart can be told. */
export function describeMeant({ port, meant, by }: UnservedPort, service: string): string {
  if (by === 'name') {
    return t(
      'Port {0} is {1} here, but {2} in {3}. kube-proxy joins ports by name and protocol, so nothing is forwarded',
      describePort(port),
      meant?.port.protocol ?? '',
      port.protocol,
      service,
    );
  }
  const own = meant?.port.name;
  return own
    ? t(
        'Port "{0}" has no counterpart in {1}, whose port is {2}. kube-proxy joins ports by name, so nothing is forwarded',
        own,
        service,
        describePort(port),
      )
    : t(
        'Port {0} has no name, but the port of {1} is {2}. kube-proxy joins ports by name, so nothing is forwarded',
        meant?.port.port ?? '',
        service,
        describePort(port),
      );
}

/** The Service ports without any counterpart. */
export function describeRest(
  unserved: readonly UnservedPort[],
  service: string,
  object: Endpoints | EndpointSlice,
): string {
  const wanted = unserved.map(({ port }) => describePort(port)).join(', ');
  const there = [...new Set(portsOf(object).map(({ port }) => describePort(port)))];
  return there.length === 0
    ? t('No ports are listed here, so nothing is forwarded from port {0} of {1}', wanted, service)
    : t(
        'Nothing here serves port {0} of {1}; the ports here are {2}. kube-proxy joins ports by name, so nothing is forwarded',
        wanted,
        service,
        there.join(', '),
      );
}
