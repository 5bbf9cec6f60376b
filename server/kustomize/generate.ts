// configMapGenerator and secretGenerator: ConfigMaps and Secrets from literals and files.
// Differs: names get no hash of their contents, neither the objects nor the references to them.
import type { BuildContext } from './build-context.ts';
import { currentId, describeId, equalIds, newResource, withAnyId, type Resource } from './ids.ts';
import {
  emptyMap,
  entriesOf,
  itemsOf,
  nodeAt,
  setText,
  textAt,
  textOf,
  type MapNode,
  type Node,
  type Place,
} from './tree.ts';
import { resolveEntry } from './uri-path.ts';

/** Where generated objects go. */
export interface GeneratorScope {
  readonly ctx: BuildContext;
  readonly directory: string;
  resources: Resource[];
  readonly isPartlyUnknown: boolean;
}

/**
 * Adds what the generators of a kustomization make, or merges it into what is there.
 * Source: kustomize api/internal/builtins/ConfigMapGenerator.go and api/resmap/reswrangler.go appendReplaceOrMerge, v5.5.
 */
export function runGenerators(scope: GeneratorScope, kustomization: MapNode): void {
  const options = kustomization.entries.get('generatorOptions');
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const entry of itemsOf(kustomization.entries.get(field))) {
      if (entry.type === 'map') absorb(scope, generate(scope, entry, kind, options), entry);
    }
  }
}

function generate(
  scope: GeneratorScope,
  entry: MapNode,
  kind: 'ConfigMap' | 'Secret',
  globalOptions: Node | undefined,
): Resource {
  const from = entry.from;
  const root = emptyMap(from);
  setText(root, 'apiVersion', 'v1', from);
  setText(root, 'kind', kind, from);
  const metadata = emptyMap(from);
  root.entries.set('metadata', metadata);
  for (const key of ['name', 'namespace']) {
    const node = entry.entries.get(key);
    const text = textOf(node);
    if (node && text) setText(metadata, key, text, node.from);
  }
  for (const key of ['labels', 'annotations']) {
    const pairs = emptyMap(from);
    for (const options of [globalOptions, entry.entries.get('options')]) {
      for (const [name, value] of entriesOf(nodeAt(options, [key])))
        setText(pairs, name, textOf(value) ?? '', value.from);
    }
    if (pairs.entries.size > 0) metadata.entries.set(key, pairs);
  }
  if (!metadata.entries.has('name')) scope.ctx.refuse('no-name', from, kind);
  const data = readData(scope, entry, kind);
  if (data.entries.size > 0) root.entries.set('data', data);
  if (kind === 'Secret') setText(root, 'type', textAt(entry, ['type']) || 'Opaque', from);
  const immutable = nodeAt(entry, ['options', 'immutable']) ?? nodeAt(globalOptions, ['immutable']);
  if (textOf(immutable) === 'true') root.entries.set('immutable', { type: 'scalar', value: true, from });
  return { ...newResource(root), hasNotes: true };
}

/** Source: kustomize api/kv/kv.go Load and api/internal/generators/utils.go makeValidatedDataMap, v5.5. */
function readData(scope: GeneratorScope, entry: MapNode, kind: 'ConfigMap' | 'Secret'): MapNode {
  const data = emptyMap(entry.from);
  const put = (key: string, value: string, from: Place): void => {
    if (data.entries.has(key)) scope.ctx.refuse('key-twice', from, key);
    setText(data, key, kind === 'Secret' ? encodeBase64(value) : value, from);
  };
  const envs = [...itemsOf(entry.entries.get('envs')), nodeAt(entry, ['env'])];
  for (const env of envs) {
    if (!env || !textOf(env)) continue;
    for (const line of (readFile(scope, env, textOf(env) ?? '') ?? '').split('\n')) {
      const match = /^\s*([^#=\s][^=]*)=(.*?)\r?$/.exec(line);
      if (match) put(match[1] ?? '', match[2] ?? '', env.from);
    }
  }
  for (const file of itemsOf(entry.entries.get('files'))) {
    const [, key, path] = /^(?:([^=]+)=)?([^=]+)$/s.exec(textOf(file) ?? '') ?? [];
    if (!path) {
      scope.ctx.refuse('pair-unreadable', file.from, textOf(file) ?? '');
      continue;
    }
    const text = readFile(scope, file, path) ?? `<contents of ${path}>`;
    put(key || path.slice(path.lastIndexOf('/') + 1), text, file.from);
  }
  for (const literal of itemsOf(entry.entries.get('literals'))) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(textOf(literal) ?? '') ?? [];
    if (key === undefined) scope.ctx.refuse('pair-unreadable', literal.from, textOf(literal) ?? '');
    else put(key, withoutQuotes(value ?? ''), literal.from);
  }
  return data;
}

function readFile({ ctx, directory }: GeneratorScope, entry: Node, path: string): string | undefined {
  const text = ctx.textOf(resolveEntry(directory, path));
  if (text === undefined)
    ctx.miss('missing-data', entry.from, { what: path, target: resolveEntry(directory, path) });
  return text;
}

function withoutQuotes(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function encodeBase64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

function absorb(scope: GeneratorScope, made: Resource, entry: MapNode): void {
  const behavior = textAt(entry, ['behavior']);
  const isChange = behavior === 'merge' || behavior === 'replace';
  const id = currentId(made);
  const [old] = withAnyId(scope.resources, (other) => equalIds(other, id));
  if (!old) {
    if (isChange && !scope.isPartlyUnknown)
      scope.ctx.refuse('generator-conflict', entry.from, describeId(id));
    scope.resources.push(made);
    return;
  }
  if (!isChange) scope.ctx.refuse('duplicate-id', entry.from, describeId(id));
  for (const key of behavior === 'merge' ? ['data', 'binaryData'] : []) {
    const before = old.root.entries.get(key);
    const now = made.root.entries.get(key);
    if (before) made.root.entries.set(key, { ...before, entries: united(before, now) } as MapNode);
  }
  const metadata = made.root.entries.get('metadata');
  const oldMetadata = old.root.entries.get('metadata');
  if (metadata?.type === 'map') {
    for (const key of ['labels', 'annotations']) {
      const entries = united(nodeAt(oldMetadata, [key]), metadata.entries.get(key));
      if (entries.size > 0) metadata.entries.set(key, { type: 'map', entries, from: entry.from });
    }
    for (const key of ['name', 'namespace']) {
      const node = nodeAt(oldMetadata, [key]);
      if (node) metadata.entries.set(key, node);
    }
  }
  scope.resources[scope.resources.indexOf(old)] = { ...old, root: made.root, hasNotes: true };
}

function united(before: Node | undefined, now: Node | undefined): Map<string, Node> {
  return new Map([...entriesOf(before), ...entriesOf(now)]);
}
