// The workspace at one moment. Immutable: an edit makes a new snapshot that shares every file that did not change.
import type { KubeObject } from '../../shared/model/objects.ts';
import { partialFilesOf } from './kustomization.ts';
import { patchesAmong } from './patches.ts';
import { originOf, type ManifestDocument, type ManifestFile, type PlacedDocument } from './manifest.ts';
import { baseName, directoryOf } from './path.ts';

/** The kinds of object a lookup can ask for. */
export type ObjectKind = KubeObject['is'];

/** The objects of one kind, typed. */
export type ObjectOf<K extends ObjectKind> = Extract<KubeObject, { readonly is: K }>;

/** An immutable view of all files, with the lookups that rules and features need. */
export class Snapshot {
  readonly #files: ReadonlyMap<string, ManifestFile>;
  #byKind: ReadonlyMap<ObjectKind, readonly KubeObject[]> | undefined;
  #byName: ReadonlyMap<string, readonly KubeObject[]> | undefined;
  #patches: ReadonlySet<KubeObject> | undefined;
  #partial: ReadonlySet<string> | undefined;
  #chartDirectories: ReadonlySet<string> | undefined;
  /** False until every file of the workspace has been read: what is missing may yet be found. */
  readonly isComplete: boolean;
  /** Files that could hold manifests but could not be read: too large, unreadable, binary. */
  readonly unread: readonly string[];

  constructor(files: ReadonlyMap<string, ManifestFile>, isComplete: boolean, unread: readonly string[]) {
    this.#files = files;
    this.isComplete = isComplete;
    this.unread = unread;
  }

  /** All files, in the order they were first seen. */
  files(): Iterable<ManifestFile> {
    return this.#files.values();
  }

  /** One file; `undefined` when it is not part of the workspace. */
  file(uri: string): ManifestFile | undefined {
    return this.#files.get(uri);
  }

  /** Where a document stands in this version of its file; `undefined` when it is gone from there. */
  placeOf(document: ManifestDocument): PlacedDocument | undefined {
    return this.#files.get(document.uri)?.documents.find((placed) => placed.document === document);
  }

  /** How many objects there are in whole manifests. */
  get nObjects(): number {
    this.#byKind ??= this.#groupByKind();
    let count = 0;
    for (const group of this.#byKind.values()) count += group.length;
    return count;
  }

  /** The objects of one kind in whole manifests: templates, patches and excluded files are left out. */
  objects<K extends ObjectKind>(kind: K): readonly ObjectOf<K>[] {
    this.#byKind ??= this.#groupByKind();
    return (this.#byKind.get(kind) ?? []) as readonly ObjectOf<K>[];
  }

  /** The objects of one kind with a name, in any namespace. */
  objectsNamed<K extends ObjectKind>(kind: K, name: string): readonly ObjectOf<K>[] {
    this.#byName ??= this.#groupByName();
    return (this.#byName.get(`${kind}/${name}`) ?? []) as readonly ObjectOf<K>[];
  }

  /** True for an object that lacks what its kind requires while a whole one of the same kind and name is there: a patch for it. */
  isPatch(object: KubeObject): boolean {
    return this.#findPatches().has(object);
  }

  /** True for a file whose objects are patches, unrendered chart templates or a chart's vendored dependencies: never judged. */
  isPartial(uri: string): boolean {
    this.#partial ??= this.#collectPartial();
    return this.#partial.has(uri) || this.#isInChart(uri);
  }

  #isInChart(uri: string): boolean {
    this.#chartDirectories ??= new Set(
      [...this.#files.keys()].filter((file) => baseName(file) === 'Chart.yaml').map(directoryOf),
    );
    for (const { index } of uri.matchAll(/\/(templates|charts)\//g)) {
      if (this.#chartDirectories.has(uri.slice(0, index))) return true;
    }
    return false;
  }

  #collectPartial(): ReadonlySet<string> {
    const partial = new Set<string>();
    for (const file of this.#files.values()) {
      for (const { document } of file.documents) {
        if (document.role !== 'kustomization') continue;
        for (const uri of partialFilesOf(file.uri, document.kustomization)) partial.add(uri);
      }
    }
    return partial;
  }

  #findPatches(): ReadonlySet<KubeObject> {
    this.#patches ??= patchesAmong(this.#allObjects());
    return this.#patches;
  }

  *#allObjects(): Iterable<KubeObject> {
    for (const file of this.#files.values()) {
      if (file.isDisabled || this.isPartial(file.uri)) continue;
      for (const { document } of file.documents) if (document.role === 'manifest') yield* document.objects;
    }
  }

  #groupByKind(): ReadonlyMap<ObjectKind, readonly KubeObject[]> {
    const groups = new Map<ObjectKind, KubeObject[]>();
    for (const object of this.#allObjects()) {
      if (this.isPatch(object)) continue;
      const group = groups.get(object.is);
      if (group) group.push(object);
      else groups.set(object.is, [object]);
    }
    return groups;
  }

  #groupByName(): ReadonlyMap<string, readonly KubeObject[]> {
    this.#byKind ??= this.#groupByKind();
    const groups = new Map<string, KubeObject[]>();
    for (const [kind, objects] of this.#byKind) {
      for (const object of objects) {
        if (object.ref.name === undefined) continue;
        const key = `${kind}/${object.ref.name}`;
        const group = groups.get(key);
        if (group) group.push(object);
        else groups.set(key, [object]);
      }
    }
    return groups;
  }
}

/** The file an object stands in. */
export function uriOf(object: KubeObject): string {
  return originOf(object).document.uri;
}
