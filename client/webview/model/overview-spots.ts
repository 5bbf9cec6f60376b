// The places of a whole namespace's picture that lead to text: its boxes and the rows of Services.
import {
  sceneKey,
  type Anchor,
  type Overview,
  type ServiceChoice,
} from '../../../shared/messages/preview.ts';
import { formatFieldPath, parseFieldPath, type FieldPath } from '../../../shared/model/field-path.ts';
import { layoutGraph, SIZE, type PlacedBox } from '../../../shared/render/graph-layout.ts';
import { foldPods } from '../../../shared/render/reach-fold.ts';
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
  /** Errors and warnings on the Service; 0 for everything else. */
  readonly nProblems: number;
}

/** What a box or a row stands for: an object of the scene, and a field of it. */
interface Meaning {
  readonly key: string;
  readonly path: FieldPath;
}

/** The spots from left to right, each column from top to bottom; a row comes after its box and lies above it. */
export function spotsOf(
  graph: ReachGraph,
  overview: Overview,
  services: readonly ServiceChoice[],
): readonly Spot[] {
  const meanings = meaningsOf(graph);
  const problems = problemsOf(overview, services);
  const { boxes } = layoutGraph(foldPods(graph));
  return [...boxes]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .flatMap((box) => spotsOfBox(box, overview, meanings, problems));
}

function spotsOfBox(
  box: PlacedBox,
  overview: Overview,
  meanings: ReadonlyMap<string, Meaning>,
  problems: ReadonlyMap<string, number>,
): readonly Spot[] {
  const { x, y, width, height, title, rows } = box;
  const meaning = meanings.get(box.key);
  const anchor = meaning && anchorOf(overview, meaning);
  if (!anchor) return [];
  const nProblems = box.key.startsWith('service/') ? (problems.get(meaning.key) ?? 0) : 0;
  const rowSpots = rows.flatMap((row): Spot[] => {
    const own = meanings.get(row.key);
    const rowAnchor = own && anchorOf(overview, own);
    if (!rowAnchor) return [];
    const top = row.anchorY - SIZE.line / 2 - 2;
    const label = `${title}: ${row.text}`;
    return [{ label, x, y: top, width, height: SIZE.line + 4, anchor: rowAnchor, nProblems: 0 }];
  });
  return [{ label: title, x, y, width, height, anchor, nProblems }, ...rowSpots];
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

/** By the keys of Services, as the list of choices counts them. */
function problemsOf(
  { namespace, settings }: Overview,
  services: readonly ServiceChoice[],
): ReadonlyMap<string, number> {
  const where = namespace || settings.namespace;
  const prefix = namespace ? `${namespace}/` : '';
  return new Map(
    services
      .filter(({ label }) => label.startsWith(prefix) && !label.slice(prefix.length).includes('/'))
      .map(({ label, nProblems }) => [sceneKey('Service', where, label.slice(prefix.length)), nProblems]),
  );
}
