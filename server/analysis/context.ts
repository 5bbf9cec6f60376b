// What a rule may ask: lookups over one snapshot. Each notes what it read, so that an edit has a rule run again only
// where its answer can have changed.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { originOf, uriOf, type ManifestDocument, type ManifestFile } from '../workspace/manifest.ts';
import { keys, nearKeys, type IndexKey, type ObjectKind, type ObjectOf } from '../workspace/object-index.ts';
import {
  baseName,
  directoryOf,
  NEARNESS_ORDER,
  nearnessOf,
  nearnessTo,
  type Nearness,
} from '../workspace/path.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { isCustomWorkload } from './external.ts';
import { makesForeignPods } from './foreign.ts';
import { mayShareNamespace } from './namespaces.ts';
import { once, Reads } from './reads.ts';
import type { AnalysisSettings } from './settings.ts';

/** What a context may be told besides. */
interface ContextOptions {
  /** Where documents stand, when the question is about a part of the workspace. */
  readonly texts?: Snapshot;
  /** False where nothing is asked again after an edit. */
  readonly keepsReads?: boolean;
}

/** One snapshot as rules see it. */
export class RuleContext {
  readonly settings: AnalysisSettings;
  readonly reads: Reads;
  /** For features, which are asked once and depend on nothing. A rule that looks here is not run again when it should be. */
  readonly snapshot: Snapshot;
  /** Where documents stand: the whole workspace, also when the question is about a part of it. */
  readonly #texts: Snapshot;

  constructor(
    snapshot: Snapshot,
    settings: AnalysisSettings,
    { texts = snapshot, keepsReads = true }: ContextOptions = {},
  ) {
    this.reads = new Reads(keepsReads);
    this.snapshot = snapshot;
    this.#texts = texts;
    this.settings = settings;
  }

  /** True once every file of the workspace was read. */
  get isComplete(): boolean {
    return this.snapshot.isComplete;
  }

  /** A file as it is now; `undefined` when it is not part of the workspace. */
  file(uri: string): ManifestFile | undefined {
    this.reads.note(keys.file(uri));
    return this.snapshot.file(uri);
  }

  /** The whole objects under some keys, each once, by file, then as they stand there. */
  lookup(...of: readonly IndexKey[]): readonly KubeObject[] {
    for (const key of of) this.reads.note(key);
    return this.snapshot.lookup(...of);
  }

  /**
   * The Services under a key, for questions about their names and namespaces: whoever goes on with one of them notes
   * `keys.named`, or will not be told when the rest of it changes.
   */
  servicesByName(under: IndexKey): readonly Service[] {
    this.reads.note(keys.names(under));
    return this.snapshot.lookup(under) as readonly Service[];
  }

  /** Those of the whole objects under some keys that are wanted, in the same order. */
  lookupWhere(of: readonly IndexKey[], isWanted: (object: KubeObject) => boolean): readonly KubeObject[] {
    for (const key of of) this.reads.note(key);
    return this.snapshot.lookupWhere(of, isWanted);
  }

  /** True when a whole object under a key answers a question. */
  has(key: IndexKey, answers: (object: KubeObject) => boolean): boolean {
    this.reads.note(key);
    return this.snapshot.has(key, answers);
  }

  /** The objects of one kind with a name, in any namespace. */
  named<K extends ObjectKind>(kind: K, name: string): readonly ObjectOf<K>[] {
    return this.lookup(keys.named(kind, name)) as readonly ObjectOf<K>[];
  }

  /**
   * Objects of one kind in the file of `object`, its directory, the parent, children and siblings of that; in its namespace,
   * or in one that may be the same because one of the two is not written. Only those that are wanted, nearest first.
   */
  near<K extends ObjectKind>(
    object: KubeObject,
    kind: K,
    isWanted: (other: ObjectOf<K>) => boolean = () => true,
  ): readonly ObjectOf<K>[] {
    const found = this.lookupWhere(
      nearKeys(kind, directoryOf(uriOf(object))),
      (other) => other !== object && isWanted(other as ObjectOf<K>) && mayShareNamespace(object, other),
    ) as readonly ObjectOf<K>[];
    return this.nearestFirst(object, found);
  }

  /** Sorted by nearness; the order among equally near ones stays. */
  nearestFirst<O extends KubeObject>(object: KubeObject, others: readonly O[]): readonly O[] {
    if (others.length < 2) return others;
    const groups = this.byNearness(object, others);
    return NEARNESS_ORDER.flatMap((nearness) => groups[nearness]);
  }

  /** Sorted into groups that stand equally near; the order in each stays. */
  byNearness<O extends KubeObject>(
    object: KubeObject,
    others: readonly O[],
  ): Readonly<Record<Nearness, readonly O[]>> {
    const groups: Readonly<Record<Nearness, O[]>> = { file: [], directory: [], near: [], elsewhere: [] };
    const nearness = nearnessTo(uriOf(object));
    for (const other of others) groups[nearness(uriOf(other))].push(other);
    return groups;
  }

  /** The number under one of the counting keys. */
  count(key: IndexKey): number {
    this.reads.note(key);
    return this.snapshot.count(key);
  }

  /** The patches that write container ports. */
  portPatches(): readonly ManifestDocument[] {
    this.reads.note(keys.portPatches);
    return this.snapshot.documents(keys.portPatches);
  }

  /** True for an object that lacks what its kind requires while a whole one of the same kind and name is there: a patch for it. */
  isPatch(object: KubeObject): boolean {
    if (originOf(object).part === 'piece') this.reads.note(keys.named(object.is, object.ref.name ?? ''));
    return this.snapshot.isPatch(object);
  }

  /** True when custom resources in the object's directory may make pods that no manifest shows. */
  hasForeignPodsBeside(object: KubeObject): boolean {
    return hasForeignPodsIn(directoryOf(uriOf(object)), this);
  }

  /** How near two objects stand. */
  nearness(object: KubeObject, other: KubeObject): Nearness {
    return nearnessOf(uriOf(object), uriOf(other));
  }

  /**
   * `web.yaml:14`: where an object stands, for sentences that name a place; `shop/web.yaml:14` when that is another
   * directory than that of `from`. The line is that of its document's first key.
   */
  whereIs(object: KubeObject, from: KubeObject): string {
    const document = homeOf(object);
    const name = decodeURIComponent(shortName(document.uri, homeOf(from).uri));
    this.reads.note(keys.lines(document.uri));
    const line = this.#texts.lineOf(document);
    return line === undefined ? name : `${name}:${line}`;
  }

  /** Files near an object that could define what it lacks but could not be read: broken, templated, too large. */
  unreadableNear(object: KubeObject): readonly string[] {
    const directory = directoryOf(uriOf(object));
    this.reads.note(keys.unreadIn(directory));
    return this.snapshot.unreadIn(directory);
  }
}

const hasForeignPodsIn = once((directory: string, ctx: RuleContext): boolean => {
  const isForeign = (other: KubeObject): boolean =>
    makesForeignPods(other) || isCustomWorkload(other.ref, ctx.settings);
  return (
    ctx.has(keys.inDirectory('Other', directory), isForeign) ||
    ctx.has(keys.inDirectory('Workload', directory), isForeign)
  );
});

/** The document in which an object is written, or most of it where kustomize built it. */
function homeOf(object: KubeObject): ManifestDocument {
  const { document, written } = originOf(object);
  return written?.([]).document ?? document;
}

/** A file's base name, with its directory's unless that is the directory of `from`. */
function shortName(uri: string, from: string): string {
  const directory = directoryOf(uri);
  return directory === directoryOf(from) || directory === ''
    ? baseName(uri)
    : `${baseName(directory)}/${baseName(uri)}`;
}
