// What a rule is: three functions over one typed value. `find` decides, `say` words, `fix` repairs.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import type { ObjectKind, ObjectOf } from '../workspace/object-index.ts';
import type { Span } from '../yaml/span.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import type { Severity } from './settings.ts';

/** One reason of a refusal, as the API server returns it. */
export interface ApiCause {
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/** A field of an object; which part of it is meant. */
export interface FieldPlace {
  readonly object: KubeObject;
  readonly path: FieldPath;
  /** Marks the key instead of the value. A mapping or list is always marked at its key. */
  readonly on?: 'key' | 'value';
}

/** A stretch of a document that no object owns. The span counts from the document's start. */
export interface TextPlace {
  readonly document: ManifestDocument;
  readonly span: Span;
}

/** Where a finding, or something related to it, stands. */
export type Place = FieldPlace | TextPlace;

/** The other side of a finding. */
export interface Related {
  readonly at: Place;
  readonly message: string;
}

/** What `find` found: where, and the facts that wording and fixing need. */
export interface Found<State> {
  readonly at: Place;
  readonly state: State;
  /** Instead of the rule's own severity, where the facts make it less or more certain. */
  readonly severity?: Severity;
}

/** What `say` says. */
export interface Wording {
  /** What is wrong, why it matters, what to do. A sentence without its final dot. */
  readonly message: string;
  readonly related?: readonly Related[];
  /** The refusal this predicts, each cause once. */
  readonly apiServer?: readonly ApiCause[];
  /** The warning that the server would print while accepting. */
  readonly apiServerWarning?: string;
}

/** What a rule looks at: objects of one kind, every object, or documents as text. */
export type Subject = ObjectKind | 'Object' | 'Document';

/** The type that goes with a subject. */
export type SubjectOf<S extends Subject> = S extends 'Document'
  ? ManifestDocument
  : S extends 'Object'
    ? KubeObject
    : S extends ObjectKind
      ? ObjectOf<S>
      : never;

/** Rules that share one look at an object: those that have nothing to say of it are not asked. */
export interface RuleFamily {
  readonly name: string;
  /** The ids of the rules that may have something to say of an object. */
  speakers(object: KubeObject, ctx: RuleContext): Iterable<string>;
}

/** A rule. One file each, named after its id. */
export interface Rule<S extends Subject = Subject, State = unknown> {
  /** Stable: an id never changes its meaning. */
  readonly id: string;
  readonly severity: Severity;
  /** One line for lists and settings. */
  readonly summary: string;
  /** Why it matters, for the documentation page. */
  readonly why: string;
  /** When it says nothing although it might seem to apply. */
  readonly silentWhen: readonly string[];
  /** How to repair it, for the documentation page. */
  readonly howToFix: string;
  readonly subject: S | readonly S[];
  /** Of subject `Other`: the kinds it looks at, whatever their group. All, when left out. */
  readonly kinds?: readonly string[];
  /** It reports that something is missing, so it is silent until everything was read and quieter when something could not be. */
  readonly isAbsence?: true;
  /** It speaks only where the settings give it a severity: a policy that not everybody shares. */
  readonly isOffByDefault?: true;
  /** Rules that share one look at the object. */
  readonly family?: RuleFamily;
  /** It explains the whole object: other rules keep silent about an object it speaks of. */
  readonly isRootCause?: true;
  find(subject: SubjectOf<S>, ctx: RuleContext): Iterable<Found<State>>;
  say(state: State, ctx: RuleContext): Wording;
  /** The best fix first; at most that one is preferred. */
  fix?(state: State, ctx: RuleContext): Iterable<Fix>;
}

/** A rule whose types have been forgotten, for the registry. The engine passes each rule only what it itself produced. */
// eslint-disable-next-line typescript/no-explicit-any -- State is opaque to everyone but the rule
export type AnyRule = Rule<any, any>;

/** Defines a rule; only for the inference of its types. */
export function defineRule<S extends Subject, State>(rule: Rule<S, State>): Rule<S, State> {
  return rule;
}
