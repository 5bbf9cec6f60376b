// vars: `$(NAME)` in some fields stands for the value of a field of another object. Done last, with all names final.
import type { BuildContext } from './build-context.ts';
import { changeFields, type FieldSpec } from './field-spec.ts';
import { findSlots, splitFieldPath } from './field-query.ts';
import { currentId, isSelectedBy, readApiVersion, type Resource } from './ids.ts';
import { placeOver, textAt, textOf, type Node } from './tree.ts';

const VARIABLE = /\$\(([A-Za-z0-9_.-]+)\)/g;

/**
 * Puts the values of variables in. A variable whose value is not known stays as it is written, which reads as unresolved.
 * Source: kustomize api/internal/accumulator/refvartransformer.go, v5.5.
 */
export function resolveVars(
  ctx: BuildContext,
  resources: readonly Resource[],
  vars: readonly Node[],
  { specs, isPartlyUnknown }: { readonly specs: readonly FieldSpec[]; readonly isPartlyUnknown: boolean },
): void {
  const values = new Map<string, Node>();
  for (const variable of vars) {
    const value = findValue(resources, variable);
    if (value) values.set(textAt(variable, ['name']), value);
    else if (!isPartlyUnknown) ctx.refuse('var-no-match', variable.from, textAt(variable, ['name']));
  }
  if (values.size === 0) return;
  for (const { root } of resources) {
    for (const spec of specs)
      changeFields(root, spec, root.from, (node) => node && expand(node, values), undefined);
  }
}

function findValue(resources: readonly Resource[], variable: Node): Node | undefined {
  const reference = (field: string): string => textAt(variable, ['objref', field]);
  const gvk = { ...readApiVersion(reference('apiVersion')), kind: reference('kind') };
  const resource = resources.find((one) =>
    [...one.previous, currentId(one)].some(
      (id) =>
        id.name === reference('name') &&
        isSelectedBy(id, gvk) &&
        (!reference('namespace') || reference('namespace') === id.namespace),
    ),
  );
  const path = textAt(variable, ['fieldref', 'fieldpath']);
  return resource && findSlots(resource.root, splitFieldPath(path || 'metadata.name'), undefined)[0]?.get();
}

function expand(node: Node, values: ReadonlyMap<string, Node>): Node {
  if (node.type === 'list') node.items = node.items.map((item) => expand(item, values));
  if (node.type === 'map')
    for (const [key, value] of node.entries) node.entries.set(key, expand(value, values));
  if (node.type !== 'scalar' || typeof node.value !== 'string') return node;
  const whole = /^\$\(([A-Za-z0-9_.-]+)\)$/.exec(node.value);
  const value = whole && values.get(whole[1] ?? '');
  if (value?.type === 'scalar') return { ...value, from: placeOver(value.from, node.from) };
  let from = node.from;
  const text = node.value.replaceAll(VARIABLE, (written, name: string) => {
    const known = values.get(name);
    if (known) from = placeOver(known.from, node.from);
    return textOf(known) ?? written;
  });
  return text === node.value ? node : { type: 'scalar', value: text, from };
}
