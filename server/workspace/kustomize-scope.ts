// What a kustomization builds, as a small workspace of its own: its objects see each other and nothing else does.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { readFurtherTemplates, readObject } from '../../shared/model/read-object.ts';
import { asMap, asString } from '../../shared/model/value.ts';
import { build, type BuiltObject } from '../kustomize/build.ts';
import { kustomizationFilesOf } from '../kustomize/kustomization.ts';
import type { KustomizeProblem } from '../kustomize/problems.ts';
import { describeProblem, describeUnknown } from '../kustomize/words.ts';
import type { SourceFiles } from '../kustomize/source-files.ts';
import { advance } from './advance.ts';
import { partOf } from './patches.ts';
import {
  setOrigin,
  type ManifestDocument,
  type ManifestFile,
  type PlacedDocument,
  type Written,
} from './manifest.ts';
import { keys } from './object-index.ts';
import { baseName, directoryOf } from './path.ts';
import { emptyState, Snapshot } from './snapshot.ts';

/** The text of a file that may be no manifest, such as a JSON patch; `undefined` when there is none. */
export type ReadText = (uri: string) => string | undefined;

/** One build and its place in the workspace. */
export interface KustomizeScope {
  /** The uri of the directory. */
  readonly directory: string;
  /** The built objects, each a document of one file. */
  readonly snapshot: Snapshot;
  readonly file: ManifestFile;
  /** Every file that was asked for, existing or not. */
  readonly files: ReadonlySet<string>;
  /** The documents whose objects were built: they are judged as what became of them. Empty when kustomize refuses the build. */
  readonly covered: ReadonlySet<ManifestDocument>;
  readonly problems: readonly PlacedProblem[];
}

/** Something wrong with a build, in the document that says it. */
export interface PlacedProblem {
  readonly document: ManifestDocument;
  readonly path: FieldPath;
  readonly on: 'key' | 'value';
  /** Without a final dot. */
  readonly sentence: string;
  /** kustomize builds nothing because of it; otherwise it passes it over in silence. */
  readonly isRefused: boolean;
  /** A file may be made by some other tool, and an option of kustomize may allow it to lie outside. */
  readonly dependsOnOthers: boolean;
}

/**
 * The directories whose build no other kustomization of the workspace takes up: what is applied in the end. Of directories
 * that take each other up in a circle, which nothing can build, one stands for all, unless a root leads there.
 */
export function rootDirectories(snapshot: Snapshot): readonly string[] {
  const directories = new Set<string>();
  const uses = new Map<string, string[]>();
  for (const { uri, kustomization } of snapshot.documents(keys.kustomizations)) {
    if (!/^(kustomization\.ya?ml|Kustomization)$/.test(baseName(uri))) continue;
    if (asString(asMap(kustomization)['kind']) !== 'Component') directories.add(directoryOf(uri));
    const targets = kustomizationFilesOf(uri, kustomization).flatMap(({ uri: target }) => target ?? []);
    uses.set(directoryOf(uri), [...(uses.get(directoryOf(uri)) ?? []), ...targets]);
  }
  const used = new Set([...uses.values()].flat());
  const roots = [...directories].filter((directory) => !used.has(directory));
  const reached = reachableFrom(roots, uses);
  for (const directory of [...directories].sort()) {
    if (reached.has(directory) || !reachableFrom(uses.get(directory) ?? [], uses).has(directory)) continue;
    roots.push(directory);
    for (const one of reachableFrom([directory], uses)) reached.add(one);
  }
  return roots.sort();
}

function reachableFrom(starts: readonly string[], uses: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(starts);
  for (const one of reached) for (const target of uses.get(one) ?? []) reached.add(target);
  return reached;
}

/** Builds a directory from the files of a snapshot. */
export function kustomizeScope(
  directory: string,
  from: Snapshot,
  sources: SourceFiles,
  readText: ReadText,
): KustomizeScope {
  const readFile = (uri: string): string | undefined => {
    const file = from.file(uri);
    return file && !file.unread ? file.text : readText(uri);
  };
  const { objects, problems, unknown, files } = build({ directory, readFile, sources });
  const isRefused = problems.some((problem) => problem.isRefused && !problem.kind.startsWith('missing-'));
  const lacks = [
    ...problems.filter(({ kind }) => kind.startsWith('missing-')).map(({ what }) => what),
    ...unknown.map(describeUnknown),
  ];
  // What a scope holds on to is what it was built from, and not the snapshot: that would keep all later ones alive.
  const read = new Map([...files].map((one) => [one, from.file(one)?.documents ?? []]));
  const covered = new Set<ManifestDocument>();
  const uri = `kustomize:${directory}`;
  const documents = (isRefused ? [] : objects).flatMap((built, index) => {
    const own = read.get(built.document.uri)?.[built.document.document]?.document;
    if (!own) return []; // generated, or from a file that only kustomize reads
    const document = documentOf(built, own, uri, read);
    if (!document) return [];
    covered.add(own);
    return [{ document, start: 0, index }];
  });
  const file: ManifestFile = { uri, text: '', documents, mentionsUs: false, isDisabled: false };
  const state = advance(emptyState(), new Map([[uri, file]])).state;
  return {
    directory,
    snapshot: new Snapshot(withUnknown(state, directory, lacks), from.isComplete),
    file,
    files,
    covered,
    problems: placeProblems(problems, read),
  };
}

type ReadFiles = ReadonlyMap<string, readonly PlacedDocument[]>;

/**
 * Each problem where it is seen: in its own file, or, where that is none of the workspace's, such as a JSON patch, at the
 * field that names the file. A file that a generator reads may be made later, so that it is missing is not told.
 */
function placeProblems(problems: readonly KustomizeProblem[], read: ReadFiles): readonly PlacedProblem[] {
  const isRefused = problems.some((problem) => problem.isRefused);
  return problems.flatMap((problem) => {
    const [placed] = [problem, problem.asked].flatMap((where) => {
      const document = where && read.get(where.uri)?.[where.document]?.document;
      return document ? [{ document, path: where.path }] : [];
    });
    const mayBeMade = problem.kind === 'missing-data' || /^https?:/.test(problem.what);
    // What a build passes over counts only when there is a build.
    if (!placed || mayBeMade || (isRefused && !problem.isRefused)) return [];
    const { kind, isRefused: refuses } = problem;
    const dependsOnOthers = kind === 'missing-file' || kind === 'outside-root';
    const on = kind === 'unknown-field' ? 'key' : 'value';
    return [{ ...placed, on, sentence: describeProblem(problem), isRefused: refuses, dependsOnOthers }];
  });
}

/** What cannot be known counts as a file beside that could not be read. */
function withUnknown(
  state: ReturnType<typeof emptyState>,
  directory: string,
  lacks: readonly string[],
): ReturnType<typeof emptyState> {
  return lacks.length === 0
    ? state
    : {
        ...state,
        unread: state.unread.with(new Map([[keys.unreadIn(`kustomize:${directoryOf(directory)}`), lacks]])),
      };
}

function documentOf(
  built: BuiltObject,
  own: ManifestDocument,
  uri: string,
  read: ReadFiles,
): ManifestDocument | undefined {
  const object = readObject(built.value);
  if (!object) return undefined;
  const further = readFurtherTemplates(object);
  const document: ManifestDocument = {
    uri,
    text: '',
    role: 'manifest',
    problems: [],
    mentionsUs: false,
    objects: [object],
    furtherSources: further,
    kustomization: undefined,
  };
  const base: FieldPath = [];
  for (const one of [object, ...further]) {
    setOrigin(one, {
      document,
      base,
      part: partOf(one),
      written: (path) => writtenAt(built, path, own, read),
    });
  }
  return document;
}

/** Where a field of a built object is written; the object's own document where that file is not one of the workspace's. */
function writtenAt(
  { document: home, origin }: BuiltObject,
  path: FieldPath,
  own: ManifestDocument,
  read: ReadFiles,
): Written {
  const at = origin(path);
  const document = read.get(at.uri)?.[at.document]?.document;
  if (!document) return { document: own, path: home.path, isExact: false };
  const isExact = at.over === undefined && at.inline === undefined && at.path.at(-1) === path.at(-1);
  return { document, path: at.path, inline: at.inline, isExact };
}
