// Colours of exported pictures. They are written into the picture, which has to look right wherever it is put.

/** Any CSS colours. A picture meant for high contrast has borders in the colour of its text. */
export interface GraphTheme {
  readonly background: string;
  readonly card: string;
  readonly border: string;
  readonly foreground: string;
  readonly muted: string;
  /** Where connections go. */
  readonly live: string;
  /** Where none go for now. */
  readonly waiting: string;
  /** Where none can go. */
  readonly blocked: string;
}

/** The themes that have a name. Text has a contrast of at least 4.5 to 1, of 7 to 1 in high contrast; lines of 3 to 1. */
export const GRAPH_THEMES = {
  light: {
    background: '#ffffff',
    card: '#f6f7f9',
    border: '#8c959f',
    foreground: '#1f2328',
    muted: '#59636e',
    live: '#1a7f37',
    waiting: '#8a5a00',
    blocked: '#c2222d',
  },
  dark: {
    background: '#1f1f1f',
    card: '#2a2b2d',
    border: '#7d8590',
    foreground: '#e3e6ea',
    muted: '#a5adb7',
    live: '#4fc46a',
    waiting: '#d8a838',
    blocked: '#ff7b72',
  },
  'high-contrast': {
    background: '#000000',
    card: '#000000',
    border: '#ffffff',
    foreground: '#ffffff',
    muted: '#ffffff',
    live: '#5cf27e',
    waiting: '#ffd75e',
    blocked: '#ff9a91',
  },
  'high-contrast-light': {
    background: '#ffffff',
    card: '#ffffff',
    border: '#000000',
    foreground: '#000000',
    muted: '#000000',
    live: '#0b5a23',
    waiting: '#5c3b00',
    blocked: '#8f0d17',
  },
} as const satisfies Readonly<Record<string, GraphTheme>>;

/** A theme that has a name. */
export type GraphThemeName = keyof typeof GRAPH_THEMES;
