// Repairs as a rule states them: in fields, not in text. `server/yaml/edit.ts` turns them into edits that keep the user's style.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { Value, ValueMap } from '../../shared/model/value.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import type { Span } from '../yaml/span.ts';

/** One change to an object's text. */
export type FixStep =
  /** Writes another scalar in place of the one there. A field that is not there is added to its parent. */
  | { readonly type: 'set'; readonly object: KubeObject; readonly path: FieldPath; readonly value: Value }
  /** Adds a mapping of scalars at the end of a list. A list that is not there is added to its parent. */
  | {
      readonly type: 'append';
      readonly object: KubeObject;
      readonly path: FieldPath;
      readonly item: ValueMap;
    }
  /** Removes a field or list item with its key. */
  | { readonly type: 'remove'; readonly object: KubeObject; readonly path: FieldPath }
  /** Gives a key another name. */
  | { readonly type: 'rename'; readonly object: KubeObject; readonly path: FieldPath; readonly key: string }
  /** Makes the value of a field the one item of a list. */
  | { readonly type: 'wrap'; readonly object: KubeObject; readonly path: FieldPath }
  /** Moves fields, with the text and comments they have, under another field; it is created when missing. */
  | {
      readonly type: 'move';
      readonly object: KubeObject;
      readonly from: readonly FieldPath[];
      readonly into: FieldPath;
    }
  /** Replaces a stretch of text, for what no object owns. Several such steps stand from the last to the first. */
  | {
      readonly type: 'text';
      readonly document: ManifestDocument;
      readonly span: Span;
      readonly newText: string;
    }
  /** Adds a document right behind that of an object. `newText` is one object in block style, without a separator. */
  | { readonly type: 'document'; readonly behind: KubeObject; readonly newText: string };

/** A repair the user can choose. */
export interface Fix {
  /** An imperative: `Use "http"`. */
  readonly title: string;
  readonly steps: readonly FixStep[];
  /** The one that is almost surely meant: may be applied without asking. */
  readonly isPreferred?: boolean;
  /** What only one object can have and this takes, such as a free node port: of such fixes one is applied at a time. */
  readonly takes?: string;
}
