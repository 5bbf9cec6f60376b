// The transformers of one kustomization in kustomize's order, and those that come as plugin configurations of their own.
import type { BuildContext } from './build-context.ts';
import type { SpecConfig } from './default-specs.ts';
import type { FieldSpec } from './field-spec.ts';
import { currentId, describeId, type Resource } from './ids.ts';
import { applyJsonPatches, applyPatches, applyStrategicMergePatches } from './patches.ts';
import { applyReplacements } from './replace.ts';
import {
  affixNames,
  labelSpecs,
  readFieldSpec,
  setImages,
  setNamespace,
  setPairs,
  setReplicas,
  type PlacedText,
  type SubjectsMode,
} from './transform.ts';
import { itemsOf, nodeAt, textAt, textOf, type MapNode, type Node } from './tree.ts';

/** What transformers work on. */
export interface TransformerScope {
  readonly ctx: BuildContext;
  readonly directory: string;
  resources: Resource[];
  readonly isPartlyUnknown: boolean;
  readonly config: SpecConfig;
}

/** Source: kustomize api/internal/target/kusttarget_configplugin.go configureBuiltinTransformers, v5.5. */
export function runTransformers(scope: TransformerScope, root: MapNode): void {
  const { config } = scope;
  const field = (name: string): Node | undefined => root.entries.get(name);
  applyStrategicMergePatches(scope, field('patchesStrategicMerge'));
  applyPatches(scope, field('patches'));
  moveToNamespace(scope, placedText(field('namespace')), config.namespace, {});
  for (const end of ['prefix', 'suffix'] as const) {
    const text = placedText(field(end === 'prefix' ? 'namePrefix' : 'nameSuffix'));
    if (text)
      affixNames(scope.resources, end, text, end === 'prefix' ? config.namePrefix : config.nameSuffix);
  }
  for (const label of itemsOf(field('labels')))
    setPairs(scope.resources, nodeAt(label, ['pairs']), labelSpecs(label, config));
  setPairs(scope.resources, field('commonLabels'), config.commonLabels);
  setPairs(scope.resources, field('commonAnnotations'), config.commonAnnotations);
  applyJsonPatches(scope, field('patchesJson6902'));
  for (const entry of itemsOf(field('replicas'))) changeReplicas(scope, entry, config.replicas);
  for (const entry of [...itemsOf(field('images')), ...itemsOf(field('imageTags'))])
    changeImage(scope, entry, config.images);
  applyReplacements(scope, field('replacements'));
}

/** Runs built-in transformers that are configured in files. Returns false when there are others, which cannot be run here. */
export function runPlugins(scope: TransformerScope, plugins: readonly Resource[]): boolean {
  let isAllKnown = true;
  for (const { root } of plugins) {
    if (textAt(root, ['apiVersion']) === 'builtin' && runPlugin(scope, root)) continue;
    isAllKnown = false;
    scope.ctx.leaveUnknown('transformer', root.from, describeId(currentId({ root } as Resource)));
  }
  return isAllKnown;
}

function runPlugin(scope: TransformerScope, root: MapNode): boolean {
  const specs = itemsOf(root.entries.get('fieldSpecs')).map(readFieldSpec);
  const field = (name: string): Node | undefined => root.entries.get(name);
  const affix = (end: 'prefix' | 'suffix'): void => {
    const text = placedText(field(end));
    if (text) affixNames(scope.resources, end, text, specs);
  };
  switch (textAt(root, ['kind'])) {
    case 'PrefixTransformer':
    case 'SuffixTransformer':
    case 'PrefixSuffixTransformer':
      affix('prefix');
      affix('suffix');
      return true;
    case 'NamespaceTransformer':
      moveToNamespace(scope, placedText(nodeAt(root, ['metadata', 'namespace'])), specs, {
        unsetOnly: textAt(root, ['unsetOnly']) === 'true',
        subjects: readSubjectsMode(textAt(root, ['setRoleBindingSubjects'])),
      });
      return true;
    case 'LabelTransformer':
      setPairs(scope.resources, field('labels'), specs);
      return true;
    case 'AnnotationsTransformer':
      setPairs(scope.resources, field('annotations'), specs);
      return true;
    case 'ImageTagTransformer':
      changeImage(scope, field('imageTag'), specs);
      return true;
    case 'ReplicaCountTransformer':
      changeReplicas(scope, field('replica'), specs);
      return true;
    case 'PatchTransformer':
      applyPatches(scope, { type: 'list', items: [root], from: root.from });
      return true;
    case 'ReplacementTransformer':
      applyReplacements(scope, field('replacements'));
      return true;
    default:
      return false;
  }
}

function readSubjectsMode(text: string): SubjectsMode {
  return text === 'none' || text === 'allServiceAccounts' ? text : 'defaultOnly';
}

/** A text that is there and not empty. */
function placedText(node: Node | undefined): PlacedText | undefined {
  const text = textOf(node);
  return node && text ? { text, from: node.from } : undefined;
}

function moveToNamespace(
  scope: TransformerScope,
  namespace: PlacedText | undefined,
  specs: readonly FieldSpec[],
  { unsetOnly = false, subjects = 'defaultOnly' }: { unsetOnly?: boolean; subjects?: SubjectsMode },
): void {
  if (!namespace) return;
  const clashing = setNamespace(scope.resources, namespace, { specs, unsetOnly, subjects });
  const [first] = clashing;
  if (first) scope.ctx.refuse('duplicate-id', namespace.from, describeId(currentId(first)));
}

function changeReplicas(scope: TransformerScope, entry: Node | undefined, specs: readonly FieldSpec[]): void {
  const name = textAt(entry, ['name']);
  const count = nodeAt(entry, ['count']);
  if (!entry || !name || !count) return;
  if (!setReplicas(scope.resources, { name, count }, specs) && !scope.isPartlyUnknown)
    scope.ctx.refuse('replicas-no-match', (nodeAt(entry, ['name']) ?? entry).from, name);
}

function changeImage(scope: TransformerScope, entry: Node | undefined, specs: readonly FieldSpec[]): void {
  const name = textAt(entry, ['name']);
  if (!entry || !name) return;
  const image = {
    name,
    newName: textAt(entry, ['newName']),
    newTag: textAt(entry, ['newTag']),
    tagSuffix: textAt(entry, ['tagSuffix']),
    digest: textAt(entry, ['digest']),
    from: entry.from,
  };
  setImages(scope.resources, image, specs);
}
