// The picture as a Mermaid flowchart, for Markdown pages that draw such blocks.
import { boxColumns, edgeTone, type Box, type BoxRow, type Tone } from './graph-boxes.ts';
import { ENGLISH } from './graph-words.ts';
import { foldPods } from './reach-fold.ts';
import type { ReachEdge, ReachGraph } from './reach-graph.ts';
import { reasonText, shareText, subjectText } from './reach-words.ts';

/**
 * A `flowchart LR`: a node per row, a subgraph per card that has rows. What nothing arrives at has a dotted line with the
 * reason, and ends in a cross where nothing ever can. Workloads of many pods are folded.
 */
export function graphMermaid(graph: ReachGraph): string {
  const folded = foldPods(graph);
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const known = ids.get(key) ?? `n${ids.size}`;
    ids.set(key, known);
    return known;
  };
  const columns = boxColumns(folded, ENGLISH);
  const tied = new Set(folded.edges.flatMap(({ from, to }) => [from, to]));
  const boxes = columns.flatMap(({ groups }) =>
    groups.flatMap((group) => groupLines(group.heading, group.boxes, tied, idOf)),
  );
  const edges = folded.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  return [
    'flowchart LR',
    `  accTitle: ${plainLine(subjectText(graph.subject))}`,
    ...boxes,
    ...edges.map((edge) => `  ${edgeLine(edge, idOf)}`),
    '',
  ].join('\n');
}

type IdOf = (key: string) => string;

function groupLines(
  heading: string,
  boxes: readonly Box[],
  tied: ReadonlySet<string>,
  idOf: IdOf,
): readonly string[] {
  if (heading === '') return boxes.flatMap((box) => boxLines(box, tied, idOf, '  '));
  return [
    `  subgraph ${idOf(`group ${heading} ${boxes[0]?.key ?? ''}`)}["${label([heading])}"]`,
    ...boxes.flatMap((box) => boxLines(box, tied, idOf, '    ')),
    '  end',
  ];
}

function boxLines(box: Box, tied: ReadonlySet<string>, idOf: IdOf, indent: string): readonly string[] {
  const { detail, key, notes, rows, title } = box;
  if (rows.length === 0) return [`${indent}${idOf(key)}["${label([title, detail])}"]`];
  const ownNode = tied.has(key) || notes.length > 0;
  return [
    `${indent}subgraph ${idOf(`card ${key}`)}["${label([title])}"]`,
    // An edge to a card that has rows ends at a node of its own.
    ...(ownNode ? [`${indent}  ${idOf(key)}["${label([detail])}"]`] : []),
    ...rows.map((row) => `${indent}  ${idOf(row.key)}["${label(rowTexts(row, box, ownNode))}"]`),
    `${indent}end`,
  ];
}

/** The card's detail stands in its first row, unless it has a node of its own. */
function rowTexts(row: BoxRow, { detail, rows }: Box, ownNode: boolean): readonly string[] {
  return [row.text, !ownNode && rows[0] === row ? detail : ''];
}

const ARROWS: Readonly<Record<Tone, string>> = {
  plain: '-->',
  live: '-->',
  waiting: '-.->',
  blocked: '-.-x',
};

function edgeLine(edge: ReachEdge, idOf: IdOf): string {
  const tone = edgeTone(edge);
  const isTarget = edge.byClient.length > 0;
  const text =
    tone === 'plain' ? '' : edge.reason ? reasonText(edge.reason) : isTarget ? shareText(edge) : '';
  const told = text === '' ? '' : `|"${label([text])}"|`;
  return `${idOf(edge.from)} ${ARROWS[tone]}${told} ${idOf(edge.to)}`;
}

/** Lines of a label in quotes; empty ones are left out. */
function label(lines: readonly string[]): string {
  const shown = lines.filter((line) => line !== '');
  if (shown.length === 0) return ' ';
  const text = shown.map(escapeMermaid).join('<br/>');
  // Mermaid takes a line with one of these words and a colon for one of its own, and drops a semicolon.
  return /style|classDef/.test(text) ? text.replaceAll(':', '#58;') : text;
}

const PLAIN = /[\p{L}\p{M}\p{N} ,:/→×·…]/u;

/**
 * Text for a label in quotes: everything that Mermaid, Markdown or HTML might read as more than text is written as
 * `#<code>;`. Points and dashes inside of words stay, since nothing reads more into them.
 */
export function escapeMermaid(text: string): string {
  const characters = Array.from(text);
  return characters
    .map((character, index) => {
      if (PLAIN.test(character)) return character;
      const isInside = isWordCharacter(characters[index - 1]) && isWordCharacter(characters[index + 1]);
      if ((character === '.' || character === '-') && isInside) return character;
      const code = character.codePointAt(0) ?? 0;
      return code < 0x20 || (code >= 0xd800 && code <= 0xdfff) ? ' ' : `#${code};`;
    })
    .join('');
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** Text for a line without quotes, where nothing can be escaped: what could end it or mean more is left out. */
function plainLine(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ./-]/gu, ' ');
}
