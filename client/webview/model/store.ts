// The panel's state as a function of messages: what the host says and what the user does go in, a new state comes out.
import {
  INITIAL_PANEL_STATE,
  type Overrides,
  type OverrideValue,
  type PanelState,
  type RequestChoice,
  type RunPiece,
} from '../../../shared/messages/panel-state.ts';
import type { Anchor, Overview, PreviewModel, ToWebview } from '../../../shared/messages/preview.ts';
import { pruneOverrides } from './controls.ts';
import { withOverride } from './overrides.ts';
import { readScene } from './scene.ts';
import { addPiece } from './simulate.ts';

/** Everything that decides what the panel shows. */
export interface PanelData {
  readonly model: PreviewModel | undefined;
  /** Why the server gave no answer; empty when it did. */
  readonly failure: string;
  /** Whether translations have come; nothing is shown before, so that no English flashes up. */
  readonly hasWords: boolean;
  readonly kept: PanelState;
  /** The groups whose many pods are shown one by one. */
  readonly opened: ReadonlySet<string>;
  /** The field under the editor's cursor. */
  readonly cursor: Anchor | undefined;
  readonly isRunning: boolean;
  /** Whether the list of Services is shown instead of one of them. */
  readonly isListOpen: boolean;
  /** The namespace whose picture stands above the list. */
  readonly overview: Overview | undefined;
}

/** What the user does. */
export type PanelAction =
  | { readonly type: 'keep'; readonly change: Partial<PanelState> }
  | { readonly type: 'request'; readonly change: Partial<RequestChoice> }
  | { readonly type: 'override'; readonly key: string; readonly value: OverrideValue | undefined }
  | { readonly type: 'resetOverrides' }
  | { readonly type: 'piece'; readonly piece: RunPiece }
  | { readonly type: 'resetRun' }
  | { readonly type: 'run'; readonly isRunning: boolean }
  | { readonly type: 'toggleGroup'; readonly group: string }
  | { readonly type: 'list'; readonly isOpen: boolean };

/** With more Services than these, and none chosen, the panel starts with their list. */
const N_SERVICES_TO_LIST = 25;

/** The state before any message. */
export function initialData(kept: PanelState = INITIAL_PANEL_STATE): PanelData {
  return {
    model: undefined,
    failure: '',
    hasWords: false,
    kept,
    opened: new Set(),
    cursor: undefined,
    isRunning: false,
    isListOpen: false,
    overview: undefined,
  };
}

/** The state after a message. */
export function reduce(data: PanelData, message: ToWebview | PanelAction): PanelData {
  switch (message.type) {
    case 'l10n':
      return { ...data, hasWords: true };
    case 'failed':
      return { ...data, failure: message.message, isRunning: false };
    case 'overview':
      return { ...data, overview: message.overview };
    case 'cursor':
      return { ...data, cursor: message.anchor };
    case 'model':
      return takeModel(data, message.model, message.isPinned);
    case 'keep':
      return keep(data, message.change);
    case 'request':
      // Another way in is another experiment.
      return keep(data, { request: { ...data.kept.request, ...message.change }, ...restart(message.change) });
    case 'override':
      return keep(data, { overrides: withOverride(data.kept.overrides, message.key, message.value) });
    case 'resetOverrides':
      return keep(data, { overrides: {} });
    case 'piece':
      return keep(data, { run: addPiece(data.kept.run, message.piece) });
    case 'resetRun':
      return { ...keep(data, { run: [] }), isRunning: false };
    case 'run':
      return { ...data, isRunning: message.isRunning };
    case 'toggleGroup': {
      const opened = new Set(data.opened);
      if (!opened.delete(message.group)) opened.add(message.group);
      return { ...data, opened };
    }
    case 'list':
      return { ...data, isListOpen: message.isOpen, overview: undefined };
  }
}

function keep(data: PanelData, change: Partial<PanelState>): PanelData {
  return { ...data, kept: { ...data.kept, ...change } };
}

/** A run begins anew when something else than its pace changes. */
function restart(change: Partial<RequestChoice>): Partial<PanelState> {
  return Object.keys(change).every((key) => key === 'speed') ? {} : { run: [] };
}

function takeModel(data: PanelData, model: PreviewModel, isPinned: boolean): PanelData {
  const { scene } = model;
  const { kept } = data;
  // Text that is broken for the moment, while someone types, ends nothing.
  if (!scene && data.model) return { ...keep(data, { isPinned }), failure: '', model, isRunning: false };
  const service = scene?.choice ?? '';
  const root = scene?.objects.find(({ key }) => key === scene.service);
  const isOther = service !== kept.service;
  const isFirst = data.model === undefined;
  const change: Partial<PanelState> = {
    isPinned,
    uri: root?.anchor.uri ?? model.uri,
    service,
    overrides: prune(model, kept.overrides),
    // Requests to another Service are others; what-if goes by object and stays.
    ...(isOther ? { run: [], request: { ...kept.request, port: '', client: '', entry: '' } } : {}),
  };
  const isListOpen =
    (data.isListOpen && !isOther) || (isFirst && !scene && model.services.length > N_SERVICES_TO_LIST);
  const isRunning = data.isRunning && !isOther;
  return { ...keep(data, change), failure: '', model, isListOpen, isRunning };
}

function prune({ scene }: PreviewModel, overrides: Overrides): Overrides {
  const read = scene && readScene(scene);
  return read ? pruneOverrides(read, overrides) : overrides;
}
