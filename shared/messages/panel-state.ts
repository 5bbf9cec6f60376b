// What the preview panel remembers: the webview writes it, and the host reads it when the window is opened again.
import { hasShape, isBoolean, isOneOf, isString } from './guards.ts';

/** The two ways to look at the same result. */
export type PanelView = 'graph' | 'table';

/** Kept by VS Code with the panel; may come from an older version, so check it with `isPanelState`. */
export interface PanelState {
  readonly view: PanelView;
  readonly isLegendOpen: boolean;
  readonly isPinned: boolean;
  /** File of the Service shown last; empty when there was none. */
  readonly uri: string;
  /** Key of the Service shown last; empty when there was none. */
  readonly service: string;
}

/** Recognises a stored state. */
export const isPanelState = hasShape<PanelState>({
  view: isOneOf('graph', 'table'),
  isLegendOpen: isBoolean,
  isPinned: isBoolean,
  uri: isString,
  service: isString,
});
