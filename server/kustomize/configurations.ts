// configurations: files that add to the fields which transformers change.
import type { BuildContext } from './build-context.ts';
import { DEFAULT_NAME_REFERENCES } from './default-name-references.ts';
import { DEFAULT_SPECS, type NameReference, type SpecConfig } from './default-specs.ts';
import type { FieldSpec } from './field-spec.ts';
import { readFieldSpec } from './transform.ts';
import { itemsOf, nodeAt, textAt, textOf, type Node } from './tree.ts';
import { resolveEntry } from './uri-path.ts';

const SPEC_LISTS = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'templateLabels',
  'commonAnnotations',
  'replicas',
  'images',
  'varReference',
] as const;

type SpecLists = Omit<SpecConfig, 'nameReference'>;

const DEFAULTS: SpecConfig = { ...DEFAULT_SPECS, nameReference: DEFAULT_NAME_REFERENCES };

/** What holds without any configuration. */
export function defaultConfig(): SpecConfig {
  return DEFAULTS;
}

/** Adds what the files of `configurations` say; `undefined` when one of them is missing. */
export function addConfigurations(
  ctx: BuildContext,
  config: SpecConfig,
  { directory, entries }: { readonly directory: string; readonly entries: Node | undefined },
): SpecConfig | undefined {
  let merged = config;
  let isComplete = true;
  for (const entry of itemsOf(entries)) {
    const written = textOf(entry) ?? '';
    const documents = ctx.documentsOf(resolveEntry(directory, written), entry.from);
    if (!documents) {
      ctx.miss('missing-file', entry.from, { what: written, target: resolveEntry(directory, written) });
      isComplete = false;
    }
    for (const { tree } of documents ?? []) if (tree) merged = mergeConfigs(merged, readConfig(tree));
  }
  return isComplete ? merged : undefined;
}

/** Both, each spec once. */
export function mergeConfigs(a: SpecConfig, b: SpecConfig): SpecConfig {
  if (a === b || b === DEFAULTS) return a;
  if (a === DEFAULTS && SPEC_LISTS.every((list) => DEFAULTS[list].every((spec) => b[list].includes(spec))))
    return b;
  return {
    ...listsOf((list) => unite(a[list], b[list])),
    nameReference: unite(a.nameReference, b.nameReference),
  };
}

function listsOf(make: (list: (typeof SPEC_LISTS)[number]) => readonly FieldSpec[]): SpecLists {
  const lists = SPEC_LISTS.map((list) => [list, make(list)] as const);
  return Object.fromEntries(lists) as Readonly<Record<keyof SpecLists, readonly FieldSpec[]>>;
}

function unite<T extends FieldSpec | NameReference>(a: readonly T[], b: readonly T[]): readonly T[] {
  const known = new Set(a.map((item) => JSON.stringify(item)));
  return [...a, ...b.filter((item) => !a.includes(item) && !known.has(JSON.stringify(item)))];
}

function readConfig(tree: Node): SpecConfig {
  return {
    ...listsOf((list) => itemsOf(nodeAt(tree, [list])).map(readFieldSpec)),
    nameReference: itemsOf(nodeAt(tree, ['nameReference'])).map((entry) => ({
      group: textAt(entry, ['group']),
      version: textAt(entry, ['version']),
      kind: textAt(entry, ['kind']),
      fieldSpecs: itemsOf(nodeAt(entry, ['fieldSpecs'])).map(readFieldSpec),
    })),
  };
}
