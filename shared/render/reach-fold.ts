// Many pods of one workload as few cards: those that fare alike become one, and their shares are added up.
import type { ClientShare, PodCard, PodGroup, ReachEdge, ReachGraph } from './reach-graph.ts';
import { reasonCode } from './reach-words.ts';

/** A workload with more pods than this is folded unless told otherwise. */
const MAX_PODS_DRAWN = 12;

/**
 * The picture with every group of more than `nMost` cards folded. Pods are alike when they are in the same condition, have
 * the same rows and get, or do not get, the same for the same reasons; a card of one pod stays that pod's.
 */
export function foldPods(graph: ReachGraph, nMost = MAX_PODS_DRAWN): ReachGraph {
  if (graph.groups.every(({ cards }) => cards.length <= nMost)) return graph;
  const incoming = edgesByCard(graph);
  const renamed = new Map<string, string>();
  const groups = graph.groups.map((group) =>
    group.cards.length <= nMost ? group : foldGroup(group, incoming, renamed),
  );
  return { ...graph, groups, edges: foldEdges(graph.edges, renamed) };
}

/** What arrives at a card, at any of its rows, by the card's key. */
function edgesByCard({ groups, edges }: ReachGraph): ReadonlyMap<string, readonly ReachEdge[]> {
  const cardOf = new Map(
    groups.flatMap(({ cards }) =>
      cards.flatMap(({ key, rows }) =>
        [key, ...rows.map((row) => row.key)].map((one) => [one, key] as const),
      ),
    ),
  );
  const incoming = new Map<string, ReachEdge[]>();
  for (const edge of edges) {
    const card = cardOf.get(edge.to);
    if (card === undefined) continue;
    const list = incoming.get(card);
    if (list) list.push(edge);
    else incoming.set(card, [edge]);
  }
  return incoming;
}

function foldGroup(
  group: PodGroup,
  incoming: ReadonlyMap<string, readonly ReachEdge[]>,
  renamed: Map<string, string>,
): PodGroup {
  const bundles = new Map<string, PodCard[]>();
  for (const card of group.cards) {
    const signature = signatureOf(card, incoming.get(card.key) ?? []);
    const bundle = bundles.get(signature);
    if (bundle) bundle.push(card);
    else bundles.set(signature, [card]);
  }
  const cards = [...bundles.values()].flatMap((bundle) => {
    const [first] = bundle;
    if (!first) return [];
    return bundle.length === 1 ? [first] : [foldCards(group, first, bundle, renamed)];
  });
  return { ...group, cards };
}

/** Only what does not tell one pod from its like: neither names nor nodes. */
function signatureOf({ key, condition, rows }: PodCard, edges: readonly ReachEdge[]): string {
  const ports = rows.map(({ container, port, protocol }) => `${container}:${port}/${protocol}`);
  const gets = edges.map(
    ({ from, to, share, reason }) =>
      `${from}>${to.slice(key.length)} ${share > 0 ? 'live' : reason ? reasonCode(reason) : ''}`,
  );
  return [condition, ...ports, ...gets].join('\n');
}

/** The new card is called by the first of its pods, which keeps its key while others come and go. */
function foldCards(
  group: PodGroup,
  first: PodCard,
  bundle: readonly PodCard[],
  renamed: Map<string, string>,
): PodCard {
  const key = `${first.key}/fold`;
  for (const card of bundle) {
    renamed.set(card.key, key);
    for (const row of card.rows) renamed.set(row.key, `${key}${row.key.slice(card.key.length)}`);
  }
  const nodes = new Set(bundle.map(({ node }) => node));
  return {
    ...first,
    key,
    name: group.name || first.name,
    nPods: bundle.length,
    node: nodes.size === 1 ? first.node : undefined,
    rows: first.rows.map((row) => ({ ...row, key: `${key}${row.key.slice(first.key.length)}` })),
  };
}

function foldEdges(edges: readonly ReachEdge[], renamed: ReadonlyMap<string, string>): readonly ReachEdge[] {
  const folded = new Map<string, ReachEdge>();
  for (const edge of edges) {
    const to = renamed.get(edge.to) ?? edge.to;
    const key = to === edge.to ? edge.key : `${edge.from}>${to}`;
    const known = folded.get(key);
    folded.set(
      key,
      known
        ? { ...known, share: known.share + edge.share, byClient: addShares(known.byClient, edge.byClient) }
        : { ...edge, key, to },
    );
  }
  return [...folded.values()];
}

function addShares(a: readonly ClientShare[], b: readonly ClientShare[]): readonly ClientShare[] {
  const sums = new Map(a.map(({ client, share }) => [client, share]));
  for (const { client, share } of b) sums.set(client, (sums.get(client) ?? 0) + share);
  return [...sums].map(([client, share]) => ({ client, share }));
}
