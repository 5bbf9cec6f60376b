// What a build has to say beside its objects: what is wrong in a kustomization, and what it uses that cannot be built here.
import { pathOf, type Place } from './tree.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';

/** What can be wrong. The words are in words.ts. */
export type ProblemKind =
  | 'no-kustomization'
  | 'several-kustomizations'
  | 'unreadable'
  | 'unknown-field'
  | 'wrong-type'
  | 'no-text'
  | 'kustomization-empty'
  | 'wrong-kind'
  | 'missing-file'
  | 'missing-data'
  | 'outside-root'
  | 'cycle'
  | 'no-objects'
  | 'no-name'
  | 'duplicate-id'
  | 'component-as-resource'
  | 'not-a-component'
  | 'patch-empty'
  | 'patch-and-path'
  | 'patch-unreadable'
  | 'patch-incomplete'
  | 'patch-not-json'
  | 'patch-needs-name'
  | 'patch-no-match'
  | 'patch-many-matches'
  | 'patch-target-no-match'
  | 'patch-needs-target'
  | 'patch-several-documents'
  | 'patch-failed'
  | 'bad-regex'
  | 'replicas-no-match'
  | 'replacement-incomplete'
  | 'replacement-no-source'
  | 'replacement-many-sources'
  | 'replacement-no-field'
  | 'reference-ambiguous'
  | 'var-no-match'
  | 'generator-conflict'
  | 'pair-unreadable'
  | 'key-twice'
  | 'sort-order'
  | 'sort-legacy';

/** A field of a document. */
export interface Where {
  readonly uri: string;
  /** Index of the document in its file. */
  readonly document: number;
  readonly path: FieldPath;
}

/** Something wrong, at a field of a kustomization or of a file that it uses. */
export interface KustomizeProblem extends Where {
  readonly kind: ProblemKind;
  /** The value that the words name: a file, an id, a field. */
  readonly what: string;
  /**
   * The uri that was looked for, of `missing-file` and `missing-data`. The latter may be any file, which a workspace need
   * not have read: whether it is there is for the one who asks the disk to say.
   */
  readonly target?: string;
  /** The field of the kustomization that names the file, which may be one that a workspace does not show. */
  readonly asked?: Where | undefined;
  /** True when kustomize builds nothing because of it; false for what it passes over in silence. */
  readonly isRefused: boolean;
}

/** Why a part of what is built is not known. */
export type UnknownKind = 'remote' | 'helm' | 'generator' | 'transformer' | 'openapi';

/** A part that cannot be built here, at the field that asks for it. */
export interface UnknownPart extends Where {
  readonly kind: UnknownKind;
  /** The value written there: an address, a chart, a file. */
  readonly what: string;
}

/** The file, document and path of a place: a field of an inline text counts as the field that holds the text. */
export function whereOf(place: Place): Where {
  const { source } = place;
  if (source.host) return whereOf(source.host);
  return { uri: source.uri, document: source.document, path: pathOf(place) };
}

const SHAPE_FAULTS: ReadonlySet<ProblemKind> = new Set(['unknown-field', 'wrong-type', 'no-text']);

/**
 * The problems without those that only follow from an entry of the wrong shape: kustomize does not get as far as looking
 * at what the entry says.
 */
export function withoutConsequences(problems: readonly KustomizeProblem[]): readonly KustomizeProblem[] {
  const faults = problems.filter(({ kind }) => SHAPE_FAULTS.has(kind));
  if (faults.length === 0) return problems;
  return problems.filter(
    (problem) =>
      SHAPE_FAULTS.has(problem.kind) ||
      !faults.some(
        ({ uri, path }) =>
          uri === problem.uri && path.slice(0, 2).every((step, index) => step === problem.path[index]),
      ),
  );
}
