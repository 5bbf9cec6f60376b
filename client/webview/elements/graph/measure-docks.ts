import type { Point } from '../../model/draw-edges.ts';

/** Middle of every dock in `root`, in pixels from the corner of `stage`. */
export function measureDocks(root: ParentNode, stage: Element): Map<string, Point> {
  const corner = stage.getBoundingClientRect();
  const docks = new Map<string, Point>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-dock]')) {
    const box = element.getBoundingClientRect();
    docks.set(element.dataset['dock'] ?? '', {
      x: box.left + box.width / 2 - corner.left,
      y: box.top + box.height / 2 - corner.top,
    });
  }
  return docks;
}
