// What one port of a Service sends to each pod, from all the ways that lead to the port.
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { PodOutcome, ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { isHeadless } from '../cluster/service-families.ts';
import type { ServicePort } from '../model/objects.ts';
import { exclusionsOf } from '../traffic/exclusions.ts';
import type { End } from '../traffic/hop.ts';
import type { Exclusion } from '../traffic/trace.ts';
import type { World } from '../traffic/world.ts';
import type { ClientShare, ReachReason } from './reach-graph.ts';
import type { PodColumn } from './reach-pods.ts';
import type { ShareAt } from './reach-shares.ts';
import type { Way } from './reach-ways.ts';

/** What a port sends to one place. */
export interface Target {
  /** Key of a TargetRow, or of the card of a pod that has no such port. */
  readonly to: string;
  readonly share: number;
  readonly byClient: readonly ClientShare[];
  readonly reason: ReachReason | undefined;
}

/** One port of a Service with the ways that lead to it. */
export interface PortInUse {
  readonly outcome: ServiceOutcome;
  readonly port: ServicePort;
  /** In `spec.ports`; -1 for a Service without ports. */
  readonly index: number;
  readonly ways: readonly Way[];
}

/** The targets of a port: the pods that the Service selects in their order, then addresses and what is outside. */
export function targetsOf(world: World, used: PortInUse, column: PodColumn): readonly Target[] {
  // A row for every pod first, so that rows come in the order of pods and not in that of answers.
  const rows = new Map(used.outcome.pods.map((pod) => [idOf(pod.pod), rowOf(pod, used, column)]));
  const tallies = tallyAnswers(used, column);
  const excluded = exclusionsOf(
    world,
    used.ways.map(({ route }) => route),
  );
  const excludedById = new Map(excluded.map((one) => [keyOf(one.namespace, one.pod), one]));
  const left = used.outcome.pods.flatMap((pod): readonly Target[] => {
    const to = rows.get(idOf(pod.pod)) ?? '';
    if (tallies.has(to)) return [];
    const known = excludedById.get(idOf(pod.pod));
    return [{ to, share: 0, byClient: [], reason: known ? reasonFrom(known) : ownReason(pod, used) }];
  });
  const others = excluded.flatMap((one): readonly Target[] => {
    if (rows.has(keyOf(one.namespace, one.pod)) || one.address === undefined) return [];
    const to = placeOf(used, column, one, one.address, endpointPort(used, one.address));
    return tallies.has(to) ? [] : [{ to, share: 0, byClient: [], reason: reasonFrom(one) }];
  });
  const order = new Map([...rows.values()].map((to, place) => [to, place]));
  const placeIn = ({ to }: Target): number => order.get(to) ?? order.size;
  return [...toTargets(tallies, arrivedByClient(used.ways)), ...left, ...others].sort(
    (a, b) => placeIn(a) - placeIn(b),
  );
}

function idOf(pod: ClusterPod): string {
  return keyOf(pod.namespace, pod.name);
}

/** The row for a port of a selected pod, or its card when it has no such port. */
function rowOf({ pod, ports }: PodOutcome, { outcome, port, index }: PortInUse, column: PodColumn): string {
  const found = ports[index]?.found.number;
  // A headless Service translates no port; a client that asks for a name hears the pod's own.
  const number = isHeadless(outcome.service) && !port.name ? (port.port ?? 0) : found;
  return number === undefined ? column.pod(pod) : column.podPort(pod, number, port.protocol);
}

interface Tally {
  readonly byClient: Map<string, number>;
  end: End | undefined;
}

/** What arrives where, by row. */
function tallyAnswers(used: PortInUse, column: PodColumn): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  const add = (to: string, client: string, share: number, end: End | undefined): void => {
    const tally = tallies.get(to) ?? { byClient: new Map<string, number>(), end: undefined };
    tallies.set(to, tally);
    tally.end ??= end;
    tally.byClient.set(client, (tally.byClient.get(client) ?? 0) + (end ? 0 : share));
  };
  const { port } = used;
  for (const { client, shares } of used.ways) {
    const { at, outside } = shares;
    if (outside)
      add(column.outside(outside.host, port.port ?? 0, port.protocol), client.key, outside.share, undefined);
    for (const one of at) add(arrivalRow(used, column, one), client.key, one.share, one.end);
  }
  return tallies;
}

function arrivalRow(used: PortInUse, column: PodColumn, { arrival }: ShareAt): string {
  const { ref, node, pod } = arrival.hop;
  const place = { namespace: ref?.namespace ?? '', pod: ref?.name ?? pod, node };
  return placeOf(used, column, place, arrival.address, used.index < 0 ? 0 : arrival.port);
}

function placeOf(
  { outcome, port }: PortInUse,
  column: PodColumn,
  { namespace, pod: name, node }: Pick<Exclusion, 'namespace' | 'pod' | 'node'>,
  address: string,
  number: number,
): string {
  const pod = column.find(namespace, name);
  if (pod) return column.podPort(pod, number, port.protocol);
  const service = { namespace: outcome.namespace, name: nameOf(outcome.service) };
  return column.address(service, address, node, number, port.protocol);
}

/** How much of what the clients send gets past the port at all, each way counting 1. */
function arrivedByClient(ways: readonly Way[]): ReadonlyMap<string, number> {
  const arrived = new Map<string, number>();
  for (const { client, shares } of ways) {
    const sum = shares.at.reduce((total, { share }) => total + share, shares.outside?.share ?? 0);
    arrived.set(client.key, (arrived.get(client.key) ?? 0) + sum);
  }
  return arrived;
}

function toTargets(
  tallies: ReadonlyMap<string, Tally>,
  arrived: ReadonlyMap<string, number>,
): readonly Target[] {
  const clients = [...arrived].filter(([, sum]) => sum > 0);
  return [...tallies].map(([to, tally]) => {
    const byClient = clients.map(([client, sum]) => ({
      client,
      share: (tally.byClient.get(client) ?? 0) / sum,
    }));
    const share = byClient.reduce((sum, one) => sum + one.share, 0) / Math.max(1, clients.length);
    if (share > 0) return { to, share, byClient, reason: undefined };
    return { to, share, byClient: [], reason: tally.end && { is: 'end', end: tally.end } };
  });
}

function reasonFrom({ reason, portName }: Exclusion): ReachReason {
  return { is: 'excluded', reason, ...(portName === undefined ? {} : { portName }) };
}

/** The reason of a pod that no route has come near enough to leave out. */
function ownReason({ ports, reason }: PodOutcome, { port, index }: PortInUse): ReachReason {
  const missing = ports[index]?.found.missing;
  if (!reason && missing && typeof port.targetPort === 'string')
    return { is: 'excluded', reason: missing, portName: port.targetPort };
  return { is: 'excluded', reason: reason ?? missing ?? 'other-node' };
}

function endpointPort({ ways, port }: PortInUse, address: string): number {
  for (const { route } of ways) {
    const found = route.servicePort?.endpoints.find((endpoint) => endpoint.address === address);
    if (found) return found.port;
  }
  return port.port ?? 0;
}
