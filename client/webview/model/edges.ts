// The edges of the stage: from the client to the Service's ports, and on to the pods.
import type { ExclusionReason, ServiceView } from '../../../shared/messages/preview.ts';
import type { StageCard, StageGroup, StageReason } from './cards.ts';

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
}

/** Names of docks. */
export const dock = {
  client: 'client',
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
  port: (port: string): string => `port:${port}`,
  finding: (index: number): string => `finding:${index}`,
  toggle: (source: string): string => `toggle:${source}`,
} as const;

/** All edges, left to right, top to bottom. */
export function collectEdges(
  service: ServiceView,
  groups: readonly StageGroup[],
  outside: string,
): StageEdge[] {
  const cards = groups.flatMap((group) => group.cards);
  return [
    ...entryEdges(service),
    ...(outside ? [outsideEdge()] : []),
    ...cards.flatMap((card) => reachEdges(service, card)),
    ...cards.flatMap((card) => blockedEdges(service, card)),
  ];
}

function entryEdges(service: ServiceView): StageEdge[] {
  if (service.ports.length === 0 || service.type === 'ExternalName') {
    const isDeadEnd = service.type !== 'ExternalName' && !service.pods.some((pod) => pod.targets.length > 0);
    const tone = isDeadEnd ? 'blocked' : 'flows';
    return [makeEdge(dock.client, dock.serviceIn, stop.client, stop.service, { tone, lane: 0 })];
  }
  return service.ports.map((port, lane) =>
    makeEdge(dock.client, dock.portIn(port.key), stop.client, stop.port(port.key), {
      tone: port.problem ? 'blocked' : 'flows',
      lane,
    }),
  );
}

function outsideEdge(): StageEdge {
  return makeEdge(dock.serviceOut, dock.outside, stop.service, stop.outside, { tone: 'flows', lane: 0 });
}

function reachEdges(service: ServiceView, card: StageCard): StageEdge[] {
  return card.rows.flatMap((row) =>
    row.inputs.map(({ port, share }) =>
      makeEdge(dock.portOut(port), dock.row(card.id, row.label, port), stop.port(port), card.id, {
        tone: 'flows',
        share,
        lane: laneOf(service, port),
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
    return [makeEdge(from, dock.reason(card.id, index), fromStop, card.id, { tone, lane })];
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
  how: { readonly tone: EdgeTone; readonly lane: number; readonly share?: number },
): StageEdge {
  return { id: `${from} ${to}`, from, to, fromStop, toStop, share: undefined, ...how };
}
