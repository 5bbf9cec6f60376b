// Field specs: kustomize's way of saying "this field of these kinds".
import { gvkOf, isSelectedBy, type Gvk } from './ids.ts';
import { emptyMap, isNullish, type MapNode, type Node, type Place } from './tree.ts';

/** A field of some kinds. */
export interface FieldSpec extends Partial<Gvk> {
  /** Steps with "/" between them; `\/` is a slash inside a step, `[]` behind a step marks a list. Lists are entered by themselves. */
  readonly path: string;
  /** Makes what is missing on the way. */
  readonly create?: boolean;
}

/** Changes the value of a field; what it returns takes the place of what it is given, `undefined` leaves that. */
export type Change = (node: Node | undefined) => Node | undefined;

/**
 * Changes every field of an object that a spec names. `makes` says what a missing last step becomes before it is changed.
 * Source: kustomize api/filters/fieldspec/fieldspec.go Filter, v5.5.
 */
export function changeFields(
  root: MapNode,
  spec: FieldSpec,
  from: Place,
  change: Change,
  makes: 'map' | 'scalar' | undefined,
): void {
  if (!isSelectedBy(gvkOf(root), spec)) return;
  descend(root, splitPath(spec.path), { create: spec.create === true, from, change, makes });
}

/** Steps of a spec's path. */
function splitPath(path: string): readonly string[] {
  return path
    .split(/(?<!\\)\//)
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('\\/', '/'));
}

interface Walk {
  readonly create: boolean;
  readonly from: Place;
  readonly change: Change;
  readonly makes: 'map' | 'scalar' | undefined;
}

function descend(node: Node, steps: readonly string[], walk: Walk): void {
  if (node.type === 'list') {
    for (const item of node.items) descend(item, steps, walk);
    return;
  }
  const [step, ...rest] = steps;
  if (node.type !== 'map' || step === undefined) return;
  const isListStep = step.endsWith('[]');
  const key = isListStep ? step.slice(0, -2) : step;
  const isLast = rest.length === 0;
  const mayCreate = walk.create && walk.makes !== undefined && !isListStep;
  let field = node.entries.get(key);
  if (field === undefined && !mayCreate) return;
  if (isNullish(field) && mayCreate && (!isLast || walk.makes === 'map')) {
    field = emptyMap(walk.from);
    node.entries.set(key, field);
  }
  if (!isLast) {
    if (field) descend(field, rest, walk);
    return;
  }
  const changed = walk.change(field);
  if (changed) node.entries.set(key, changed);
}
