// A picture while it is being drawn: cards and edges that several ways share are one.
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type {
  ClientCard,
  EntryCard,
  EntryRow,
  ReachEdge,
  ReachGraph,
  ReachReason,
  ReachSubject,
  ServiceCard,
} from './reach-graph.ts';
import type { NearPod } from './reach-near.ts';
import { PodColumn } from './reach-pods.ts';
import type { Target } from './reach-targets.ts';
import type { Way } from './reach-ways.ts';

/** An edge that ways share: the mean of what gets an answer on each. */
interface EdgeDraft {
  readonly from: string;
  readonly to: string;
  sum: number;
  nWays: number;
  reason: ReachReason | undefined;
}

/** Collects the parts; cards keep the order in which they come. */
export class GraphDraft {
  readonly pods: PodColumn;
  readonly #clients = new Map<string, ClientCard>();
  readonly #entries = new Map<string, Omit<EntryCard, 'rows'> & { readonly rows: Map<string, EntryRow> }>();
  readonly #services = new Map<string, ServiceCard>();
  readonly #entering = new Map<string, EdgeDraft>();
  readonly #arriving = new Map<string, EdgeDraft>();
  readonly #targets: ReachEdge[] = [];

  constructor(pods: readonly ClusterPod[]) {
    this.pods = new PodColumn(pods);
  }

  /** The client and the row that a way starts with. */
  addEntry({ client, entry, row }: Pick<Way, 'client' | 'entry' | 'row'>): void {
    if (!this.#clients.has(client.key)) this.#clients.set(client.key, client);
    const card = this.#entries.get(entry.key) ?? { ...entry, rows: new Map<string, EntryRow>() };
    this.#entries.set(entry.key, card);
    if (!card.rows.has(row.key)) card.rows.set(row.key, row);
  }

  /** A way up to the row of a port. */
  addWay(way: Way, portKey: string, beaten: ReachReason | undefined): void {
    this.addEntry(way);
    const { client, row, shares } = way;
    const delivered = beaten ? 0 : shares.delivered;
    const reason: ReachReason | undefined = beaten ?? (shares.end && { is: 'end', end: shares.end });
    addTo(this.#entering, client.key, row.key, delivered, reason);
    addTo(this.#arriving, row.key, portKey, delivered, reason);
  }

  /** What a port sends to one place. */
  addTarget(portKey: string, { to, share, byClient, reason }: Target): void {
    const edge = { key: `${portKey}>${to}`, from: portKey, to, share, byClient };
    this.#targets.push(reason ? { ...edge, reason } : edge);
  }

  /** A pod that was probably meant. */
  addNear(serviceKey: string, { pod, unmet }: NearPod): void {
    const to = this.pods.pod(pod);
    const reason = { is: 'labels-differ', unmet } as const;
    this.#targets.push({ key: `${serviceKey}>${to}`, from: serviceKey, to, share: 0, byClient: [], reason });
  }

  /** A Service; the rows of one that was there before are kept, with the new ones after them. */
  addService(card: ServiceCard): void {
    const known = this.#services.get(card.key);
    const rows = (known?.rows ?? []).filter(({ key }) => card.rows.every((row) => row.key !== key));
    this.#services.set(card.key, { ...card, rows: [...rows, ...card.rows] });
  }

  /** The picture. */
  toGraph(subject: ReachSubject): ReachGraph {
    const clients = [...this.#clients.values()];
    const entries = [...this.#entries.values()].map((card) => ({ ...card, rows: [...card.rows.values()] }));
    return {
      subject,
      clients: insideFirst(clients, ({ place }) => place.kind !== 'external'),
      entries: insideFirst(entries, ({ kind }) => kind === 'dns'),
      services: [...this.#services.values()],
      groups: this.pods.toGroups(),
      edges: [...toEdges(this.#entering), ...toEdges(this.#arriving), ...this.#targets],
    };
  }
}

/** Names are asked for inside, the other ways in are taken outside: so that the edges between need not cross. */
function insideFirst<T>(cards: readonly T[], isInside: (card: T) => boolean): readonly T[] {
  return [...cards.filter(isInside), ...cards.filter((card) => !isInside(card))];
}

function addTo(
  edges: Map<string, EdgeDraft>,
  from: string,
  to: string,
  share: number,
  reason: ReachReason | undefined,
): void {
  const key = `${from}>${to}`;
  const edge = edges.get(key) ?? { from, to, sum: 0, nWays: 0, reason: undefined };
  edges.set(key, edge);
  edge.sum += share;
  edge.nWays++;
  edge.reason ??= reason;
}

function toEdges(drafts: ReadonlyMap<string, EdgeDraft>): readonly ReachEdge[] {
  return [...drafts].map(([key, { from, to, sum, nWays, reason }]) => {
    const edge = { key, from, to, share: sum / nWays, byClient: [] };
    return reason && sum < nWays ? { ...edge, reason } : edge;
  });
}
