// One step from a snapshot to the next: what changed files take out of the index and put in, and which keys that touches.
import type { KubeObject } from '../../shared/model/objects.ts';
import { CountChanges, GroupChanges, type Move, type Way } from './index-groups.ts';
import { partialFilesOf } from '../kustomize/kustomization.ts';
import { originOf, type ManifestDocument, type ManifestFile, type PlacedDocument } from './manifest.ts';
import { keys, keysOf, type IndexKey } from './object-index.ts';
import { baseName, directoryOf } from './path.ts';
import { isPartialIn, type SnapshotState } from './snapshot.ts';
import { touchedByReplacing, touchedByTurning, wholeNamesIn, type Replacement } from './touched.ts';

/** New versions of files; `undefined` for a file that is gone. */
export type FileChanges = ReadonlyMap<string, ManifestFile | undefined>;

/** Where a step led. The state before it stays as it is. */
export interface Advance {
  readonly state: SnapshotState;
  /** Every key under which a lookup may now answer otherwise; some come twice. Made when it is asked for, before the next step. */
  readonly touched: () => Iterable<IndexKey>;
}

/** Takes over new versions of files. */
export function advance(before: SnapshotState, changes: FileChanges): Advance {
  const step = new Step(before);
  for (const [uri, file] of changes) step.replace(uri, file);
  return step.finish();
}

/** How many kustomizations use each file as a patch or configuration, where that changes. */
function pieceCounts(before: SnapshotState, changes: FileChanges): ReadonlyMap<string, number | undefined> {
  const counts = new CountChanges<string>();
  for (const [uri, file] of changes) {
    for (const piece of piecesNamedIn(before.files.get(uri))) counts.add(piece, -1);
    for (const piece of piecesNamedIn(file)) counts.add(piece, 1);
  }
  return counts.over(before.pieces);
}

function piecesNamedIn(file: ManifestFile | undefined): readonly string[] {
  return (file?.documents ?? []).flatMap(({ document }) =>
    document.role === 'kustomization' ? partialFilesOf(document.uri, document.kustomization) : [],
  );
}

/** The directories of charts that come or go. */
function chartChanges(before: SnapshotState, changes: FileChanges): ReadonlyMap<string, true | undefined> {
  const changed = new Map<string, true | undefined>();
  for (const [uri, file] of changes) {
    if (baseName(uri) !== 'Chart.yaml') continue;
    const directory = directoryOf(uri);
    if ((file !== undefined) !== (before.charts.get(directory) === true))
      changed.set(directory, file ? true : undefined);
  }
  return changed;
}

/**
 * A step from one state to the next. Files are filed as they come, so that reading a workspace does not end in a long pause.
 * Costs what changes, not what is there; except for a chart that comes or goes.
 */
export class Step {
  readonly #before: SnapshotState;
  readonly #replacements = new Map<string, Replacement>();
  /** What came in this step makes parts of other files, mostly of those that come later. */
  readonly #wholes = { pieces: new Map<string, number>(), charts: new Map<string, true>() };
  readonly #objects = new GroupChanges<KubeObject>();
  readonly #documents = new GroupChanges<ManifestDocument>();
  readonly #unread = new GroupChanges<string>();
  readonly #counts = new CountChanges<IndexKey>();
  #nObjects = 0;
  #nServices = 0;
  #nUnread = 0;

  constructor(before: SnapshotState) {
    this.#before = before;
  }

  /** A file as this step leaves it. */
  fileOf(uri: string): ManifestFile | undefined {
    const replacement = this.#replacements.get(uri);
    return replacement ? replacement.now : this.#before.files.get(uri);
  }

  /** Takes over a new version of a file; `undefined` when it is gone. */
  replace(uri: string, now: ManifestFile | undefined): void {
    const { pieces, charts } = this.#wholes;
    if (now && baseName(uri) === 'Chart.yaml') charts.set(directoryOf(uri), true);
    for (const piece of piecesNamedIn(now)) pieces.set(piece, 1);
    // What follows may yet change that: in the end it is looked at again.
    this.#put(uri, now, !isPartialIn(this.#wholes, uri) && isJudgedIn(this.#before, uri, now));
  }

  /** The state with everything moved. Nothing can be replaced any more. */
  finish(): Advance {
    const before = this.#before;
    const changes: FileChanges = new Map([...this.#replacements].map(([uri, { now }]) => [uri, now]));
    const pieces = pieceCounts(before, changes);
    const charts = chartChanges(before, changes);
    const after: SnapshotState = {
      ...before,
      files: before.files.with(changes),
      pieces: before.pieces.with(pieces),
      charts: before.charts.with(charts),
    };
    this.#turn(after, charts.size > 0 ? [...before.files.entries()].map(([uri]) => uri) : pieces.keys());
    const counts = this.#counts.over(before.counts);
    const objects = this.#objects.applyTo(before.objects);
    return {
      state: {
        ...after,
        objects,
        documents: this.#documents.applyTo(before.documents),
        unread: this.#unread.applyTo(before.unread),
        counts: counts.size > 0 ? before.counts.with(counts) : before.counts,
        nObjects: before.nObjects + this.#nObjects,
        nServices: before.nServices + this.#nServices,
        nUnread: before.nUnread + this.#nUnread,
      },
      touched: () => this.#touchedWith(counts.keys(), objects),
    };
  }

  /** Turns files that others make parts of something into parts, or back; `others` are those that may turn unchanged. */
  #turn(after: SnapshotState, others: Iterable<string>): void {
    for (const [uri, { now, isJudged }] of this.#replacements)
      if (isJudgedIn(after, uri, now) !== isJudged) this.#put(uri, now, !isJudged);
    for (const uri of others) {
      if (this.#replacements.has(uri) || isPartialIn(this.#before, uri) === isPartialIn(after, uri)) continue;
      const file = this.#before.files.get(uri);
      this.#put(uri, file, isJudgedIn(after, uri, file));
    }
  }

  /** Takes the documents that left a file out of the index and files those that came; instead of what was put there before. */
  #put(uri: string, now: ManifestFile | undefined, isJudged: boolean): void {
    const earlier = this.#replacements.get(uri);
    if (earlier) this.#move(earlier, 'back');
    const old = this.#before.files.get(uri);
    const wasJudged = isJudgedIn(this.#before, uri, old);
    const kept = wasJudged === isJudged ? keptInOrder(old, now) : NONE_KEPT;
    const [leaving, entering] = [movingOf(old, kept), movingOf(now, kept)];
    const replacement = { uri, old, now, wasJudged, isJudged, kept, leaving, entering };
    this.#replacements.set(uri, replacement);
    this.#move(replacement, 'on');
  }

  #move({ uri, old, now, wasJudged, isJudged, leaving, entering }: Replacement, way: Way): void {
    for (const { document } of leaving) this.#file(document, wasJudged, { by: -1, way });
    for (const { document } of entering) this.#file(document, isJudged, { by: 1, way });
    if (isUnreadable(old) !== isUnreadable(now))
      this.#unread.move(keys.unreadIn(directoryOf(uri)), uri, { by: isUnreadable(now) ? 1 : -1, way });
    this.#nUnread += ((now?.unread ? 1 : 0) - (old?.unread ? 1 : 0)) * (way === 'on' ? 1 : -1);
  }

  #file(document: ManifestDocument, isJudged: boolean, move: Move): void {
    if (mayPatchPorts(document, isJudged)) this.#documents.move(keys.portPatches, document, move);
    if (document.role === 'kustomization') this.#documents.move(keys.kustomizations, document, move);
    if (!isJudged || document.role !== 'manifest') return;
    const more = move.way === 'on' ? move.by : -move.by;
    for (const object of document.objects) {
      if (originOf(object).part === 'patch') continue; // nobody's neighbour
      for (const key of keysOf(object, document.uri)) this.#objects.move(key, object, move);
      this.#nObjects += more;
      if (object.is === 'Service') this.#nServices += more;
      if (object.is !== 'Pod' && object.is !== 'Workload') continue;
      this.#counts.add(keys.count(object.ref.namespace), more);
      this.#counts.add(keys.countAll, more);
    }
    for (const source of document.furtherSources) {
      if (originOf(source).part === 'patch') continue;
      for (const key of keysOf(source, document.uri)) this.#objects.move(key, source, move);
    }
  }

  *#touchedWith(counts: Iterable<IndexKey>, objects: SnapshotState['objects']): Iterable<IndexKey> {
    yield* counts;
    for (const replacement of this.#replacements.values()) {
      yield* touchedByReplacing(replacement);
      for (const key of wholeNamesIn(replacement)) {
        for (const object of objects.get(key) ?? [])
          if (originOf(object).part === 'piece') yield* touchedByTurning(object);
      }
    }
    yield* this.#objects.keys();
    yield* this.#documents.keys();
    yield* this.#unread.keys();
  }
}

const NONE_KEPT: ReadonlySet<ManifestDocument> = new Set();
const NONE_MOVING: readonly PlacedDocument[] = [];

/** The documents of a file that are not kept. */
function movingOf(
  file: ManifestFile | undefined,
  kept: ReadonlySet<ManifestDocument>,
): readonly PlacedDocument[] {
  if (!file) return NONE_MOVING;
  return kept.size === 0 ? file.documents : file.documents.filter(({ document }) => !kept.has(document));
}

/** What a patch of container ports or of a Service's ports says, as YAML or as a JSON patch. */
const PORT_TEXT = /containerPort|\/spec\/ports|\bkind: ?Service\b/;

function isJudgedIn(state: SnapshotState, uri: string, file: ManifestFile | undefined): boolean {
  return file !== undefined && !file.isDisabled && !isPartialIn(state, uri);
}

/**
 * The documents that both versions of a file have. None when they changed places: who comes first decides who is refused.
 */
function keptInOrder(
  old: ManifestFile | undefined,
  now: ManifestFile | undefined,
): ReadonlySet<ManifestDocument> {
  if (!old || !now) return NONE_KEPT;
  const indexes = new Map(old.documents.map(({ document, index }) => [document, index]));
  const kept = new Set<ManifestDocument>();
  let last = -1;
  for (const { document } of now.documents) {
    const index = indexes.get(document);
    if (index === undefined) continue;
    if (index < last) return NONE_KEPT;
    last = index;
    kept.add(document);
  }
  return kept;
}

/** A file that may define what seems to be missing, and cannot be asked. */
function isUnreadable(file: ManifestFile | undefined): boolean {
  if (!file) return false;
  return (
    file.unread !== undefined ||
    file.documents.some(
      ({ document }) =>
        document.role === 'template' || document.problems.some((problem) => problem.kind === 'syntax'),
    )
  );
}

/** Patches and kustomizations that write container ports. Templates may be such patches: what they hold has yet to be read. */
function mayPatchPorts(document: ManifestDocument, isJudged: boolean): boolean {
  const { role, text } = document;
  const mayBePiece =
    role === 'kustomization' ||
    role === 'template' ||
    !isJudged ||
    document.objects.some((object) => originOf(object).part !== 'whole');
  return mayBePiece && PORT_TEXT.test(text);
}
