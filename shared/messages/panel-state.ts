// What the preview panel remembers: the webview writes it, and the host reads it when the window is opened again.
import { hasShape, isBoolean, isListOf, isNumber, isOneOf, isString, type Guard } from './guards.ts';

/** The two ways to look at the same result. */
export type PanelView = 'graph' | 'table';

/** The explanations below the stage. */
export const TABS = ['result', 'steps', 'endpoints', 'dns', 'env', 'rules'] as const;

/** One of them. */
export type PanelTab = (typeof TABS)[number];

/** What a control of "what if" may hold. */
export type OverrideValue = string | number | boolean;

/** Values that differ from the manifests, by object and field: `Deployment/shop/web#replicas`. */
export type Overrides = Readonly<Record<string, OverrideValue>>;

/** A part of a run: `n` requests sent, or `n` virtual milliseconds that passed between them. */
export interface RunPiece {
  readonly type: 'send' | 'wait';
  readonly n: number;
}

/** What the user chose about requests. Texts are keys of the choices; one that is gone counts as not made. */
export interface RequestChoice {
  readonly port: string;
  readonly client: string;
  readonly entry: string;
  readonly nClients: number;
  /** A whole number from 0. */
  readonly seed: number;
  /** Requests per second while running. */
  readonly speed: number;
}

/** Kept by VS Code with the panel; may come from an older version, so check it with `isPanelState`. */
export interface PanelState {
  readonly view: PanelView;
  readonly tab: PanelTab;
  readonly isLegendOpen: boolean;
  readonly isWhatIfOpen: boolean;
  readonly isPinned: boolean;
  readonly isAnimated: boolean;
  readonly isGroupedByNode: boolean;
  /** File of the Service shown last; empty when there was none. */
  readonly uri: string;
  /** Key of the Service shown last; empty when there was none. */
  readonly service: string;
  readonly request: RequestChoice;
  readonly overrides: Overrides;
  readonly run: readonly RunPiece[];
}

/** What holds before anything was chosen. */
export const INITIAL_PANEL_STATE: PanelState = {
  view: 'graph',
  tab: 'result',
  isLegendOpen: false,
  isWhatIfOpen: false,
  isPinned: false,
  isAnimated: true,
  isGroupedByNode: false,
  uri: '',
  service: '',
  request: { port: '', client: '', entry: '', nClients: 1, seed: 1, speed: 10 },
  overrides: {},
  run: [],
};

const isOverrides: Guard<Overrides> = (value): value is Overrides =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(
    (one) => isString(one) || isBoolean(one) || (isNumber(one) && Number.isSafeInteger(one)),
  );

const isCount: Guard<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Recognises a stored state. */
export const isPanelState = hasShape<PanelState>({
  view: isOneOf('graph', 'table'),
  tab: isOneOf(...TABS),
  isLegendOpen: isBoolean,
  isWhatIfOpen: isBoolean,
  isPinned: isBoolean,
  isAnimated: isBoolean,
  isGroupedByNode: isBoolean,
  uri: isString,
  service: isString,
  request: hasShape<RequestChoice>({
    port: isString,
    client: isString,
    entry: isString,
    nClients: isCount,
    seed: isCount,
    speed: isCount,
  }),
  overrides: isOverrides,
  run: isListOf(hasShape<RunPiece>({ type: isOneOf('send', 'wait'), n: isCount })),
});
