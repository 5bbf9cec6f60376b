// What all stops of the graph have in common: a button that shows its YAML, of which one at a time is in the tab order.
import type { Anchor } from '../../../../shared/messages/preview.ts';
import type { PodView } from '../../model/service-view.ts';

/** What the cards need to know about the graph around them. */
export interface GraphContext {
  /** The stop that the Tab key leads to. */
  readonly current: string;
  /** Stops that the editor's cursor is at. */
  readonly marked: ReadonlySet<string>;
  readonly reveal: (anchor: Anchor) => void;
  readonly toggle: (group: string) => void;
  /** Makes a ready pod not ready, and the other way round. */
  readonly flip: (pod: PodView) => void;
  /** Requests to a pod so far, by its name; empty before a run. */
  readonly counts: ReadonlyMap<string, PodCount>;
  readonly nRequests: number;
}

/** What a pod has got of a run. */
export interface PodCount {
  readonly requests: number;
  readonly failed: number;
}

/** The class of a stop that the editor's cursor is at. */
export function markOf(ctx: GraphContext, stop: string): string {
  return ctx.marked.has(stop) ? 'marked' : '';
}

/** The `tabindex` of a stop. */
export function tabIndexOf(ctx: GraphContext, stop: string): '0' | '-1' {
  return ctx.current === stop ? '0' : '-1';
}
