// What the elements tell the root element, as events that cross shadow borders.
import type { PanelView } from '../../shared/messages/panel-state.ts';
import type { Anchor } from '../../shared/messages/preview.ts';

/** Event names and their details. */
export interface PanelEvents {
  /** Show the text behind this. */
  'kubereach-reveal': Anchor;
  /** Show another Service; its key. */
  'kubereach-select': string;
  'kubereach-pin': boolean;
  'kubereach-view': PanelView;
  'kubereach-legend': boolean;
  /** Show the pods of this source one by one, or as one card again. */
  'kubereach-toggle': string;
  /** Show the list of keys. */
  'kubereach-keys': undefined;
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
