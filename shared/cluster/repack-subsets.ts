// The canonical form of Endpoints subsets: no address twice, and ports that have the same addresses together.
import type { AddressObject, EndpointPortObject, SubsetObject } from './api-objects.ts';
import { sortEndpointPorts } from './port-order.ts';

/** The addresses that offer one port, each with whether it is ready there. Keys say what makes addresses the same. */
type Offers = Map<string, { readonly address: AddressObject; readonly isReady: boolean }>;

/**
 * Takes subsets apart by port and puts together again what has the same addresses in the same state.
 * An address that is both ready and not ready on a port is not ready. Subsets without ports stay without.
 *
 * Source: kubernetes pkg/api/v1/endpoints/util.go RepackSubsets, v1.36.
 * Differs: two addresses are the same with the same IP and target name, there with the same IP and target uid;
 * the order of subsets is that of their first port, there of a hash over uids.
 */
export function repackSubsets(subsets: readonly SubsetObject[]): readonly SubsetObject[] {
  const offersByPort = new Map<
    string,
    { readonly port: EndpointPortObject | undefined; readonly offers: Offers }
  >();
  const known = new Map<string, AddressObject>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports.length > 0 ? ports : [undefined]) {
      const key = JSON.stringify([port?.name ?? '', port?.port, port?.protocol, port?.appProtocol]);
      const entry = offersByPort.get(key) ?? { port, offers: new Map() };
      offersByPort.set(key, entry);
      for (const address of addresses) addOffer(entry.offers, known, address, true);
      for (const address of notReadyAddresses) addOffer(entry.offers, known, address, false);
    }
  }
  return groupPorts([...offersByPort.values()]);
}

/** The first address of its kind lends its hostname and node to all of them. */
function addOffer(
  offers: Offers,
  known: Map<string, AddressObject>,
  address: AddressObject,
  isReady: boolean,
): void {
  const key = `${address.ip} ${address.targetRef ? `${address.targetRef.namespace}/${address.targetRef.name}` : ''}`;
  const first = known.get(key) ?? address;
  known.set(key, first);
  if (offers.get(key)?.isReady !== false) offers.set(key, { address: first, isReady });
}

function groupPorts(
  entries: readonly { readonly port: EndpointPortObject | undefined; readonly offers: Offers }[],
): readonly SubsetObject[] {
  const groups = new Map<string, { readonly ports: EndpointPortObject[]; readonly offers: Offers }>();
  for (const { port, offers } of entries) {
    if (offers.size === 0) continue;
    const key = [...offers]
      .map(([name, { isReady }]) => `${name} ${isReady}`)
      .sort()
      .join('\n');
    const group = groups.get(key) ?? { ports: [], offers };
    groups.set(key, group);
    if (port) group.ports.push(port);
  }
  return [...groups.values()].map(({ ports, offers }) =>
    makeSubset(sortEndpointPorts(ports), [...offers.values()]),
  );
}

function makeSubset(
  ports: readonly EndpointPortObject[],
  offers: readonly { readonly address: AddressObject; readonly isReady: boolean }[],
): SubsetObject {
  const sorted = [...offers].sort((a, b) => compareAddresses(a.address, b.address));
  const addresses = sorted.filter(({ isReady }) => isReady).map(({ address }) => address);
  const notReadyAddresses = sorted.filter(({ isReady }) => !isReady).map(({ address }) => address);
  return {
    ...(addresses.length > 0 ? { addresses } : {}),
    ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  };
}

/** By the text of the address, as the controller does: 10.0.0.10 comes before 10.0.0.2. */
function compareAddresses(a: AddressObject, b: AddressObject): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1;
  return (a.targetRef?.name ?? '') < (b.targetRef?.name ?? '') ? -1 : 1;
}
