// The webview's only way out: messages to the panel's host, and a state that VS Code keeps for it.
import { INITIAL_PANEL_STATE, isPanelState, type PanelState } from '../../shared/messages/panel-state.ts';
import type { FromWebview } from '../../shared/messages/preview.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// May be acquired only once in the life of a page.
const api = acquireVsCodeApi();

/** Sends a message to the host. */
export function post(message: FromWebview): void {
  api.postMessage(message);
}

/** What was saved last, or the initial state when there is nothing of today's shape. */
export function loadState(): PanelState {
  const state = api.getState();
  return isPanelState(state) ? state : INITIAL_PANEL_STATE;
}

/** Saves the whole state. */
export function saveState(state: PanelState): void {
  api.setState(state);
}
