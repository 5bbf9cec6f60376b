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
  | 'generator-conflict';

/** Something wrong, at a field of a kustomization or of a file that it uses. */
export interface KustomizeProblem {
  readonly kind: ProblemKind;
  readonly uri: string;
  /** Index of the document in its file. */
  readonly document: number;
  readonly path: FieldPath;
  /** The value that the words name: a file, an id, a field. */
  readonly what: string;
  /**
   * The uri that was looked for, of `missing-file` and `missing-data`. The latter may be any file, which a workspace need
   * not have read: whether it is there is for the one who asks the disk to say.
   */
  readonly target?: string;
  /** True when kustomize builds nothing because of it; false for what it passes over in silence. */
  readonly isRefused: boolean;
}

/** Why a part of what is built is not known. */
export type UnknownKind = 'remote' | 'helm' | 'generator' | 'transformer' | 'openapi';

/** A part that cannot be built here, at the field that asks for it. */
export interface UnknownPart {
  readonly kind: UnknownKind;
  readonly uri: string;
  readonly document: number;
  readonly path: FieldPath;
  /** The value written there: an address, a chart, a file. */
  readonly what: string;
}

/** The file, document and path of a place: a field of an inline text counts as the field that holds the text. */
export function whereOf(place: Place): Pick<KustomizeProblem, 'uri' | 'document' | 'path'> {
  const { source } = place;
  if (source.host) return whereOf(source.host);
  return { uri: source.uri, document: source.document, path: pathOf(place) };
}
