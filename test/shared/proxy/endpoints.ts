// Endpoints and Service ports for the tests of shared/proxy, frozen.
import { settle } from '../../../shared/cluster/settle.ts';
import type { ClusterNode, ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import type { ProxyEndpoint } from '../../../shared/proxy/proxy-endpoint.ts';
import { servicePortsOf, type ProxyServicePort, type ProxyView } from '../../../shared/proxy/service-port.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';
import { cluster, objects } from '../cluster/objects.ts';

/** A node of the default cluster. */
export const NODE: ClusterNode = deepFreeze({
  name: 'node-1',
  zone: 'a',
  region: 'r1',
  ips: ['192.168.0.1', 'fd00:192:168::1'],
});

/** A ready remote endpoint 10.0.0.<n>:80 without hints, with changes. */
export function endpoint(n: number, changes: Partial<ProxyEndpoint> = {}): ProxyEndpoint {
  const address = `10.0.0.${n}`;
  return deepFreeze({
    address,
    port: 80,
    key: `${address}:80`,
    nodeName: undefined,
    zone: undefined,
    isLocal: false,
    ready: true,
    serving: true,
    terminating: false,
    zoneHints: [],
    nodeHints: [],
    target: address,
    isPod: false,
    ...changes,
  });
}

/** The Service ports of a YAML text as node-1 sees them. */
export function portsOf(
  text: string,
  view: Partial<ProxyView> = {},
  options: Partial<ClusterOptions> = {},
): readonly ProxyServicePort[] {
  const all = cluster(options);
  const state = deepFreeze(settle(objects(text), all));
  return servicePortsOf(state, all, { node: NODE, family: 'IPv4', ...view });
}
