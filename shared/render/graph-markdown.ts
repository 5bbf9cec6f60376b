// The picture as Markdown: a table of what each port sends where, and one of the ways in that lead nowhere.
import { toneOf } from './graph-boxes.ts';
import type {
  PodCard,
  PodGroup,
  PortRow,
  ReachEdge,
  ReachGraph,
  ServiceCard,
  TargetRow,
} from './reach-graph.ts';
import {
  clientText,
  CONDITION_TEXT,
  entryRowText,
  entryText,
  groupText,
  percentText,
  portText,
  reasonText,
  shareText,
  subjectText,
  targetText,
} from './reach-words.ts';

interface Place {
  readonly group: PodGroup;
  readonly card: PodCard;
  readonly row: TargetRow | undefined;
}

/** A heading and the tables. Every pod has its row: nothing is folded. */
export function graphMarkdown(graph: ReachGraph): string {
  const parts = [
    `## ${escapeMarkdown(subjectText(graph.subject))}`,
    graph.services.length === 0 ? 'There is no Service.' : targetTable(graph),
    entryTable(graph),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function targetTable(graph: ReachGraph): string {
  const places = placesOf(graph);
  const clients = new Map(graph.clients.map((card) => [card.key, clientText(card)]));
  const rows = graph.services.flatMap((service) => {
    const own = graph.edges.filter(({ from }) => from === service.key);
    return [
      ...service.rows.flatMap((port) => portRows(service, port, graph.edges, places, clients)),
      ...own.map((edge) => [
        serviceName(service),
        '',
        ...placeCells(places.get(edge.to)),
        '',
        resultOf(edge, clients),
      ]),
    ];
  });
  return table(['Service', 'Port', 'Pod', 'Container port', 'Node', 'Share', 'Why'], rows);
}

function portRows(
  service: ServiceCard,
  port: PortRow,
  edges: readonly ReachEdge[],
  places: ReadonlyMap<string, Place>,
  clients: ReadonlyMap<string, string>,
): readonly (readonly string[])[] {
  const own = edges.filter(({ from }) => from === port.key);
  const head = [serviceName(service), portText(port)];
  const why = port.reason ? reasonText(port.reason) : '';
  if (own.length === 0) return [[...head, '–', '–', '–', '0%', why]];
  return own.map((edge) => [
    ...head,
    ...placeCells(places.get(edge.to)),
    edge.share > 0 ? shareText(edge) : '0%',
    resultOf(edge, clients),
  ]);
}

function serviceName({ namespace, name }: ServiceCard): string {
  return `${namespace}/${name}`;
}

function placesOf({ groups }: ReachGraph): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const group of groups) {
    for (const card of group.cards) {
      places.set(card.key, { group, card, row: undefined });
      for (const row of card.rows) places.set(row.key, { group, card, row });
    }
  }
  return places;
}

function placeCells(place: Place | undefined): readonly string[] {
  if (!place) return ['', '', ''];
  const { group, card, row } = place;
  const state = card.condition === 'ready' ? '' : `, ${CONDITION_TEXT[card.condition]}`;
  const of = group.name === '' || group.kind === 'Address' ? '' : ` (${groupText(group)}${state})`;
  const alone = of === '' && state !== '' ? ` (${CONDITION_TEXT[card.condition]})` : '';
  return [`${card.name}${of}${alone}`, row ? targetText(row) : '–', card.node ?? '–'];
}

/** Why nothing arrives, or what each client sends where they differ. */
function resultOf({ byClient, reason }: ReachEdge, clients: ReadonlyMap<string, string>): string {
  if (reason) return reasonText(reason);
  const shares = new Set(byClient.map(({ share }) => percentText(share)));
  if (shares.size < 2) return '';
  return byClient
    .map(({ client, share }) => `${clients.get(client) ?? client}: ${percentText(share)}`)
    .join(', ');
}

/** The ways in that not everything gets through. */
function entryTable(graph: ReachGraph): string {
  const ports = new Map(
    graph.services.flatMap((service) =>
      service.rows.map((row) => [row.key, `${serviceName(service)}, ${portText(row)}`] as const),
    ),
  );
  const rows = graph.entries.flatMap((card) =>
    card.rows.flatMap((row) =>
      graph.edges.flatMap((edge) => {
        if (edge.from !== row.key || !edge.reason) return [];
        const way = `${entryText(card)}: ${entryRowText(card.kind, row)}`;
        const what = toneOf(edge.reason) === 'waiting' ? '' : percentText(edge.share);
        return [[way, ports.get(edge.to) ?? '', what, reasonText(edge.reason)]];
      }),
    ),
  );
  return rows.length === 0 ? '' : table(['Way in', 'Leads to', 'Answered', 'Why not'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(escapeMarkdown)))].join(
    '\n',
  );
}

/** Text for a cell of a table or a heading: what Markdown or HTML might read as more than text is escaped. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/[\\`*_[\]{}()#+!|~$>-]/g, (character, at: number) =>
      isInsideWord(text, at) && character === '-' ? character : `\\${character}`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

function isInsideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at + 1] ?? '');
}
