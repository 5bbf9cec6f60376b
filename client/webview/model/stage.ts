// What stands on the stage: cards and edges, as data. No sizes, no positions, no words of our own.
import type { ServiceView } from '../../../shared/messages/preview.ts';
import { makeGroups, type StageGroup } from './cards.ts';
import { collectEdges, type StageEdge } from './edges.ts';

/** Everything on the stage, in reading order. */
export interface Stage {
  readonly service: ServiceView;
  readonly groups: readonly StageGroup[];
  readonly edges: readonly StageEdge[];
  /** Where an ExternalName Service leads, in words; empty for all others. */
  readonly outside: string;
}

/** Sets the stage. `opened` names the sources whose many pods the user wants to see one by one. */
export function setStage(service: ServiceView, opened: ReadonlySet<string>): Stage {
  const groups = makeGroups(service, opened);
  const outside = service.type === 'ExternalName' ? service.entry : '';
  return { service, groups, outside, edges: collectEdges(service, groups, outside) };
}
