// The edges of the stage: from the client to the Service's ports, and on to the pods.
import type { StageCard, StageGroup, StageReason } from './cards.ts';
import type { ExclusionReason, PortView, ServiceView } from './service-view.ts';

/** What an edge says: traffic flows, traffic ends there, or it would flow but the pod cannot take it now. */
export type EdgeTone = 'flows' | 'blocked' | 'waiting';

/** An edge between two docks; a dock is a point at the border of a card, found by its name. */
export interface StageEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Stops (see walk.ts) at its two ends. */
  readonly fromStop: string;
  readonly toStop: string;
  readonly tone: EdgeTone;
  /** 0 to 1, for the thickness and the label; `undefined` for an edge that divides nothing. */
  readonly share: number | undefined;
  /** Index of the Service port, for keeping the edges of different ports apart. */
  readonly lane: number;
  /** `way`: up to the Service's ports. `reach`: from there on. */
  readonly part: 'way' | 'reach';
}

/** Names of docks. */
export const dock = {
  client: 'client',
  entryIn: (entry: string): string => `entry-in:${entry}`,
  entryOut: (entry: string): string => `entry-out:${entry}`,
  serviceIn: 'service-in',
  serviceOut: 'service-out',
  outside: 'outside',
  portIn: (port: string): string => `in:${port}`,
  portOut: (port: string): string => `out:${port}`,
  row: (card: string, label: string, port: string): string => `row:${JSON.stringify([card, label, port])}`,
  reason: (card: string, index: number): string => `reason:${JSON.stringify([card, index])}`,
} as const;

/** Names of stops: what the keyboard can reach on the stage. */
export const stop = {
  client: 'client',
  service: 'service',
  outside: 'outside',
  entry: (entry: string): string => `entry:${entry}`,
  port: (port: string): string => `port:${port}`,
  finding: (index: number): string => `finding:${index}`,
  portFinding: (port: string, index: number): string => `finding:${port}:${index}`,
  toggle: (source: string): string => `toggle:${source}`,
} as const;

/** All edges, left to right, top to bottom. */
export function collectEdges(service: ServiceView, groups: readonly StageGroup[]): StageEdge[] {
  const cards = groups.flatMap((group) => group.cards);
  return [
    ...wayEdges(service),
    ...(service.outside ? [outsideEdge()] : []),
    ...cards.flatMap((card) => reachEdges(service, card)),
    ...cards.flatMap((card) => blockedEdges(service, card)),
  ];
}

/** From the client to the chosen way in, and on to the ports that it leads to. */
function wayEdges(service: ServiceView): StageEdge[] {
  const chosen = service.entries.find(({ isChosen }) => isChosen);
  if (!chosen) return [];
  const from = stop.entry(chosen.key);
  const ports = service.ports.filter(({ isOpen }) => isOpen);
  const isDeadEnd = ports.length > 0 ? ports.every(({ problem }) => problem) : isDeaf(service);
  const first = makeEdge(dock.client, dock.entryIn(chosen.key), stop.client, from, {
    tone: isDeadEnd ? 'blocked' : 'flows',
    lane: 0,
    part: 'way',
  });
  const out = dock.entryOut(chosen.key);
  if (service.outside || service.ports.length === 0) {
    const tone = isDeadEnd ? 'blocked' : 'flows';
    return [first, makeEdge(out, dock.serviceIn, from, stop.service, { tone, lane: 0, part: 'way' })];
  }
  return [first, ...ports.map((port) => portEdge(service, port, out, from))];
}

/** A Service without ports that reaches nobody. */
function isDeaf({ outside, pods }: ServiceView): boolean {
  return !outside && !pods.some((pod) => pod.targets.length > 0);
}

function portEdge(service: ServiceView, { key, problem }: PortView, out: string, from: string): StageEdge {
  const tone = problem ? 'blocked' : 'flows';
  const lane = laneOf(service, key);
  return makeEdge(out, dock.portIn(key), from, stop.port(key), { tone, lane, part: 'way' });
}

function outsideEdge(): StageEdge {
  const look = { tone: 'flows', lane: 0, part: 'reach' } as const;
  return makeEdge(dock.serviceOut, dock.outside, stop.service, stop.outside, look);
}

function reachEdges(service: ServiceView, card: StageCard): StageEdge[] {
  return card.rows.flatMap((row) =>
    row.inputs.map(({ port, share }) =>
      makeEdge(dock.portOut(port), dock.row(card.id, row.label, port), stop.port(port), card.id, {
        tone: 'flows',
        share,
        lane: laneOf(service, port),
        part: 'reach',
      }),
    ),
  );
}

/** A pod that no selector picks has no edge: the Service knows nothing of it. */
function blockedEdges(service: ServiceView, card: StageCard): StageEdge[] {
  return card.reasons.flatMap((reason, index) => {
    const tone = toneOfReason(reason.reason);
    if (!tone) return [];
    const port = portOfReason(service, reason);
    const from = port === undefined ? dock.serviceOut : dock.portOut(port);
    const fromStop = port === undefined ? stop.service : stop.port(port);
    const lane = port === undefined ? 0 : laneOf(service, port);
    return [makeEdge(from, dock.reason(card.id, index), fromStop, card.id, { tone, lane, part: 'reach' })];
  });
}

/** How a reason looks; `undefined` for a pod that has nothing to do with the Service. */
export function toneOfReason(reason: ExclusionReason): 'blocked' | 'waiting' | undefined {
  switch (reason) {
    case 'labels-differ':
    case 'terminal':
      return undefined;
    case 'not-ready':
    case 'terminating':
    case 'no-address':
    case 'elsewhere':
      return 'waiting';
    case 'no-port-name':
    case 'wrong-protocol':
    case 'other':
      return 'blocked';
  }
}

/** Whether the Service has anything to do with the pods of a card; it has not when its selector passes them over. */
export function isConcerned(card: StageCard): boolean {
  return card.nReached > 0 || card.reasons.some(({ reason }) => toneOfReason(reason) !== undefined);
}

function portOfReason(service: ServiceView, reason: StageReason): string | undefined {
  if (reason.port) return reason.port;
  return service.ports.length === 1 ? service.ports[0]?.key : undefined;
}

function laneOf(service: ServiceView, port: string): number {
  return Math.max(
    0,
    service.ports.findIndex(({ key }) => key === port),
  );
}

function makeEdge(
  from: string,
  to: string,
  fromStop: string,
  toStop: string,
  how: Pick<StageEdge, 'tone' | 'lane' | 'part'> & { readonly share?: number },
): StageEdge {
  return { id: `${from} ${to}`, from, to, fromStop, toStop, share: undefined, ...how };
}
