// Codicons by name. The glyph goes through an attribute, so that it never becomes part of a card's text.
import { html, type TemplateResult } from 'lit';

/** Code points of the glyphs in codicon.ttf that the panel uses. */
export const GLYPHS = {
  client: 0xea85,
  service: 0xebb9,
  outside: 0xeb01,
  bundle: 0xebd2,
  ready: 0xebb3,
  'not-ready': 0xebb5,
  none: 0xeabd,
  error: 0xea87,
  warning: 0xea6c,
  information: 0xea74,
  hint: 0xea61,
  pin: 0xeb2b,
  pinned: 0xeba0,
  graph: 0xebb9,
  table: 0xebb7,
  keys: 0xeb32,
  close: 0xea76,
  open: 0xeab4,
  closed: 0xeab6,
  arrow: 0xea9c,
  name: 0xea66,
  node: 0xeb50,
  balancer: 0xebcb,
  ingress: 0xea6f,
  power: 0xeb2d,
  play: 0xeb2c,
  pause: 0xead1,
  reset: 0xead2,
  clock: 0xea82,
  undo: 0xeae2,
  whatIf: 0xea79,
  nodes: 0xeb97,
  export: 0xebac,
  copy: 0xebcc,
  list: 0xeb17,
  write: 0xea73,
} as const;

/** Names of the icons. */
export type IconName = keyof typeof GLYPHS;

/** A decorative icon; the words beside it or the accessible name carry the meaning. `tone` is a class of base-styles. */
export function icon(name: IconName, tone = ''): TemplateResult {
  return html`<span
    class="icon ${tone}"
    aria-hidden="true"
    data-glyph=${String.fromCodePoint(GLYPHS[name])}
  ></span>`;
}
