// Label selectors of policies that find no pod: which pods were probably meant.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Requirement, Selector } from '../../shared/model/labels.ts';
import type { OtherObject, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, valueAt } from '../../shared/model/value.ts';
import { isSlip } from './alike-names.ts';
import type { RuleContext } from './context.ts';
import { asksForExternalLabel } from './external.ts';
import { asksForOperatorLabel } from './operators.ts';
import { alikeAround, nPodSourcesFor, withoutControllerLabels, type Selection } from './selection.ts';

/** A selector that finds nothing. */
export interface UnmatchedSelector {
  readonly object: OtherObject;
  readonly selector: Selector;
  /** Where the selector stands, or the label in it that is misspelt. */
  readonly path: FieldPath;
  /** Pods near that have all labels but one, which is a slip of the pen away. */
  readonly alike:
    | {
        readonly source: PodSource;
        readonly key: string;
        readonly wanted: string;
        readonly there: string;
      }
    | undefined;
  /** Pods near with the labels, in another namespace. */
  readonly elsewhere: PodSource | undefined;
  /** A controller beside the object may make the pods. */
  readonly isForeign: boolean;
  /** Pod sources of its namespace in the workspace. */
  readonly nLookedAt: number;
}

/**
 * Describes a selector that finds nothing; `undefined` when it finds something, or may:
 * 1. it is empty, which stands for all pods, or asks for labels that controllers add;
 * 2. text has yet to be filled in;
 * 3. the labels are those of pods elsewhere or of an operator, or the pods come with the cluster.
 */
export function unmatchedSelector(
  object: OtherObject,
  { selector, path }: { readonly selector: Selector; readonly path: FieldPath },
  { selected, isUnknown, elsewhere }: Selection,
  ctx: RuleContext,
): UnmatchedSelector | undefined {
  const requirements = withoutControllerLabels(selector, ctx.settings.controllerLabels);
  if (selected.length > 0 || isUnknown || requirements.length < selector.length) return undefined;
  if (requirements.length === 0 || object.ref.namespace === 'kube-system') return undefined;
  const isOpen = requirements.some(({ key, values }) => isUnresolved(key) || values.some(isUnresolved));
  const labels = Object.fromEntries(requirements.map(({ key, values: [value = ''] }) => [key, value]));
  if (isOpen || asksForExternalLabel(labels, ctx.settings) || asksForOperatorLabel(labels)) return undefined;
  const alike = alikeNear(object, requirements, ctx);
  const isInLabels =
    alike && asMap(valueAt(object.raw, [...path, 'matchLabels']))[alike.key] === alike.wanted;
  return {
    object,
    selector: requirements,
    path: isInLabels ? [...path, 'matchLabels', alike.key] : path,
    alike: isInLabels ? alike : undefined,
    elsewhere: elsewhere.find((source) => ctx.nearness(object, source) !== 'elsewhere'),
    isForeign: ctx.hasForeignPodsBeside(object),
    nLookedAt: nPodSourcesFor(object, ctx),
  };
}

function alikeNear(
  object: OtherObject,
  requirements: readonly Requirement[],
  ctx: RuleContext,
): UnmatchedSelector['alike'] {
  for (const { source, unmet } of alikeAround(object, requirements, ctx)) {
    const [only, ...others] = unmet;
    if (!only || others.length > 0 || only.operator !== 'In' || only.values.length !== 1) continue;
    const { key, values } = only;
    const [wanted = ''] = values;
    const there = source.template.labels[key];
    if (there !== undefined && isSlip(wanted, there)) return { source, key, wanted, there };
  }
  return undefined;
}
