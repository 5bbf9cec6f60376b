// What all stops of the graph have in common: a button that shows its YAML, of which one at a time is in the tab order.
import type { Anchor } from '../../../../shared/messages/preview.ts';

/** What the cards need to know about the graph around them. */
export interface GraphContext {
  /** The stop that the Tab key leads to. */
  readonly current: string;
  readonly reveal: (anchor: Anchor) => void;
  readonly toggle: (source: string) => void;
}

/** The `tabindex` of a stop. */
export function tabIndexOf(ctx: GraphContext, stop: string): '0' | '-1' {
  return ctx.current === stop ? '0' : '-1';
}
