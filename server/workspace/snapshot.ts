// The workspace at one moment. Immutable: an edit makes a new snapshot that shares everything that did not change.
import type { KubeObject } from '../../shared/model/objects.ts';
import type { Groups } from './index-groups.ts';
import { firstLinesIn } from './first-lines.ts';
import {
  originOf,
  type ManifestDocument,
  type ManifestFile,
  type Origin,
  type PlacedDocument,
} from './manifest.ts';
import { keys, type IndexKey, type ObjectKind, type ObjectOf } from './object-index.ts';
import { VersionedMap } from './versioned-map.ts';

/** What a snapshot is made of. */
export interface SnapshotState {
  readonly files: VersionedMap<string, ManifestFile>;
  /** Objects in judged files, whole ones and pieces, by all that `keysOf` says. */
  readonly objects: Groups<KubeObject>;
  readonly documents: Groups<ManifestDocument>;
  /** Files that could not be read, as a whole or in part, by directory. */
  readonly unread: Groups<string>;
  readonly counts: VersionedMap<IndexKey, number>;
  /** How many kustomizations use a file as a patch or configuration. */
  readonly pieces: VersionedMap<string, number>;
  /** Directories with a Chart.yaml. */
  readonly charts: VersionedMap<string, true>;
  readonly nObjects: number;
  readonly nServices: number;
  readonly nUnread: number;
}

/** What makes parts of files, in a state or in what is known of the next one. */
interface Wholes {
  readonly pieces: Pick<SnapshotState['pieces'], 'get'>;
  readonly charts: Pick<SnapshotState['charts'], 'get' | 'size'>;
}

/** A workspace without files. */
export function emptyState(): SnapshotState {
  return {
    files: new VersionedMap(),
    objects: new VersionedMap(),
    documents: new VersionedMap(),
    unread: new VersionedMap(),
    counts: new VersionedMap(),
    pieces: new VersionedMap(),
    charts: new VersionedMap(),
    nObjects: 0,
    nServices: 0,
    nUnread: 0,
  };
}

/** True for a file whose objects are patches, unrendered chart templates or a chart's vendored dependencies: never judged. */
export function isPartialIn({ pieces, charts }: Wholes, uri: string): boolean {
  if (pieces.get(uri) !== undefined) return true;
  if (charts.size === 0) return false;
  for (const { index } of uri.matchAll(/\/(templates|charts)\//g)) {
    if (charts.get(uri.slice(0, index))) return true;
  }
  return false;
}

/** An immutable view of all files, with the lookups that everything else is made of. */
export class Snapshot {
  readonly #state: SnapshotState;
  /** False until every file of the workspace has been read: what is missing may yet be found. */
  readonly isComplete: boolean;

  constructor(state: SnapshotState, isComplete: boolean) {
    this.#state = state;
    this.isComplete = isComplete;
  }

  /** All files, in the order they were first seen. */
  *files(): Iterable<ManifestFile> {
    for (const [, file] of this.#state.files.entries()) yield file;
  }

  /** One file; `undefined` when it is not part of the workspace. */
  file(uri: string): ManifestFile | undefined {
    return this.#state.files.get(uri);
  }

  /** Where a document stands in this version of its file; `undefined` when it is gone from there. */
  placeOf(document: ManifestDocument): PlacedDocument | undefined {
    const file = this.file(document.uri);
    return file && placesIn(file).get(document);
  }

  /** The line of a document's first key, from 1; `undefined` when it is gone from its file. */
  lineOf(document: ManifestDocument): number | undefined {
    const [file, placed] = [this.file(document.uri), this.placeOf(document)];
    if (!file || !placed) return undefined;
    const skipped = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(document.text)?.[0] ?? '';
    return (firstLinesIn(file)[placed.index] ?? 0) + skipped.split('\n').length;
  }

  /** How many objects there are in judged files. */
  get nObjects(): number {
    return this.#state.nObjects;
  }

  /** How many of them are Services. */
  get nServices(): number {
    return this.#state.nServices;
  }

  /** How many files are there that could not be read. */
  get nUnread(): number {
    return this.#state.nUnread;
  }

  /** The whole objects of one kind. Looks at every file: for what a user asks once, not for rules. */
  *objects<K extends ObjectKind>(kind: K): Iterable<ObjectOf<K>> {
    for (const file of this.files()) {
      for (const object of this.objectsOf(file)) if (object.is === kind) yield object as ObjectOf<K>;
    }
  }

  /** The whole objects of a file, in order; none of a file that is not judged. */
  *objectsOf(file: ManifestFile): Iterable<KubeObject> {
    if (file.isDisabled || this.isPartial(file.uri)) return;
    for (const { document } of file.documents) {
      if (document.role !== 'manifest') continue;
      for (const object of document.objects) if (!this.isPatch(object)) yield object;
    }
  }

  /** The whole objects under some keys, each once, by file, then as they stand there. */
  lookup(...of: readonly IndexKey[]): readonly KubeObject[] {
    const groups: (readonly KubeObject[])[] = [];
    for (const key of of) {
      const group = this.#state.objects.get(key);
      if (group) groups.push(group);
    }
    const [first] = groups;
    if (!first) return NOTHING;
    if (groups.length === 1 && first.length === 1)
      return first[0] && this.isPatch(first[0]) ? NOTHING : first;
    const { objects, areWhole } =
      groups.length === 1 ? this.#sorted(first) : this.#sort(new Set(groups.flat()));
    return areWhole ? objects : objects.filter((object) => !this.isPatch(object));
  }

  /** Those of the whole objects under some keys that are wanted, in the same order: cheaper than to choose among all of them. */
  lookupWhere(of: readonly IndexKey[], isWanted: (object: KubeObject) => boolean): readonly KubeObject[] {
    const found = new Set<KubeObject>();
    for (const key of of) {
      for (const object of this.#state.objects.get(key) ?? NOTHING)
        if (isWanted(object) && !this.isPatch(object)) found.add(object);
    }
    return this.#sort(found).objects;
  }

  /** The objects of a group in order. Those that stay in a group keep their order, so that a group is sorted once. */
  #sorted(group: readonly KubeObject[]): SortedObjects {
    let sorted = sortedGroups.get(group);
    if (!sorted) sortedGroups.set(group, (sorted = this.#sort(group)));
    return sorted;
  }

  #sort(objects: Iterable<KubeObject>): SortedObjects {
    const placed = Array.from(objects, (object) => ({ object, origin: originOf(object) }));
    if (placed.length > 1) placed.sort((a, b) => this.#compare(a, b));
    return {
      objects: placed.map(({ object }) => object),
      areWhole: placed.every(({ origin }) => origin.part === 'whole'),
    };
  }

  /** True when a whole object under a key answers a question; cheaper than looking all of them up. */
  has(key: IndexKey, answers: (object: KubeObject) => boolean): boolean {
    return (this.#state.objects.get(key) ?? []).some((object) => answers(object) && !this.isPatch(object));
  }

  /** How many objects are filed under a key; pieces count. */
  sizeOf(key: IndexKey): number {
    return this.#state.objects.get(key)?.length ?? 0;
  }

  /** The number under one of the counting keys. */
  count(key: IndexKey): number {
    return this.#state.counts.get(key) ?? 0;
  }

  /** The documents under a key, by file. The same list until one of them changes. */
  documents(key: IndexKey): readonly ManifestDocument[] {
    const group = this.#state.documents.get(key);
    if (!group) return NO_DOCUMENTS;
    let sorted = sortedDocuments.get(group);
    if (!sorted) {
      sorted = [...group].sort((a, b) => compareTexts(a.uri, b.uri));
      sortedDocuments.set(group, sorted);
    }
    return sorted;
  }

  /** The files of a directory that could not be read, as a whole or in part. */
  unreadIn(directory: string): readonly string[] {
    return this.#state.unread.get(keys.unreadIn(directory)) ?? [];
  }

  /** True for an object that lacks what its kind requires while a whole one of the same kind and name is there: a patch for it. */
  isPatch(object: KubeObject): boolean {
    const { part } = originOf(object);
    if (part !== 'piece') return part === 'patch';
    const { kind, name = '' } = object.ref;
    const namesakes = this.#state.objects.get(keys.named(object.is, name)) ?? [];
    return namesakes.some((other) => other.ref.kind === kind && originOf(other).part === 'whole');
  }

  /** True for a file whose objects are patches, unrendered chart templates or a chart's vendored dependencies: never judged. */
  isPartial(uri: string): boolean {
    return isPartialIn(this.#state, uri);
  }

  /** By file, then by document, then as they stand in a List. */
  #compare(a: PlacedObject, b: PlacedObject): number {
    const [here, there] = [a.origin.document, b.origin.document];
    if (here === there) return rankIn(here, a.object) - rankIn(there, b.object);
    if (here.uri !== there.uri) return compareTexts(here.uri, there.uri);
    return (this.placeOf(here)?.index ?? 0) - (this.placeOf(there)?.index ?? 0);
  }
}

const NOTHING: readonly KubeObject[] = [];

interface PlacedObject {
  readonly object: KubeObject;
  readonly origin: Origin;
}

/** Objects in the order of lookups. Unless all are whole, those that are patches have yet to be left out. */
interface SortedObjects {
  readonly objects: readonly KubeObject[];
  readonly areWhole: boolean;
}

const NO_DOCUMENTS: readonly ManifestDocument[] = [];
const sortedDocuments = new WeakMap<readonly ManifestDocument[], readonly ManifestDocument[]>();
const sortedGroups = new WeakMap<readonly KubeObject[], SortedObjects>();

const places = new WeakMap<ManifestFile, ReadonlyMap<ManifestDocument, PlacedDocument>>();

/** Where each document stands, made on first use: most files are never asked. */
function placesIn(file: ManifestFile): ReadonlyMap<ManifestDocument, PlacedDocument> {
  let found = places.get(file);
  if (!found) places.set(file, (found = new Map(file.documents.map((placed) => [placed.document, placed]))));
  return found;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The place of an object among those of its document; further pod sources come last, in their order. */
function rankIn({ objects, furtherSources }: ManifestDocument, object: KubeObject): number {
  const index = objects.indexOf(object);
  if (index >= 0) return index;
  return objects.length + furtherSources.findIndex((source) => source === object);
}
