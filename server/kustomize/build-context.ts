// What one build carries along: the files it may read, and what it has to say in the end.
import { isBelow } from './uri-path.ts';
import {
  whereOf,
  type KustomizeProblem,
  type ProblemKind,
  type UnknownKind,
  type UnknownPart,
} from './problems.ts';
import type { SourceDocument, SourceFiles } from './source-files.ts';
import type { Place } from './tree.ts';

/** The text of a file; `undefined` when there is none or it may not be read. */
export type ReadFile = (uri: string) => string | undefined;

/** One build, from its first file to its last problem. */
export class BuildContext {
  readonly problems: KustomizeProblem[] = [];
  readonly unknown: UnknownPart[] = [];
  /** Every file that was asked for, also those that are not there: when one of these changes, so may the build. */
  readonly files = new Set<string>();
  readonly #readFile: ReadFile;
  readonly #sources: SourceFiles;
  /** Of the files that were read, the field that named each last. */
  readonly #askers = new Map<string, Place>();

  constructor(readFile: ReadFile, sources: SourceFiles) {
    this.#readFile = readFile;
    this.#sources = sources;
  }

  /** The text of a file. */
  textOf(uri: string): string | undefined {
    this.files.add(uri);
    return this.#readFile(uri);
  }

  /** The documents of a file, which `asker` names; `undefined` when there is no such file. */
  documentsOf(uri: string, asker: Place | undefined): readonly SourceDocument[] | undefined {
    if (asker) this.#askers.set(uri, asker);
    const text = this.textOf(uri);
    return text === undefined ? undefined : this.#sources.documentsOf(uri, text);
  }

  /** Notes something that kustomize refuses. */
  refuse(kind: ProblemKind, place: Place, what: string): void {
    this.#note({ kind, ...whereOf(place), what, isRefused: true });
  }

  /** Notes a file that is not there. `missing-data`: one that need not be a manifest. */
  miss(
    kind: 'missing-file' | 'missing-data',
    place: Place,
    { what, target }: { what: string; target: string },
  ): void {
    this.#note({ kind, ...whereOf(place), what, target, isRefused: true });
  }

  /** Notes something that kustomize passes over in silence. */
  warn(kind: ProblemKind, place: Place, what: string): void {
    this.#note({ kind, ...whereOf(place), what, isRefused: false });
  }

  #note(problem: KustomizeProblem): void {
    const asker = this.#askers.get(problem.uri);
    this.problems.push(asker ? { ...problem, asked: whereOf(asker) } : problem);
  }

  /** Notes a part that cannot be built here. */
  leaveUnknown(kind: UnknownKind, place: Place, what: string): void {
    this.unknown.push({ kind, ...whereOf(place), what });
  }

  /** Whether kustomize may load a file: one outside the directory of the kustomization is refused. */
  mayLoad(uri: string, directory: string, place: Place, what: string): boolean {
    if (isBelow(uri, directory)) return true;
    this.refuse('outside-root', place, what);
    return false;
  }
}
