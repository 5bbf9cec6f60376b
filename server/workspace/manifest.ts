// One file as the rest of the server sees it: documents, the objects in them, and what kind of text they are.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject, Workload } from '../../shared/model/objects.ts';
import type { Value } from '../../shared/model/value.ts';
import type { YamlProblem } from '../yaml/nodes.ts';
import type { ObjectPart } from './patches.ts';
import type { UnreadReason } from './file-source.ts';

/**
 * What a document is for:
 * 1. `template`: text that an engine (Helm, ytt, envsubst) has yet to fill in. Never judged.
 * 2. `kustomization`: says what kustomize builds.
 * 3. `manifest`: holds objects with apiVersion and kind.
 * 4. `other`: anything else; not ours to judge.
 */
export type DocumentRole = 'template' | 'kustomization' | 'manifest' | 'other';

/**
 * One document, independent of where it stands in its file: an edit elsewhere in the file keeps it.
 * It belongs to one file for life, so an object leads back to its file.
 */
export interface ManifestDocument {
  readonly uri: string;
  readonly text: string;
  readonly role: DocumentRole;
  readonly problems: readonly YamlProblem[];
  /** The objects in order: one for a plain manifest, all items of a List. */
  readonly objects: readonly KubeObject[];
  /** What else makes pods in them: the pod templates of a custom resource but the first, which its object stands for. */
  readonly furtherSources: readonly Workload[];
  /** The word `kubereach` stands in it: a comment or an annotation may be meant for us. */
  readonly mentionsUs: boolean;
  /** The decoded text of a kustomization; `undefined` for other roles. */
  readonly kustomization: Value | undefined;
}

/** A document at its place. */
export interface PlacedDocument {
  readonly document: ManifestDocument;
  /** UTF-16 offset of the document's text in the file. */
  readonly start: number;
  readonly index: number;
}

/** One version of a file. */
export interface ManifestFile {
  readonly uri: string;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
  /** The word `kubereach` stands in one of its documents, or between them. */
  readonly mentionsUs: boolean;
  /** The file asks to be left alone: `# kubereach-disable-file`. */
  readonly isDisabled: boolean;
  /** Why the file could not be read; it has no text then. */
  readonly unread?: UnreadReason;
}

/** Where an object stands: its document, and the steps from the document's root to it (`items[2]` in a List). */
export interface Origin {
  readonly document: ManifestDocument;
  readonly base: FieldPath;
  readonly part: ObjectPart;
  /** For an object that kustomize built: where a field of it is written. */
  readonly written?: (path: FieldPath) => Written;
}

/** Where a field of a built object is written. */
export interface Written {
  readonly document: ManifestDocument;
  /** From the root of the document. */
  readonly path: FieldPath;
  /** For a field of a patch that is text: `path` is that text, this the field in it. */
  readonly inline?: { readonly document: number; readonly path: FieldPath } | undefined;
  /** The very field, with the very value: an edit there changes what was built, and nothing else. */
  readonly isExact: boolean;
}

const ORIGIN = Symbol('origin');

/** An object that knows where it was read: asked so often that a property beats a map beside the objects. */
type Placed = KubeObject & { readonly [ORIGIN]?: Origin };

/** Where an object was read. */
export function originOf(object: KubeObject): Origin {
  const origin = (object as Placed)[ORIGIN];
  if (!origin) throw new Error(`${object.ref.kind} was not read from a file`);
  return origin;
}

/** Tells where an object comes from; once for each object. */
export function setOrigin(object: KubeObject, origin: Origin): void {
  Object.defineProperty(object, ORIGIN, { value: origin }); // no copy of the object comes from there
}

/** The file an object stands in. */
export function uriOf(object: KubeObject): string {
  return originOf(object).document.uri;
}
