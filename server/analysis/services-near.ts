// The Services in the directories near a file, by name: kept for each directory, since all that stands there asks the same.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { nearKeys } from '../workspace/object-index.ts';
import { directoryOf } from '../workspace/path.ts';
import { isSlip, stemOf } from './alike-names.ts';
import type { RuleContext } from './context.ts';

/** The Services near a file, in any namespace. */
export interface ServicesNear {
  /** Those with a name, by file. */
  readonly named: readonly (readonly [name: string, service: Service])[];
  readonly byStem: ReadonlyMap<string, readonly Service[]>;
  /** One of them has a name that is generated or yet to be filled in. */
  readonly hasUnknownName: boolean;
}

const known = new WeakMap<RuleContext, Map<string, ServicesNear>>();

/** The Services in the directory of an object, its parent, children and siblings. */
export function servicesNear(from: KubeObject, ctx: RuleContext): ServicesNear {
  const of = nearKeys('Service', uriOf(from));
  for (const key of of) ctx.reads.note(key);
  let answers = known.get(ctx);
  if (!answers) known.set(ctx, (answers = new Map()));
  const directory = directoryOf(uriOf(from));
  let near = answers.get(directory);
  if (!near) answers.set(directory, (near = sortNames(ctx.lookup(...of) as readonly Service[])));
  return near;
}

function sortNames(services: readonly Service[]): ServicesNear {
  const named: (readonly [string, Service])[] = [];
  const byStem = new Map<string, Service[]>();
  for (const service of services) {
    const { name } = service.ref;
    if (name === undefined || isUnresolved(name)) continue;
    named.push([name, service]);
    const stem = stemOf(name);
    const sameStem = byStem.get(stem);
    if (sameStem) sameStem.push(service);
    else byStem.set(stem, [service]);
  }
  return { named, byStem, hasUnknownName: named.length < services.length };
}

/** The Services near whose names are a slip of the pen away from one. */
export function misspeltNear(name: string, { named }: ServicesNear): readonly Service[] {
  return named.flatMap(([other, service]) => (isSlip(name, other) ? [service] : []));
}

/** The Services near whose names differ from one by a word such as `svc`. */
export function sameStemNear(name: string, { byStem }: ServicesNear): readonly Service[] {
  return (byStem.get(stemOf(name)) ?? []).filter(({ ref }) => ref.name !== name);
}
