// What the traffic preview shows, and the messages that bring it there.
// The server sends objects, and the panel settles and simulates them itself, so that every control answers at once.
// Sentences are already in the user's language. There are no positions: an anchor is turned into a range only when the
// user asks to see the text.
import type { ValueMap } from '../model/value.ts';
import type { NotificationMessage, RequestMessage } from './message.ts';

/** A field of one document. `field` is a formatted FieldPath from the document's root; empty means the whole document. */
export interface Anchor {
  readonly uri: string;
  /** Index of the document in its file. */
  readonly document: number;
  readonly field: string;
}

/** Asks for the preview of a file. Without `service`, the one at the cursor, else the first of the file. */
export interface PreviewParams {
  readonly uri: string;
  /** Zero-based, UTF-16. */
  readonly position?: { readonly line: number; readonly character: number };
  /** A key from `PreviewModel.services`. */
  readonly service?: string;
}

/** A Service the panel can show. */
export interface ServiceChoice {
  readonly key: string;
  /** `namespace/name`, or the name alone where the manifest has no namespace. */
  readonly label: string;
  /** The file's name, for telling two of the same label apart. */
  readonly file: string;
  /** Whether it stands in the file that was asked for. */
  readonly isHere: boolean;
  /** Errors and warnings on it. */
  readonly nProblems: number;
}

/** One object of the little cluster around a Service. */
export interface SceneObject {
  /** As `sceneKey` makes it; the same as long as kind, namespace and name stay. */
  readonly key: string;
  /** The object as decoded, in the scene's namespace. */
  readonly value: ValueMap;
  /** Its root. */
  readonly anchor: Anchor;
}

/** A finding on an object of the scene, in the words of the Problems view. */
export interface FindingView {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Key of the SceneObject. */
  readonly object: string;
  readonly anchor: Anchor;
}

/** A pod source of the same file that the Service does not select. */
export interface UnselectedView {
  /** Key of the SceneObject; it stands in the scene, and its pods are not the Service's. */
  readonly object: string;
  /** The requirement that its labels do not meet: `tier=front`. */
  readonly unmet: string;
}

/** What the settings say about the cluster. */
export interface SceneSettings {
  readonly namespace: string;
  readonly kubernetesVersion: string;
  readonly ipFamilies: readonly ('IPv4' | 'IPv6')[];
  readonly clusterDomain: string;
}

/** The Service on the stage with everything that decides its traffic: enough for the panel to settle and simulate it. */
export interface Scene {
  /** Key of its ServiceChoice. */
  readonly choice: string;
  /** Key of its SceneObject. */
  readonly service: string;
  /** Where all objects of the scene are taken to be. */
  readonly namespace: string;
  /** In the order in which they would be applied: the Service, pods, endpoints, Ingresses, the other Services of the namespace. */
  readonly objects: readonly SceneObject[];
  readonly unselected: readonly UnselectedView[];
  readonly findings: readonly FindingView[];
  readonly settings: SceneSettings;
}

/** What the panel shows. */
export interface PreviewModel {
  readonly uri: string;
  /** Those of the file first, then by file and name. */
  readonly services: readonly ServiceChoice[];
  readonly scene: Scene | undefined;
  /** Why there is no Service to show, or what keeps the picture from being whole; empty when all is well. */
  readonly notice: string;
}

/** The objects of a whole namespace that have to do with traffic. */
export interface Overview {
  /** As written; empty for the objects that write none. */
  readonly namespace: string;
  readonly objects: readonly SceneObject[];
  /** Objects left out because there are too many to draw. */
  readonly nOmitted: number;
  /** What is wrong with them. */
  readonly findings: readonly FindingView[];
  readonly settings: SceneSettings;
}

/** `Service/shop/web`. */
export function sceneKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

/** A value to write at a field. */
export interface FieldEdit {
  readonly anchor: Anchor;
  readonly value: string | number | boolean;
}

/** A place in a file as the Language Server Protocol writes it. */
export interface TextPlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Client to server. */
export const previewRequest: RequestMessage<PreviewParams, PreviewModel> = { method: 'kubereach/preview' };

/** Client to server: everything in a namespace. */
export const overviewRequest: RequestMessage<{ readonly namespace: string }, Overview> = {
  method: 'kubereach/overview',
};

/** Where an anchor stands now; `null` when the text is gone. The result is an LSP Location. */
export const locateRequest: RequestMessage<Anchor, TextPlace | null> = { method: 'kubereach/locate' };

/** The field at a position of a file; `null` outside of objects. */
export const fieldAtRequest: RequestMessage<
  { readonly uri: string; readonly position: { readonly line: number; readonly character: number } },
  Anchor | null
> = { method: 'kubereach/fieldAt' };

/** The edits of text that write values at fields in the style of each file; `null` when one cannot be written. */
export const fieldEditsRequest: RequestMessage<
  { readonly edits: readonly FieldEdit[] },
  readonly (TextPlace & { readonly newText: string })[] | null
> = { method: 'kubereach/fieldEdits' };

/** Server to client, after every change that may alter a preview. */
export const previewChangedNotification: NotificationMessage<Record<string, never>> = {
  method: 'kubereach/previewChanged',
};

/** From the panel's host to the webview. */
export type ToWebview =
  | { readonly type: 'model'; readonly model: PreviewModel; readonly isPinned: boolean }
  /** Translations for the webview's own labels; empty for English. */
  | { readonly type: 'l10n'; readonly bundle: Readonly<Record<string, string>> }
  /** The server did not answer; the sentence says so in the user's language. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'overview'; readonly overview: Overview }
  /** The field under the editor's cursor; absent outside of objects. */
  | { readonly type: 'cursor'; readonly anchor?: Anchor | undefined };

/** From the webview to the panel's host. */
export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly service: string }
  | { readonly type: 'reveal'; readonly anchor: Anchor }
  | { readonly type: 'pin'; readonly isPinned: boolean }
  /** Bring up the log. */
  | { readonly type: 'showOutput' }
  /** Write values into the manifests, as one edit that can be undone. */
  | { readonly type: 'apply'; readonly edits: readonly FieldEdit[] }
  /** Show a whole namespace; empty for objects that write none. */
  | { readonly type: 'overview'; readonly namespace: string }
  | { readonly type: 'copy'; readonly text: string }
  /** Ask where to, and write. `base64` is for pictures. */
  | {
      readonly type: 'save';
      readonly name: string;
      readonly content: string;
      readonly encoding: 'utf8' | 'base64';
    };
