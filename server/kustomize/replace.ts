// replacements: values copied from a field of one object into fields of others.
import type { BuildContext } from './build-context.ts';
import { findSlots, splitFieldPath, type Slot } from './field-query.ts';
import { currentId, isSelectedBy, type Id, type Resource } from './ids.ts';
import { readRequirements } from './select.ts';
import { matches } from '../../shared/model/labels.ts';
import { cloneNode, entriesOf, itemsOf, nodeAt, placeOver, textAt, textOf, type Node } from './tree.ts';
import { resolveEntry } from './uri-path.ts';

/** What replacements work on. */
export interface ReplacementScope {
  readonly ctx: BuildContext;
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly isPartlyUnknown: boolean;
}

const DEFAULT_FIELD = 'metadata.name';

/**
 * Carries out `replacements`, each written inline or in a file.
 * Source: kustomize api/filters/replacement/replacement.go Filter, v5.7.
 */
export function applyReplacements(scope: ReplacementScope, replacements: Node | undefined): void {
  for (const entry of itemsOf(replacements)) {
    const path = nodeAt(entry, ['path']);
    if (!path) applyReplacement(scope, entry);
    else for (const one of readReplacementFile(scope, path)) applyReplacement(scope, one);
  }
}

function readReplacementFile({ ctx, directory }: ReplacementScope, path: Node): readonly Node[] {
  const written = textOf(path) ?? '';
  const documents = ctx.documentsOf(resolveEntry(directory, written), path.from);
  if (!documents)
    ctx.miss('missing-file', path.from, { what: written, target: resolveEntry(directory, written) });
  return (documents ?? []).flatMap(({ tree }) => (tree?.type === 'list' ? tree.items : tree ? [tree] : []));
}

function applyReplacement(scope: ReplacementScope, replacement: Node): void {
  const { ctx } = scope;
  const source = nodeAt(replacement, ['source']);
  // Instead of a source the value itself may stand there.
  const given = nodeAt(replacement, ['sourceValue']);
  const targets = itemsOf(nodeAt(replacement, ['targets']));
  if (!source === !given || targets.length === 0) {
    ctx.refuse('replacement-incomplete', replacement.from, '');
    return;
  }
  const value = source ? readSource(scope, source) : given;
  if (!value) return;
  for (const target of targets) applyToTarget(scope, target, value);
}

function readSource(scope: ReplacementScope, source: Node): Node | undefined {
  const { ctx, resources, isPartlyUnknown } = scope;
  const found = resources.filter((resource) => fits(resource, source));
  const [resource] = found;
  if (found.length > 1) ctx.refuse('replacement-many-sources', source.from, describe(source));
  else if (!resource && !isPartlyUnknown) ctx.refuse('replacement-no-source', source.from, describe(source));
  if (!resource || found.length > 1) return undefined;
  const path = textAt(source, ['fieldPath']) || DEFAULT_FIELD;
  const node = findSlots(resource.root, splitFieldPath(path), undefined)[0]?.get();
  if (!node) {
    ctx.refuse('replacement-no-field', (nodeAt(source, ['fieldPath']) ?? source).from, path);
    return undefined;
  }
  const delimiter = textAt(source, ['options', 'delimiter']);
  if (!delimiter || node.type !== 'scalar') return node;
  const part = (textOf(node) ?? '').split(delimiter)[Number(textAt(source, ['options', 'index']) || 0)];
  return { ...node, value: part ?? '' };
}

function applyToTarget({ ctx, resources }: ReplacementScope, target: Node, value: Node): void {
  const selector = nodeAt(target, ['select']);
  const rejects = itemsOf(nodeAt(target, ['reject']));
  if (!selector) {
    ctx.refuse('replacement-incomplete', target.from, '');
    return;
  }
  const paths = itemsOf(nodeAt(target, ['fieldPaths']));
  const create = textAt(target, ['options', 'create']) === 'true' ? value.from : undefined;
  for (const resource of resources) {
    if (!fits(resource, selector) || rejects.some((reject) => fits(resource, reject))) continue;
    for (const path of paths.length > 0 ? paths.map((one) => textOf(one) ?? '') : [DEFAULT_FIELD]) {
      const slots = findSlots(resource.root, splitFieldPath(path), create);
      if (slots.length === 0) {
        const node = paths.find((one) => textOf(one) === path) ?? target;
        ctx.refuse('replacement-no-field', node.from, path);
      }
      for (const slot of slots) fill(slot, value, nodeAt(target, ['options']));
    }
  }
}

function fill(slot: Slot, value: Node, options: Node | undefined): void {
  const before = slot.get();
  const delimiter = textAt(options, ['delimiter']);
  const copy = cloneNode(value);
  copy.from = placeOver(copy.from, before?.from);
  if (delimiter && copy.type === 'scalar') {
    const parts = (textOf(before) ?? '').split(delimiter);
    const index = Number(textAt(options, ['index']) || 0);
    const text = textOf(value) ?? '';
    if (index < 0) parts.unshift(text);
    else if (index >= parts.length) parts.push(text);
    else parts[index] = text;
    copy.value = parts.join(delimiter);
  } else if (copy.type === 'scalar' && before?.type === 'scalar' && typeof before.value === 'string') {
    // A text stays a text: the value of a number put into it keeps its quotes.
    copy.value = textOf(value) ?? '';
  }
  slot.set(copy);
}

/** Whether an object has, or once had, what a selector asks for: whole texts, no patterns. */
function fits(resource: Resource, selector: Node): boolean {
  const gvk = {
    group: textAt(selector, ['group']),
    version: textAt(selector, ['version']),
    kind: textAt(selector, ['kind']),
  };
  const name = textAt(selector, ['name']);
  const namespace = textAt(selector, ['namespace']);
  const isId = (id: Id): boolean =>
    isSelectedBy(id, gvk) &&
    (!name || name === id.name) &&
    (!namespace || namespace === (id.namespace || 'default'));
  if (![currentId(resource), ...resource.previous].some(isId)) return false;
  return ['label', 'annotation'].every((field) => {
    const pairs = entriesOf(nodeAt(resource.root, ['metadata', `${field}s`]));
    const labels = Object.fromEntries(pairs.map(([key, value]) => [key, textOf(value) ?? '']));
    return matches(readRequirements(textAt(selector, [`${field}Selector`])), labels) !== 'no';
  });
}

function describe(selector: Node): string {
  return [textAt(selector, ['kind']), `"${textAt(selector, ['name'])}"`].filter(Boolean).join(' ');
}
