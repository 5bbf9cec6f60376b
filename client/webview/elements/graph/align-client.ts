import type { StageLayout } from '../../model/draw-edges.ts';
import { dock } from '../../model/edges.ts';
import { measureDocks } from './measure-docks.ts';

/** Shifts the client's card level with the way in that is taken, so that it gets a straight line. */
export function alignClient(root: ParentNode, stage: HTMLElement, layout: StageLayout): void {
  const card = root.querySelector<HTMLElement>('.client-card');
  if (!card) return;
  card.style.translate = '';
  if (layout === 'stacked') return;
  const docks = measureDocks(root, stage);
  const entry = root.querySelector<HTMLElement>('[data-chosen="true"] .entry-in')?.dataset['dock'] ?? '';
  const aim = docks.get(entry)?.y ?? docks.get(dock.serviceIn)?.y ?? 0;
  const now = docks.get(dock.client)?.y ?? aim;
  card.style.translate = `0 ${Math.max(aim - now, roomAbove(card))}px`;
}

/** The shift that takes the card to the top of its cell, right below the heading. */
function roomAbove(card: HTMLElement): number {
  const cell = card.parentElement ?? card;
  return cell.getBoundingClientRect().top - card.getBoundingClientRect().top;
}
