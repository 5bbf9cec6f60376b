// What the elements tell the root element, as events that cross shadow borders.
import type { Anchor, FieldEdit } from '../../shared/messages/preview.ts';
import type { PanelAction } from './model/store.ts';

/** What can be taken along. */
export type ExportFormat = 'svg' | 'png' | 'mermaid' | 'markdown' | 'json' | 'copy-mermaid' | 'copy-markdown';

/** Event names and their details. */
export interface PanelEvents {
  /** Show the text behind this. */
  'kubereach-reveal': Anchor;
  /** Show another Service; its key. */
  'kubereach-select': string;
  'kubereach-pin': boolean;
  /** The user did something that changes the panel's state and nothing else. */
  'kubereach-do': PanelAction;
  /** Show the list of keys. */
  'kubereach-keys': undefined;
  /** Write values into the manifests. */
  'kubereach-apply': readonly FieldEdit[];
  /** Show a whole namespace. */
  'kubereach-overview': string;
  /** Put a text into the clipboard. */
  'kubereach-copy': string;
  /** Take the picture or the run along. */
  'kubereach-export': ExportFormat;
  /** A part of the panel's script did not come: the extension was removed or renewed since the panel was opened. */
  'kubereach-missing-part': undefined;
}

/** Tells the root element. */
export function tell<Name extends keyof PanelEvents>(
  from: HTMLElement,
  name: Name,
  detail: PanelEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** The detail of an event of that name. */
export function detailOf<Name extends keyof PanelEvents>(_name: Name, event: Event): PanelEvents[Name] {
  return (event as CustomEvent<PanelEvents[Name]>).detail;
}
