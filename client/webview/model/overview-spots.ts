// The places of a whole namespace's picture that lead to text: its boxes and the rows of Services.
import { sceneKey, type Anchor, type FindingView, type Overview } from '../../../shared/messages/preview.ts';
import { formatFieldPath, parseFieldPath, type FieldPath } from '../../../shared/model/field-path.ts';
import { SIZE, type GraphLayout, type PlacedBox } from '../../../shared/render/graph-layout.ts';
import type { ReachGraph } from '../../../shared/render/reach-graph.ts';

/** A rectangle of the picture, in its pixels. */
export interface Spot {
  /** The words on it. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly anchor: Anchor;
  /** What is wrong with the object; empty for rows, and for all boxes of an object but its first. */
  readonly problems: readonly FindingView[];
}

/** What a box or a row stands for: an object of the scene, and a field of it. */
interface Meaning {
  readonly key: string;
  readonly path: FieldPath;
}

/** The spots from left to right, each column from top to bottom; a row comes after its box and lies above it. */
export function spotsOf(graph: ReachGraph, { boxes }: GraphLayout, overview: Overview): readonly Spot[] {
  const meanings = meaningsOf(graph);
  const problems = problemsOf(overview);
  return [...boxes]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .flatMap((box) => {
      const spots = spotsOfBox(box, overview, meanings, problems);
      const key = meanings.get(box.key)?.key;
      // A load balancer's box is its Service's; that has a box of its own to tell it at.
      if (spots.length > 0 && key !== undefined && isHome(box.key, key)) problems.delete(key);
      return spots;
    });
}

/** Whether what is wrong with an object is told at a box: the Service's own, and the first of anything else. */
function isHome(boxKey: string, objectKey: string): boolean {
  return !objectKey.startsWith('Service/') || boxKey.startsWith('service/');
}

function spotsOfBox(
  box: PlacedBox,
  overview: Overview,
  meanings: ReadonlyMap<string, Meaning>,
  problems: ReadonlyMap<string, readonly FindingView[]>,
): readonly Spot[] {
  const { x, y, width, height, title, rows } = box;
  const meaning = meanings.get(box.key);
  const anchor = meaning && anchorOf(overview, meaning);
  if (!anchor) return [];
  const own = isHome(box.key, meaning.key) ? (problems.get(meaning.key) ?? []) : [];
  const rowSpots = rows.flatMap((row): Spot[] => {
    const meant = meanings.get(row.key);
    const rowAnchor = meant && anchorOf(overview, meant);
    if (!rowAnchor) return [];
    const top = row.anchorY - SIZE.line / 2 - 2;
    const label = `${title}: ${row.text}`;
    return [{ label, x, y: top, width, height: SIZE.line + 4, anchor: rowAnchor, problems: [] }];
  });
  return [{ label: title, x, y, width, height, anchor, problems: own }, ...rowSpots];
}

/** By the keys of boxes and rows. Clients stand for nothing that is written. */
function meaningsOf({ services, entries, groups }: ReachGraph): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  for (const { key, namespace, name, rows } of services) {
    const object = sceneKey('Service', namespace, name);
    meanings.set(key, { key: object, path: [] });
    for (const row of rows) {
      if (row.index >= 0) meanings.set(row.key, { key: object, path: ['spec', 'ports', row.index] });
    }
  }
  for (const { key, kind, namespace, name } of entries) {
    meanings.set(key, {
      key: sceneKey(kind === 'ingress' ? 'Ingress' : 'Service', namespace, name),
      path: [],
    });
  }
  for (const { kind, namespace, name, cards } of groups) {
    for (const card of cards) {
      const own = kind === 'Pod' ? card.name : name;
      const path = kind === 'Pod' || kind === 'Address' ? [] : ['spec', 'template'];
      meanings.set(card.key, { key: sceneKey(kind === 'Address' ? 'Service' : kind, namespace, own), path });
    }
  }
  return meanings;
}

function anchorOf({ objects }: Overview, { key, path }: Meaning): Anchor | undefined {
  const anchor = objects.find((object) => object.key === key)?.anchor;
  return anchor && { ...anchor, field: formatFieldPath([...(parseFieldPath(anchor.field) ?? []), ...path]) };
}

/** Errors and warnings by the keys of their objects. */
function problemsOf({ findings }: Overview): Map<string, readonly FindingView[]> {
  const problems = new Map<string, FindingView[]>();
  for (const finding of findings) {
    if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
    const list = problems.get(finding.object);
    if (list) list.push(finding);
    else problems.set(finding.object, [finding]);
  }
  return problems;
}
