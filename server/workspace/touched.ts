// Which lookups about a replaced file may answer otherwise: what stands in the file itself, where, and under which names.
import type { KubeObject } from '../../shared/model/objects.ts';
import {
  originOf,
  uriOf,
  type ManifestDocument,
  type ManifestFile,
  type PlacedDocument,
} from './manifest.ts';
import { identityOf, keys, keysOf, placeKeys, type IndexKey } from './object-index.ts';
import { directoryOf } from './path.ts';

/** A file that was replaced, or that is judged now and was not: what of it moves. */
export interface Replacement {
  readonly uri: string;
  readonly old: ManifestFile | undefined;
  readonly now: ManifestFile | undefined;
  readonly wasJudged: boolean;
  readonly isJudged: boolean;
  readonly kept: ReadonlySet<ManifestDocument>;
  readonly leaving: readonly PlacedDocument[];
  readonly entering: readonly PlacedDocument[];
}

/** Every key under which a lookup about a replaced file itself may now answer otherwise. */
export function* touchedByReplacing(replacement: Replacement): Iterable<IndexKey> {
  const { uri, old, now, wasJudged, isJudged, kept, leaving, entering } = replacement;
  yield keys.file(uri);
  if (wasJudged !== isJudged || servicesIn(leaving) !== servicesIn(entering))
    for (const key of placeKeys('Service', directoryOf(uri))) yield keys.names(key);
  if (haveLinesMoved(old, now, kept)) yield keys.lines(uri);
  if (wasJudged !== isJudged || !haveSameIdentities(leaving, entering)) yield keys.identities;
}

/** The names of whole objects that come or go: pieces with such a name turn into patches, or back. */
export function wholeNamesIn(replacement: Replacement): ReadonlySet<IndexKey> {
  const { leaving, entering, wasJudged, isJudged } = replacement;
  const moved = [...(wasJudged ? leaving : []), ...(isJudged ? entering : [])];
  const names = new Set<IndexKey>();
  for (const { document } of moved) {
    if (document.role !== 'manifest') continue;
    for (const object of document.objects)
      if (originOf(object).part === 'whole') names.add(keys.named(object.is, object.ref.name ?? ''));
  }
  return names;
}

/** Every key under which a lookup answers otherwise when an object turns into a patch, or back. */
export function* touchedByTurning(object: KubeObject): Iterable<IndexKey> {
  const uri = uriOf(object);
  yield* keysOf(object, uri);
  if (object.is === 'Service')
    for (const key of placeKeys('Service', directoryOf(uri))) yield keys.names(key);
}

/** What tells the Services of documents apart, in their order. */
function servicesIn(documents: readonly PlacedDocument[]): string {
  return documents
    .flatMap(({ document }) => (document.role === 'manifest' ? document.objects : []))
    .flatMap((object) =>
      object.is === 'Service'
        ? JSON.stringify([originOf(object).part, object.ref.namespace, object.ref.name])
        : [],
    )
    .join();
}

/** True when a document that both versions have begins on another line now, or when they have none. */
function haveLinesMoved(
  old: ManifestFile | undefined,
  now: ManifestFile | undefined,
  kept: ReadonlySet<ManifestDocument>,
): boolean {
  if (!old || !now || kept.size === 0) return true;
  const after = textsBetween(now, kept);
  return textsBetween(old, kept).some((text, index) => {
    const other = after[index] ?? '';
    return text !== other && nLinesIn(text) !== nLinesIn(other);
  });
}

/** What stands before each of some of a file's documents, from the end of the one before it. */
function textsBetween(
  { text, documents }: ManifestFile,
  of: ReadonlySet<ManifestDocument>,
): readonly string[] {
  let end = 0;
  return documents.flatMap(({ document, start }) => {
    if (!of.has(document)) return [];
    const between = text.slice(end, start);
    end = start + document.text.length;
    return [between];
  });
}

function nLinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function haveSameIdentities(a: readonly PlacedDocument[], b: readonly PlacedDocument[]): boolean {
  const [before, after] = [a, b].map((placed) =>
    placed
      .flatMap(({ document }) =>
        document.objects.map((object) => `${originOf(object).part} ${identityOf(object)}`),
      )
      .join('\n'),
  );
  return before === after;
}
