// What the traffic preview shows, and the messages that bring it there.
// Every sentence in it is already in the user's language. It holds no positions: an anchor is turned into a range only
// when the user asks to see the text.
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
}

/** Why a pod gets nothing from a port; the words are in `message`. */
export type ExclusionReason =
  | 'labels-differ'
  | 'no-port-name'
  | 'wrong-protocol'
  | 'not-ready'
  | 'terminating'
  | 'terminal'
  | 'no-address'
  | 'other';

/** One row of the Service card. */
export interface PortView {
  readonly key: string;
  /** The Service port's name; empty when it has none. */
  readonly name: string;
  /** `80/TCP`. */
  readonly port: string;
  /** `http`, `8080`; empty for a Service that does not translate ports. */
  readonly targetPort: string;
  /** 0 when there is none. */
  readonly nodePort: number;
  /** Why the port reaches nothing; empty when it reaches something. */
  readonly problem: string;
  readonly anchor: Anchor;
}

/** One connection from a Service port to a port of a pod. */
export interface TargetView {
  /** Key of the PortView. */
  readonly port: string;
  /** `web:8080`, the container and its port; `:8080` where no container declares it. */
  readonly label: string;
  /** The pod's port. */
  readonly number: number;
  /** Expected share of the port's connections, 0 to 1. */
  readonly share: number;
}

/** A pod's absence from one or all ports. */
export interface ExclusionView {
  /** Key of the PortView; empty for all ports. */
  readonly port: string;
  readonly reason: ExclusionReason;
  readonly message: string;
}

/** A pod card. A pod without targets gets nothing and says why in `exclusions`. */
export interface PodView {
  readonly key: string;
  readonly name: string;
  /** `Deployment web`; for a bare pod `Pod`. */
  readonly source: string;
  readonly node: string;
  /** A word: Ready, Not ready, Terminating… */
  readonly status: string;
  readonly isReady: boolean;
  readonly targets: readonly TargetView[];
  readonly exclusions: readonly ExclusionView[];
  readonly anchor: Anchor;
}

/** A finding on the Service shown, in the words of the Problems view. */
export interface FindingView {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly anchor: Anchor;
}

/** The Service on the stage with everything around it. */
export interface ServiceView {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  /** ClusterIP, NodePort, LoadBalancer, ExternalName, or Headless. */
  readonly type: string;
  /** `app=web,tier=front`; empty without a selector. */
  readonly selector: string;
  /** Where a client starts, in words: "Pod in the cluster". */
  readonly client: string;
  /** How it enters: "ClusterIP", "web.default.svc.cluster.local → example.com". */
  readonly entry: string;
  readonly ports: readonly PortView[];
  readonly pods: readonly PodView[];
  /** Pods left out of `pods` because there are too many to draw; the shares are still right. */
  readonly nOmittedPods: number;
  readonly findings: readonly FindingView[];
  /** One sentence that says the whole result, for screen readers. */
  readonly summary: string;
  readonly anchor: Anchor;
}

/** What the panel shows. */
export interface PreviewModel {
  readonly uri: string;
  /** Those of the file first, then by file and name. */
  readonly services: readonly ServiceChoice[];
  readonly service: ServiceView | undefined;
  /** Why there is no Service to show; empty when there is one. */
  readonly notice: string;
}

/** Client to server. */
export const previewRequest: RequestMessage<PreviewParams, PreviewModel> = { method: 'kubereach/preview' };

/** Where an anchor stands now; `null` when the text is gone. The result is an LSP Location. */
export const locateRequest: RequestMessage<
  Anchor,
  {
    readonly uri: string;
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
  } | null
> = { method: 'kubereach/locate' };

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
  | { readonly type: 'failed'; readonly message: string };

/** From the webview to the panel's host. */
export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly service: string }
  | { readonly type: 'reveal'; readonly anchor: Anchor }
  | { readonly type: 'pin'; readonly isPinned: boolean }
  /** Bring up the log. */
  | { readonly type: 'showOutput' };
