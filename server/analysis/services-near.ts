// The Services in the directories near a file, by name: sorted once for each key of the index, since neighbours share them.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys, nearKeys, type IndexKey } from '../workspace/object-index.ts';
import { directoryOf } from '../workspace/path.ts';
import { haveFewOtherLetters, isSlip, lettersOf, stemOf } from './alike-names.ts';
import type { RuleContext } from './context.ts';
import { groupBy } from './group-by.ts';
import { once } from './reads.ts';

type Groups = ReadonlyMap<string, readonly Service[]>;

/** The Services under one key. Those whose names are not known are in no group. */
interface SortedServices {
  readonly byName: Groups;
  /** The same, each name with the letters that it is spelt with. */
  readonly spelt: () => readonly SpeltName[];
  /** By their names without words such as `svc`. */
  readonly byStem: () => Groups;
  readonly byFile: () => Groups;
  readonly hasUnknownName: boolean;
  /** Those a slip of the pen away from a name, of the names that were asked for lately. */
  readonly misspelt: Map<string, readonly Service[]>;
}

interface SpeltName {
  readonly name: string;
  readonly letters: number;
  readonly services: readonly Service[];
}

/** The Services near an object, in any namespace. Lists are in no particular order. */
export interface ServicesNear {
  /** One of them has a name that is generated or yet to be filled in. */
  readonly hasUnknownName: boolean;
  named(name: string): readonly Service[];
  /** A slip of the pen away from a name. */
  misspelt(name: string): readonly Service[];
  /** True when there are some of these; cheaper for who does not go on with them. */
  hasMisspelt(name: string): boolean;
  /** With a name that differs from another by a word such as `svc`. */
  sameStem(name: string): readonly Service[];
  /** For questions about their names and namespaces alone. */
  inFile(uri: string): readonly Service[];
  names(): readonly string[];
}

/** The Services in the directory of an object, its parent, children and siblings. */
export function servicesNear(from: KubeObject, ctx: RuleContext): ServicesNear {
  return servicesAround(directoryOf(uriOf(from)), ctx);
}

const servicesAround = once((directory: string, ctx: RuleContext): ServicesNear => {
  // Two of the three keys have nothing under them as a rule.
  const parts = nearKeys('Service', directory)
    .map((key) => servicesUnder(key, ctx))
    .filter(({ byName, hasUnknownName }) => byName.size > 0 || hasUnknownName);
  const collect = (pick: (part: SortedServices) => readonly Service[] | undefined): readonly Service[] => {
    let found = NOTHING;
    for (const part of parts) {
      const services = pick(part) ?? NOTHING;
      if (found.length === 0) found = services;
      else if (services.length > 0) found = [...new Set([...found, ...services])];
    }
    return found;
  };
  /** Whoever asks by name goes on with what is found. */
  const take: typeof collect = (pick) => {
    const taken = collect(pick);
    for (const { ref } of taken) ctx.reads.note(keys.named('Service', ref.name ?? ''));
    return taken;
  };
  return {
    hasUnknownName: parts.some(({ hasUnknownName }) => hasUnknownName),
    named: (name) => take(({ byName }) => byName.get(name)),
    misspelt: (name) => take((part) => misspeltIn(part, name)),
    hasMisspelt: (name) => {
      for (const part of parts) if (misspeltIn(part, name).length > 0) return true;
      return false;
    },
    sameStem: (name) => {
      const stem = stemOf(name);
      return take(({ byStem }) =>
        byStem()
          .get(stem)
          ?.filter(({ ref }) => ref.name !== name),
      );
    },
    inFile: (uri) => collect(({ byFile }) => byFile().get(uri)),
    names: () => parts.flatMap(({ byName }) => [...byName.keys()]),
  };
});

const NOTHING: readonly Service[] = [];

const servicesUnder = once((key: IndexKey, ctx: RuleContext): SortedServices =>
  sortByName(ctx.servicesByName(key)),
);

const sorted = new WeakMap<readonly Service[], SortedServices>();

/** Sorts the Services that a lookup found: once, since a lookup returns the same list until something moves in it. */
function sortByName(services: readonly Service[]): SortedServices {
  const known = sorted.get(services);
  if (known) return known;
  const named = services.filter(({ ref: { name } }) => name !== undefined && !isUnresolved(name));
  const byName = groupBy(named, ({ ref: { name = '' } }) => name);
  const found: SortedServices = {
    byName,
    spelt: lazy(() =>
      Array.from(byName, ([name, group]) => ({ name, letters: lettersOf(name), services: group })),
    ),
    byStem: lazy(() => groupBy(named, ({ ref: { name = '' } }) => stemOf(name))),
    byFile: lazy(() => groupBy(named, uriOf)),
    hasUnknownName: named.length < services.length,
    misspelt: new Map(),
  };
  sorted.set(services, found);
  return found;
}

function lazy<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
}

/** So many answers are kept for each list: a text that is being typed asks for another name with each key. */
const MAX_ASKED = 500;

function misspeltIn({ spelt, misspelt }: SortedServices, name: string): readonly Service[] {
  const asked = misspelt.get(name);
  if (asked) return asked;
  let found: Service[] | undefined;
  const letters = lettersOf(name);
  for (const other of spelt()) {
    if (haveFewOtherLetters(letters, other.letters) && isSlip(name, other.name))
      (found ??= []).push(...other.services);
  }
  if (misspelt.size >= MAX_ASKED) misspelt.clear();
  misspelt.set(name, found ?? NOTHING);
  return found ?? NOTHING;
}
