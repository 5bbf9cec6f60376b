// The picture as boxes of text, four columns of them: what every drawing of it shows, before any place is given.
import type { GraphWords } from './graph-words.ts';
import type {
  ClientCard,
  EntryCard,
  PodCard,
  PodGroup,
  ReachEdge,
  ReachGraph,
  ReachReason,
  ServiceCard,
} from './reach-graph.ts';
import { reasonCode } from './reach-words.ts';

/** How something fares. `waiting`: nothing arrives for now; `blocked`: nothing can. */
export type Tone = 'plain' | 'live' | 'waiting' | 'blocked';

/** A line of a box. */
export interface BoxRow {
  /** Where edges are tied to. */
  readonly key: string;
  readonly text: string;
  /** At the end of the line: what arrives. */
  readonly share: string;
  readonly notes: readonly Note[];
}

/** Why something does not arrive. */
export interface Note {
  readonly text: string;
  readonly tone: Tone;
}

/** A card in words. Edges tied to the box itself go to its head. */
export interface Box {
  readonly key: string;
  readonly title: string;
  /** Beneath the title; empty for none. */
  readonly detail: string;
  readonly tone: Tone;
  readonly rows: readonly BoxRow[];
  /** Under the head: what concerns the whole card. */
  readonly notes: readonly Note[];
}

/** Boxes under one heading; the heading is empty where there is no group. */
export interface BoxGroup {
  readonly key: string;
  readonly heading: string;
  readonly boxes: readonly Box[];
}

/** One column from top to bottom. */
export interface BoxColumn {
  readonly heading: string;
  readonly groups: readonly BoxGroup[];
}

const WAITING: ReadonlySet<string> = new Set([
  'not-ready',
  'terminating',
  'no-longer-ready',
  'no-ip',
  'other-node',
  'other-zone',
  'other-pod',
  'source-range',
]);

/** Whether a reason may pass by itself, or holds for another client. */
export function toneOf(reason: ReachReason): Tone {
  return WAITING.has(reasonCode(reason)) ? 'waiting' : 'blocked';
}

/** How an edge is drawn. From client to entry requests set out in any case. */
export function edgeTone({ from, share, reason }: ReachEdge): Tone {
  if (from.startsWith('client/')) return 'plain';
  if (share > 0) return 'live';
  return reason ? toneOf(reason) : 'blocked';
}

/** The columns that have anything in them, from left to right. */
export function boxColumns(graph: ReachGraph, words: GraphWords): readonly BoxColumn[] {
  const ties: Ties = { incoming: byEnd(graph.edges, 'to'), outgoing: byEnd(graph.edges, 'from'), words };
  const columns: readonly BoxColumn[] = [
    {
      heading: words.column('clients'),
      groups: [
        alone(
          'clients',
          graph.clients.map((card) => clientBox(card, ties)),
        ),
      ],
    },
    {
      heading: words.column('entries'),
      groups: [
        alone(
          'entries',
          graph.entries.map((card) => entryBox(card, graph, ties)),
        ),
      ],
    },
    {
      heading: words.column('services'),
      groups: [
        alone(
          'services',
          graph.services.map((card) => serviceBox(card, words)),
        ),
      ],
    },
    { heading: words.column('groups'), groups: graph.groups.map((group) => podGroup(group, graph, ties)) },
  ];
  return columns.filter(({ groups }) => groups.some(({ boxes }) => boxes.length > 0));
}

type EdgeIndex = ReadonlyMap<string, readonly ReachEdge[]>;

/** Edges by the row or card that they end at, and by the one that they leave, with the words for them. */
interface Ties {
  readonly incoming: EdgeIndex;
  readonly outgoing: EdgeIndex;
  readonly words: GraphWords;
}

function byEnd(edges: readonly ReachEdge[], end: 'from' | 'to'): EdgeIndex {
  const index = new Map<string, ReachEdge[]>();
  for (const edge of edges) {
    const list = index.get(edge[end]);
    if (list) list.push(edge);
    else index.set(edge[end], [edge]);
  }
  return index;
}

function alone(key: string, boxes: readonly Box[]): BoxGroup {
  return { key, heading: '', boxes };
}

/** Where several clients use one way in, each says of itself why it gets no answer. */
function clientBox(card: ClientCard, { incoming, outgoing, words }: Ties): Box {
  const notes = (outgoing.get(card.key) ?? []).flatMap(({ reason, to }) =>
    reason && (incoming.get(to) ?? []).length > 1 ? [noteOf(reason, words)] : [],
  );
  return {
    key: card.key,
    title: words.client(card),
    detail: '',
    tone: 'plain',
    rows: [],
    notes: distinct(notes),
  };
}

function entryBox(card: EntryCard, { services }: ReachGraph, { incoming, outgoing, words }: Ties): Box {
  // What the port says of itself is not said again for every way to it.
  const told = new Set(
    services.flatMap(({ rows }) =>
      rows.flatMap(({ key, reason }) => (reason ? [`${key} ${reasonCode(reason)}`] : [])),
    ),
  );
  const rows = card.rows.map((row): BoxRow => {
    const isShared = (incoming.get(row.key) ?? []).length > 1;
    const notes = (outgoing.get(row.key) ?? []).flatMap(({ reason, to }) =>
      reason && !isShared && !told.has(`${to} ${reasonCode(reason)}`) ? [noteOf(reason, words)] : [],
    );
    return { key: row.key, text: words.entryRow(card.kind, row), share: '', notes: distinct(notes) };
  });
  return { key: card.key, title: words.entry(card), detail: '', tone: 'plain', rows, notes: [] };
}

function serviceBox(card: ServiceCard, words: GraphWords): Box {
  const selector = Object.entries(card.selector ?? {}).map(([label, value]) => `${label}=${value}`);
  const rows = card.rows.map((row): BoxRow => {
    const notes = row.reason ? [noteOf(row.reason, words)] : [];
    return { key: row.key, text: words.port(row), share: '', notes };
  });
  return {
    key: card.key,
    title: card.name,
    detail: [`${card.namespace} · ${words.serviceType(card)}`, ...selector].join(', '),
    tone: card.exists ? 'plain' : 'blocked',
    rows,
    notes: [],
  };
}

function podGroup(group: PodGroup, graph: ReachGraph, { incoming, words }: Ties): BoxGroup {
  const ports = new Map(
    graph.services.flatMap(({ name, rows }) => rows.map((row) => [row.key, { service: name, row }] as const)),
  );
  const nPorts = ports.size;
  const labelOf = (key: string): string => {
    const port = ports.get(key);
    if (!port || nPorts === 1) return '';
    const own = port.row.name || String(port.row.port);
    return graph.services.length > 1 ? `${port.service} ${own}: ` : `${own}: `;
  };
  const nPods = group.cards.reduce((sum, card) => sum + card.nPods, 0);
  return {
    key: group.key,
    heading: nPods > 1 ? `${words.group(group)} (${nPods})` : words.group(group),
    boxes: group.cards.map((card) => podBox(card, incoming, labelOf, words)),
  };
}

function podBox(
  card: PodCard,
  incoming: EdgeIndex,
  labelOf: (key: string) => string,
  words: GraphWords,
): Box {
  const notesOf = (edges: readonly ReachEdge[]): readonly Note[] =>
    distinct(
      edges.flatMap(({ from, reason }) => {
        const note = reason && noteOf(reason, words);
        return note ? [{ ...note, text: `${labelOf(from)}${note.text}` }] : [];
      }),
    );
  const rows = card.rows.map((row): BoxRow => {
    const edges = incoming.get(row.key) ?? [];
    const shares = edges.filter(({ share }) => share > 0).map((edge) => words.share(edge));
    return { key: row.key, text: words.target(row), share: shares.join(' / '), notes: notesOf(edges) };
  });
  const onCard = incoming.get(card.key) ?? [];
  const all = [...onCard, ...card.rows.flatMap(({ key }) => incoming.get(key) ?? [])];
  const isLive = all.some(({ share }) => share > 0);
  const reason = all.find((edge) => edge.reason)?.reason;
  const where = card.node === undefined ? [] : [card.node];
  return {
    key: card.key,
    title: card.nPods > 1 ? `${card.name} ×${card.nPods}` : card.name,
    detail: [words.condition(card.condition), ...where].join(' · '),
    tone: isLive ? 'live' : reason ? toneOf(reason) : 'plain',
    rows,
    notes: notesOf(onCard),
  };
}

function noteOf(reason: ReachReason, words: GraphWords): Note {
  return { text: words.reason(reason), tone: toneOf(reason) };
}

function distinct(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [note.text, note])).values()];
}
