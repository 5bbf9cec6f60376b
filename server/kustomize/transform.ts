// The transformers that change one field of every object: namespace, names, labels, annotations, replicas, images.
// Each is given the field of the kustomization that asks for it, which is where the new values come from.
import { METADATA_LABELS, type SpecConfig } from './default-specs.ts';
import { changeFields, type FieldSpec } from './field-spec.ts';
import {
  currentId,
  hasId,
  isClusterScoped,
  isSelectedBy,
  originalId,
  storeId,
  withAnyId,
  type Gvk,
  type Resource,
} from './ids.ts';
import {
  emptyMap,
  entriesOf,
  itemsOf,
  nodeAt,
  placeOver,
  setText,
  textAt,
  textOf,
  type Node,
  type Place,
} from './tree.ts';

/** A text and the field it is written in. */
export interface PlacedText {
  readonly text: string;
  readonly from: Place;
}

/** Which subjects of role bindings follow the namespace: those named `default`, all service accounts, or none. */
export type SubjectsMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

/** How the namespace is set. */
export interface NamespaceOptions {
  readonly specs: readonly FieldSpec[];
  readonly unsetOnly: boolean;
  readonly subjects: SubjectsMode;
}

/**
 * Puts every namespaced object into a namespace. Returns the objects that have the same id as another afterwards.
 * Source: kustomize api/filters/namespace/namespace.go Filter, v5.5.
 */
export function setNamespace(
  resources: readonly Resource[],
  { text, from }: PlacedText,
  { specs, unsetOnly, subjects }: NamespaceOptions,
): readonly Resource[] {
  const set = (node: Node | undefined): Node | undefined =>
    unsetOnly && textOf(node)
      ? undefined
      : { type: 'scalar', value: text, from: placeOver(from, node?.from) };
  for (const resource of resources) {
    const { root } = resource;
    storeId(resource);
    const now = currentId(resource);
    if (!isClusterScoped(now))
      changeFields(root, { path: 'metadata/namespace', create: true }, from, set, 'scalar');
    if (now.kind === 'RoleBinding' || now.kind === 'ClusterRoleBinding') {
      for (const subject of itemsOf(nodeAt(root, ['subjects']))) {
        if (subject.type !== 'map' || !followsNamespace(subject, subjects)) continue;
        const changed = set(subject.entries.get('namespace'));
        if (changed) subject.entries.set('namespace', changed);
      }
    }
    for (const spec of specs)
      if (spec.path !== 'metadata/namespace') changeFields(root, spec, from, set, 'scalar');
  }
  return resources.filter((one) => {
    const id = currentId(one);
    return resources.some((other) => other !== one && hasId(other, id));
  });
}

function followsNamespace(subject: Node, mode: SubjectsMode): boolean {
  if (mode === 'none') return false;
  if (mode === 'allServiceAccounts') return textAt(subject, ['kind']) === 'ServiceAccount';
  return textAt(subject, ['name']) === 'default';
}

const NEVER_RENAMED: readonly Partial<Gvk>[] = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/**
 * Puts a text before or behind the name of every object.
 * Source: kustomize api/internal/builtins/PrefixTransformer.go and SuffixTransformer.go, v5.5.
 */
export function affixNames(
  resources: readonly Resource[],
  end: 'prefix' | 'suffix',
  { text, from }: PlacedText,
  specs: readonly FieldSpec[],
): void {
  const change = (node: Node | undefined): Node | undefined => {
    const name = textOf(node);
    if (name === undefined) return undefined;
    const value = end === 'prefix' ? text + name : name + text;
    return { type: 'scalar', value, from: placeOver(from, node?.from) };
  };
  for (const resource of resources) {
    const id = originalId(resource);
    if (NEVER_RENAMED.some((gvk) => isSelectedBy(id, gvk))) continue;
    for (const spec of specs) {
      if (!isSelectedBy(id, spec)) continue;
      if (spec.path === 'metadata/name') {
        storeId(resource);
        (end === 'prefix' ? resource.prefixes : resource.suffixes).push(text);
      }
      changeFields(resource.root, { path: spec.path }, from, change, undefined);
    }
  }
}

/** Sets the pairs of a mapping, in order of their keys, in every field of the specs. Values are texts. */
export function setPairs(
  resources: readonly Resource[],
  pairs: Node | undefined,
  specs: readonly FieldSpec[],
): void {
  if (pairs?.type !== 'map' || pairs.entries.size === 0) return;
  const entries = [...pairs.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const { root } of resources) {
    for (const spec of specs) {
      changeFields(
        root,
        spec,
        pairs.from,
        (node) => {
          const map = node?.type === 'map' ? node : emptyMap(pairs.from);
          for (const [key, value] of entries) setText(map, key, textOf(value) ?? '', value.from);
          return map;
        },
        'map',
      );
    }
  }
}

/**
 * The fields that one entry of `labels` changes.
 * Source: kustomize api/internal/target/kusttarget_configplugin.go LabelTransformer, v5.5.
 */
export function labelSpecs(label: Node, config: SpecConfig): readonly FieldSpec[] {
  const own = itemsOf(nodeAt(label, ['fields'])).map(readFieldSpec);
  if (textAt(label, ['includeSelectors']) === 'true') return [...own, ...config.commonLabels];
  const templates = textAt(label, ['includeTemplates']) === 'true' ? config.templateLabels : [];
  return [...own, ...templates, METADATA_LABELS];
}

/** A field spec as written in a kustomization or a configuration. */
export function readFieldSpec(node: Node): FieldSpec {
  return {
    group: textAt(node, ['group']),
    version: textAt(node, ['version']),
    kind: textAt(node, ['kind']),
    path: textAt(node, ['path']),
    create: textAt(node, ['create']) === 'true',
  };
}

/** Sets the replicas of the objects that have, or once had, a name. Returns false when there is none. */
export function setReplicas(
  resources: readonly Resource[],
  { name, count }: { readonly name: string; readonly count: Node },
  specs: readonly FieldSpec[],
): boolean {
  let isFound = false;
  for (const spec of specs) {
    const found = withAnyId(resources, (id) => id.name === name && isSelectedBy(id, spec));
    for (const { root } of found) {
      isFound = true;
      changeFields(
        root,
        spec,
        count.from,
        (node) => ({ ...count, from: placeOver(count.from, node?.from) }),
        'scalar',
      );
    }
  }
  return isFound;
}

/** An entry of `images`. */
export interface ImageChange {
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly tagSuffix: string;
  readonly digest: string;
  readonly from: Place;
}

/**
 * Changes the images of containers wherever lists of them stand, and in the fields of the specs.
 * Source: kustomize api/filters/imagetag/legacy.go LegacyFilter and updater.go, v5.5.
 */
export function setImages(
  resources: readonly Resource[],
  image: ImageChange,
  specs: readonly FieldSpec[],
): void {
  const change = (node: Node | undefined): Node | undefined => {
    const value = changeImage(textOf(node) ?? '', image);
    return value === undefined
      ? undefined
      : { type: 'scalar', value, from: placeOver(image.from, node?.from) };
  };
  for (const { root } of resources) {
    if (textAt(root, ['kind']) === 'CustomResourceDefinition') continue;
    changeContainers(root, change);
    for (const spec of specs) changeFields(root, spec, image.from, change, undefined);
  }
}

function changeContainers(node: Node, change: (node: Node | undefined) => Node | undefined): void {
  for (const item of itemsOf(node)) changeContainers(item, change);
  for (const [key, value] of entriesOf(node)) {
    changeContainers(value, change);
    if (key !== 'containers' && key !== 'initContainers') continue;
    for (const container of itemsOf(value)) {
      if (container.type !== 'map') continue;
      const changed = change(container.entries.get('image'));
      if (changed) container.entries.set('image', changed);
    }
  }
}

/** The image after a change; `undefined` when the change is for another image. */
function changeImage(
  image: string,
  { name, newName, newTag, tagSuffix, digest }: ImageChange,
): string | undefined {
  if (!image.startsWith(name)) return undefined;
  const rest = /^(?::([a-zA-Z0-9_.{}-]*))?(?:@(sha256:[a-zA-Z0-9_.{}-]*))?$/.exec(image.slice(name.length));
  if (!rest) return undefined;
  let tag = newTag || (digest ? '' : (rest[1] ?? ''));
  const newDigest = digest || (newTag ? '' : (rest[2] ?? ''));
  if (tagSuffix && tag) tag += tagSuffix;
  return `${newName || name}${tag ? `:${tag}` : ''}${newDigest ? `@${newDigest}` : ''}`;
}
