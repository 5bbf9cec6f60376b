// What a rule may ask: lookups over one snapshot, each computed once however many rules ask.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { originOf } from '../workspace/manifest.ts';
import { baseName, directoryOf, NEARNESS_ORDER, nearnessOf, type Nearness } from '../workspace/path.ts';
import { uriOf, type ObjectKind, type ObjectOf, type Snapshot } from '../workspace/snapshot.ts';
import { makesForeignPods } from './foreign.ts';
import { PodSourceIndex } from './pod-source-index.ts';
import { compareNamespaces, selectFor, type Selection } from './selection.ts';
import type { AnalysisSettings } from './settings.ts';

/** One snapshot as rules see it. */
export class RuleContext {
  readonly snapshot: Snapshot;
  readonly settings: AnalysisSettings;
  #foreignDirectories: ReadonlySet<string> | undefined;
  #podSourceIndex: PodSourceIndex | undefined;
  readonly #selections = new Map<Service, Selection>();

  constructor(snapshot: Snapshot, settings: AnalysisSettings) {
    this.snapshot = snapshot;
    this.settings = settings;
  }

  /** The objects of one kind in the whole workspace. */
  objects<K extends ObjectKind>(kind: K): readonly ObjectOf<K>[] {
    return this.snapshot.objects(kind);
  }

  /** Objects of one kind in the namespace of `object`, or in one that may be the same because one of the two is not written; nearest first. */
  neighbours<K extends ObjectKind>(object: KubeObject, kind: K): readonly ObjectOf<K>[] {
    const rank = (other: KubeObject): number => NEARNESS_ORDER.indexOf(this.nearness(object, other));
    return this.objects(kind)
      .filter(
        (other) =>
          other !== object && compareNamespaces(object.ref.namespace, other.ref.namespace) !== 'different',
      )
      .sort((a, b) => rank(a) - rank(b));
  }

  get #podSources(): PodSourceIndex {
    this.#podSourceIndex ??= new PodSourceIndex(this.snapshot);
    return this.#podSourceIndex;
  }

  /** What a Service's selector finds. */
  selection(service: Service): Selection {
    let selection = this.#selections.get(service);
    if (!selection) {
      selection = selectFor(service, this.#podSources, this.settings.controllerLabels);
      this.#selections.set(service, selection);
    }
    return selection;
  }

  /** True when custom resources in the object's directory may make pods that no manifest shows. */
  hasForeignPodsBeside(object: KubeObject): boolean {
    const directory = directoryOf(uriOf(object));
    this.#foreignDirectories ??= new Set(
      this.objects('Other')
        .filter(makesForeignPods)
        .map((other) => directoryOf(uriOf(other))),
    );
    return this.#foreignDirectories.has(directory);
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
    const { document } = originOf(object);
    const name = decodeURIComponent(shortName(document.uri, uriOf(from)));
    const file = this.snapshot.file(document.uri);
    const placed = this.snapshot.placeOf(document);
    if (!file || !placed) return name;
    const skipped = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(document.text)?.[0].length ?? 0;
    const line = file.text.slice(0, placed.start + skipped).split('\n').length;
    return `${name}:${line}`;
  }

  /** Files near an object that could define what it lacks but could not be read: broken, templated, too large. */
  unreadableNear(object: KubeObject): readonly string[] {
    const directory = directoryOf(uriOf(object));
    const broken: string[] = this.snapshot.unread.filter((uri) => directoryOf(uri) === directory);
    for (const file of this.snapshot.files()) {
      if (directoryOf(file.uri) !== directory) continue;
      const isBroken = file.documents.some(
        ({ document }) =>
          document.role === 'template' || document.problems.some((problem) => problem.kind === 'syntax'),
      );
      if (isBroken) broken.push(file.uri);
    }
    return broken;
  }
}

/** A file's base name, with its directory's unless that is the directory of `from`. */
function shortName(uri: string, from: string): string {
  const directory = directoryOf(uri);
  return directory === directoryOf(from) || directory === ''
    ? baseName(uri)
    : `${baseName(directory)}/${baseName(uri)}`;
}
