// What stands on the stage: cards and edges, as data. No sizes, no positions, no words of our own.
import { makeGroups, type Grouping, type StageGroup } from './cards.ts';
import { collectEdges, type StageEdge } from './edges.ts';
import type { EntryView, ServiceView } from './service-view.ts';

/** Ways in beyond this many are counted, not drawn. */
const MAX_ENTRIES = 6;

/** Everything on the stage, in reading order. */
export interface Stage {
  readonly service: ServiceView;
  /** The chosen way in is always among them. */
  readonly entries: readonly EntryView[];
  readonly groups: readonly StageGroup[];
  readonly edges: readonly StageEdge[];
  /** Where an ExternalName Service leads; empty for all others. */
  readonly outside: string;
}

/** Sets the stage. */
export function setStage(service: ServiceView, grouping: Grouping): Stage {
  const groups = makeGroups(service, grouping);
  const { outside } = service;
  return {
    service,
    entries: shownEntries(service.entries),
    groups,
    outside,
    edges: collectEdges(service, groups),
  };
}

function shownEntries(entries: readonly EntryView[]): readonly EntryView[] {
  if (entries.length <= MAX_ENTRIES) return entries;
  const first = entries.slice(0, MAX_ENTRIES - 1);
  const chosen = entries.find(({ isChosen }) => isChosen);
  return chosen && !first.includes(chosen) ? [...first, chosen] : entries.slice(0, MAX_ENTRIES);
}
