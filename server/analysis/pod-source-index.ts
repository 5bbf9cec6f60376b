// The pods and workloads of a snapshot, filed under what selectors ask for.
import type { Requirement } from '../../shared/model/labels.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { PodSource } from '../../shared/model/objects.ts';
import { directoryOf } from '../workspace/path.ts';
import { uriOf, type Snapshot } from '../workspace/snapshot.ts';

/** Finds pod sources without looking at all of them. */
export class PodSourceIndex {
  readonly #byPair = new Map<string, PodSource[]>();
  readonly #byDirectory = new Map<string, PodSource[]>();
  readonly #byParent = new Map<string, PodSource[]>();
  readonly #unresolved: PodSource[] = [];
  readonly #nByNamespace = new Map<string | undefined, number>();
  #count = 0;

  constructor(snapshot: Snapshot) {
    for (const is of ['Pod', 'Workload'] as const)
      for (const source of snapshot.objects(is)) this.#add(source);
  }

  #add(source: PodSource): void {
    const { labels } = source.template;
    const directory = directoryOf(uriOf(source));
    file(this.#byDirectory, directory, source);
    file(this.#byParent, directoryOf(directory), source);
    this.#count++;
    this.#nByNamespace.set(source.ref.namespace, (this.#nByNamespace.get(source.ref.namespace) ?? 0) + 1);
    let isOpen = false;
    for (const [key, value] of Object.entries(labels)) {
      if (isUnresolved(key) || isUnresolved(value)) isOpen = true;
      else file(this.#byPair, `${key}=${value}`, source);
    }
    if (isOpen) this.#unresolved.push(source);
  }

  /**
   * The sources that may match all requirements: a superset, found through the rarest pair. Requirements of a Service
   * are single values; with an unresolved one among them only the others narrow the search.
   */
  possibleFor(requirements: readonly Requirement[]): readonly PodSource[] {
    let rarest: readonly PodSource[] | undefined;
    for (const { key, values } of requirements) {
      if (isUnresolved(key) || values.some(isUnresolved)) continue;
      const group = this.#byPair.get(`${key}=${values[0] ?? ''}`) ?? [];
      if (!rarest || group.length < rarest.length) rarest = group;
    }
    if (!rarest) return [...this.#byDirectory.values()].flat();
    const seen = new Set(rarest);
    return [...rarest, ...this.#unresolved.filter((source) => !seen.has(source))];
  }

  /** The sources in the directory of a file, its parent, its children and its siblings, each once. */
  near(uri: string): readonly PodSource[] {
    const here = directoryOf(uri);
    const parent = directoryOf(here);
    const groups = [
      this.#byDirectory.get(here),
      this.#byDirectory.get(parent),
      this.#byParent.get(here),
      this.#byParent.get(parent),
    ];
    return [...new Set(groups.flatMap((group) => group ?? []))];
  }

  /** How many sources a namespace may hold: its own, those that name none, or all when it is not known. */
  countIn(namespace: string | undefined): number {
    if (namespace === undefined) return this.#count;
    return (this.#nByNamespace.get(namespace) ?? 0) + (this.#nByNamespace.get(undefined) ?? 0);
  }
}

function file<K>(groups: Map<K, PodSource[]>, key: K, source: PodSource): void {
  const group = groups.get(key);
  if (group) group.push(source);
  else groups.set(key, [source]);
}
