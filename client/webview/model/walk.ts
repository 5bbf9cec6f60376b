// Where the arrow keys lead on the stage: up and down within a column, left and right along the edges.
import { stop } from './edges.ts';
import type { Stage } from './stage.ts';

/** The keys that move on the stage. */
export type WalkKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

const WALK_KEYS: ReadonlySet<string> = new Set<WalkKey>([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
]);

/** Whether a keyboard event's `key` moves on the stage. */
export function isWalkKey(key: string): key is WalkKey {
  return WALK_KEYS.has(key);
}

/** Stops by column (client, ways in, Service, pods), each from top to bottom. */
export function stopsByColumn(stage: Stage): readonly (readonly string[])[] {
  const { service, entries, groups, outside } = stage;
  return [
    [stop.client],
    entries.map((entry) => stop.entry(entry.key)),
    [
      stop.service,
      ...service.ports.flatMap((port) => [
        stop.port(port.key),
        ...port.findings.map((_, index) => stop.portFinding(port.key, index)),
      ]),
      ...service.findings.map((_, index) => stop.finding(index)),
    ],
    [
      ...(outside ? [stop.outside] : []),
      ...groups.flatMap((group) => [
        ...(group.isCollapsible ? [stop.toggle(group.source)] : []),
        ...group.cards.map((card) => card.id),
      ]),
    ],
  ];
}

/**
 * The stop that a key leads to from `at`; `at` itself when there is none further.
 * Left and right follow an edge (`cameFrom` wins among several, so that going back leads back);
 * without an edge they lead to the nearest column with anything in it.
 */
export function walk(stage: Stage, at: string, key: WalkKey, cameFrom: string | undefined): string {
  const columns = stopsByColumn(stage);
  const columnIndex = columns.findIndex((column) => column.includes(at));
  const column = columns[columnIndex];
  if (!column) return stop.client;
  switch (key) {
    case 'Home':
      return column[0] ?? at;
    case 'End':
      return column.at(-1) ?? at;
    case 'ArrowUp':
      return column[column.indexOf(at) - 1] ?? at;
    case 'ArrowDown':
      return column[column.indexOf(at) + 1] ?? at;
    case 'ArrowRight':
      return across(endsOf(stage, at, 'right'), cameFrom) ?? columns[columnIndex + 1]?.[0] ?? at;
    case 'ArrowLeft':
      return across(endsOf(stage, at, 'left'), cameFrom) ?? columns[columnIndex - 1]?.[0] ?? at;
  }
}

function endsOf(stage: Stage, at: string, direction: 'left' | 'right'): string[] {
  return direction === 'right'
    ? stage.edges.filter((edge) => edge.fromStop === at).map((edge) => edge.toStop)
    : stage.edges.filter((edge) => edge.toStop === at).map((edge) => edge.fromStop);
}

function across(ends: readonly string[], cameFrom: string | undefined): string | undefined {
  return cameFrom !== undefined && ends.includes(cameFrom) ? cameFrom : ends[0];
}
