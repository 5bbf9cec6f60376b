// Lists of endpoints, shortened as kubectl shortens them.
import type { EndpointSliceObject, EndpointsObject } from '../cluster/api-objects.ts';
import { joinHostPort } from '../cluster/ip-address.ts';

const MAX_LISTED = 3;

/** `10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more...`; the empty string for none. */
export function shortList(items: readonly string[], max = MAX_LISTED): string {
  const shown = items.slice(0, max).join(',');
  return items.length > max ? `${shown} + ${items.length - max} more...` : shown;
}

/**
 * The ready endpoints of one Service port in its slices. A slice without ports lists its addresses alone.
 * `<none>` when there are no slices, the empty string when they hold nothing.
 *
 * Source: kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go formatEndpointSlices, v1.36.
 */
export function endpointsOfPort(slices: readonly EndpointSliceObject[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const items: string[] = [];
  for (const { ports, endpoints } of slices) {
    const ready = endpoints
      .filter(({ conditions }) => conditions.ready ?? true)
      .map(({ addresses }) => addresses[0] ?? '');
    if (!ports || ports.length === 0) items.push(...ready);
    for (const port of ports ?? []) {
      if (port.name === portName)
        items.push(...ready.map((address) => joinHostPort(address, port.port ?? 0)));
    }
  }
  return shortList(items);
}

/**
 * The ENDPOINTS column of `kubectl get endpoints`: each subset's ports, each with its addresses.
 * Source: kubernetes pkg/printers/internalversion/printers.go formatEndpoints, v1.36.
 */
export function endpointsColumn({ subsets = [] }: EndpointsObject): string {
  if (subsets.length === 0) return '<none>';
  const items: string[] = [];
  for (const { addresses = [], ports = [] } of subsets) {
    if (ports.length === 0) items.push(...addresses.map(({ ip }) => ip));
    for (const { port } of ports) items.push(...addresses.map(({ ip }) => joinHostPort(ip, port)));
  }
  return shortList(items);
}

/**
 * The PORTS column of `kubectl get endpointslices`.
 * Source: kubernetes pkg/printers/internalversion/printers.go formatDiscoveryPorts, v1.36.
 */
export function slicePortsColumn({ ports }: EndpointSliceObject): string {
  return shortList((ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port)))) || '<unset>';
}

/**
 * The ENDPOINTS column of `kubectl get endpointslices`.
 * Source: kubernetes pkg/printers/internalversion/printers.go formatDiscoveryEndpoints, v1.36.
 */
export function sliceEndpointsColumn({ endpoints }: EndpointSliceObject): string {
  return shortList(endpoints.flatMap(({ addresses }) => addresses)) || '<unset>';
}
