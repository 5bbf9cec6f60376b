// The Services in the directories near a file, by name: sorted once for each key of the index, since neighbours share them.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { nearKeys, type IndexKey } from '../workspace/object-index.ts';
import { isSlip, stemOf } from './alike-names.ts';
import type { RuleContext } from './context.ts';
import { groupBy } from './group-by.ts';

type Groups = ReadonlyMap<string, readonly Service[]>;

/** The Services under one key. Those whose names are not known are in no group. */
interface SortedServices {
  readonly byName: Groups;
  /** By their names without words such as `svc`. */
  readonly byStem: Groups;
  readonly byFile: Groups;
  readonly hasUnknownName: boolean;
  /** Those a slip of the pen away from a name, as far as it was asked. */
  readonly misspelt: Map<string, readonly Service[]>;
}

/** The Services near an object, in any namespace. Lists are in no particular order. */
export interface ServicesNear {
  /** One of them has a name that is generated or yet to be filled in. */
  readonly hasUnknownName: boolean;
  named(name: string): readonly Service[];
  /** A slip of the pen away from a name. */
  misspelt(name: string): readonly Service[];
  /** With a name that differs from another by a word such as `svc`. */
  sameStem(name: string): readonly Service[];
  inFile(uri: string): readonly Service[];
  names(): readonly string[];
}

const known = new WeakMap<RuleContext, Map<IndexKey, SortedServices>>();

/** The Services in the directory of an object, its parent, children and siblings. */
export function servicesNear(from: KubeObject, ctx: RuleContext): ServicesNear {
  const parts = nearKeys('Service', uriOf(from)).map((key) => servicesUnder(key, ctx));
  const collect = (pick: (part: SortedServices) => readonly Service[] | undefined): readonly Service[] => [
    ...new Set(parts.flatMap((part) => pick(part) ?? [])),
  ];
  return {
    hasUnknownName: parts.some(({ hasUnknownName }) => hasUnknownName),
    named: (name) => collect(({ byName }) => byName.get(name)),
    misspelt: (name) => collect((part) => misspeltIn(part, name)),
    sameStem: (name) =>
      collect(({ byStem }) => byStem.get(stemOf(name))?.filter(({ ref }) => ref.name !== name)),
    inFile: (uri) => collect(({ byFile }) => byFile.get(uri)),
    names: () => parts.flatMap(({ byName }) => [...byName.keys()]),
  };
}

function servicesUnder(key: IndexKey, ctx: RuleContext): SortedServices {
  ctx.reads.note(key);
  let answers = known.get(ctx);
  if (!answers) known.set(ctx, (answers = new Map()));
  let sorted = answers.get(key);
  if (!sorted) answers.set(key, (sorted = sortByName(ctx.lookup(key) as readonly Service[])));
  return sorted;
}

function sortByName(services: readonly Service[]): SortedServices {
  const named = services.filter(({ ref: { name } }) => name !== undefined && !isUnresolved(name));
  return {
    byName: groupBy(named, ({ ref: { name = '' } }) => name),
    byStem: groupBy(named, ({ ref: { name = '' } }) => stemOf(name)),
    byFile: groupBy(named, uriOf),
    hasUnknownName: named.length < services.length,
    misspelt: new Map(),
  };
}

function misspeltIn({ byName, misspelt }: SortedServices, name: string): readonly Service[] {
  const asked = misspelt.get(name);
  if (asked) return asked;
  const found: Service[] = [];
  for (const [other, services] of byName) if (isSlip(name, other)) found.push(...services);
  misspelt.set(name, found);
  return found;
}
