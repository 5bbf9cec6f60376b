// The order in which a build lists its objects.
import type { BuildContext } from './build-context.ts';
import { currentId, type Id, type Resource } from './ids.ts';
import { isNullish, itemsOf, nodeAt, textAt, textOf, type Node } from './tree.ts';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/**
 * Notes what kustomize refuses in the `sortOptions` of the kustomization that is built; those below do not count.
 * Source: kustomize api/krusty/kustomizer.go applySortOrder and api/internal/builtins/SortOrderTransformer.go, v5.5.
 */
export function checkSortOptions(ctx: BuildContext, options: Node | undefined): void {
  if (!options || isNullish(options)) return;
  const order = nodeAt(options, ['order']);
  const legacy = nodeAt(options, ['legacySortOptions']);
  const orderText = textOf(order) ?? '';
  if (orderText !== 'fifo' && orderText !== 'legacy')
    ctx.refuse('sort-order', (order ?? options).from, orderText);
  else if (orderText === 'fifo' && legacy && !isNullish(legacy)) ctx.refuse('sort-legacy', legacy.from, '');
}

/**
 * What others need comes first, unless `sortOptions` wants the order of the files.
 * Source: kustomize api/internal/builtins/SortOrderTransformer.go, v5.5.
 */
export function sortResources(
  resources: readonly Resource[],
  options: Node | undefined,
): readonly Resource[] {
  if (textAt(options, ['order']) === 'fifo') return resources;
  const list = (field: string, fallback: readonly string[]): readonly string[] => {
    const own = itemsOf(nodeAt(options, ['legacySortOptions', field])).map((item) => textOf(item) ?? '');
    return own.length > 0 ? own : fallback;
  };
  const first = list('orderFirst', FIRST);
  const last = list('orderLast', LAST);
  const rank = (kind: string): number => {
    if (first.includes(kind)) return first.indexOf(kind) - first.length;
    return last.includes(kind) ? last.indexOf(kind) + 1 : 0;
  };
  return resources
    .map((resource) => ({ resource, id: currentId(resource) }))
    .sort(
      (a, b) =>
        rank(a.id.kind) - rank(b.id.kind) ||
        compare(kindText(a.id), kindText(b.id)) ||
        compare(nameText(a.id), nameText(b.id)),
    )
    .map(({ resource }) => resource);
}

/** Missing parts sort behind written ones. */
function kindText({ group, version, kind }: Id): string {
  return [group || '~G', version || '~V', kind].join('_');
}

function nameText({ namespace, name }: Id): string {
  return [namespace || '~X', name].join('|');
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
