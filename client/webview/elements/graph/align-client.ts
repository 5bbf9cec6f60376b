import type { StageLayout } from '../../model/draw-edges.ts';
import { dock } from '../../model/edges.ts';
import { measureDocks } from './measure-docks.ts';

/** Shifts the client's card level with the middle of the ports, so that a single port gets a straight line. */
export function alignClient(root: ParentNode, stage: HTMLElement, layout: StageLayout): void {
  const card = root.querySelector<HTMLElement>('.client-card');
  if (!card) return;
  card.style.translate = '';
  if (layout === 'stacked') return;
  const docks = measureDocks(root, stage);
  const heights = [...docks].filter(([name]) => name.startsWith(dock.portIn(''))).map(([, { y }]) => y);
  const entry = docks.get(dock.serviceIn)?.y ?? 0;
  const aim = heights.length > 0 ? (Math.min(...heights) + Math.max(...heights)) / 2 : entry;
  const now = docks.get(dock.client)?.y ?? aim;
  card.style.translate = `0 ${withinCell(card, aim - now)}px`;
}

/** The part of a shift that keeps the card in its cell, below the heading. */
function withinCell(card: HTMLElement, shift: number): number {
  const box = card.getBoundingClientRect();
  const cell = card.parentElement?.getBoundingClientRect() ?? box;
  return Math.min(Math.max(shift, cell.top - box.top), Math.max(0, cell.bottom - box.bottom));
}
