// References follow the names that prefixes, suffixes and namespaces have changed. Done once, when everything has been built.
import type { NameReference } from './default-specs.ts';
import { changeFields, type FieldSpec } from './field-spec.ts';
import {
  currentId,
  effectiveNamespace,
  isClusterScoped,
  isSelectedBy,
  nameOf,
  originalId,
  type Gvk,
  type Id,
  type Resource,
} from './ids.ts';
import { itemsOf, nodeAt, placeOver, textAt, textOf, type MapNode, type Node } from './tree.ts';

/** A reference that could mean several objects with different names: kustomize refuses it. */
export interface AmbiguousReference {
  readonly resource: Resource;
  readonly node: Node;
}

/**
 * Gives every reference the present name of the object that it means. Returns those that mean several.
 * Source: kustomize api/internal/accumulator/namereferencetransformer.go and api/filters/nameref/nameref.go, v5.5.
 */
export function fixNameReferences(
  resources: readonly Resource[],
  references: readonly NameReference[],
): readonly AmbiguousReference[] {
  const ambiguous: AmbiguousReference[] = [];
  // Without a changed name or namespace there is nothing that a reference could follow.
  if (!resources.some(({ previous }) => previous.length > 0)) return ambiguous;
  for (const referrer of resources) {
    const original = originalId(referrer);
    let candidates: readonly Resource[] | undefined;
    for (const target of references) {
      for (const spec of target.fieldSpecs) {
        if (!isSelectedBy(original, spec)) continue;
        candidates ??= referable(referrer, resources);
        const fixer = new Fixer(referrer, spec, target, candidates, ambiguous);
        changeFields(referrer.root, { path: spec.path }, referrer.from, (node) => fixer.fix(node), undefined);
      }
    }
  }
  return ambiguous;
}

/** What an object can refer to: all that is cluster-scoped or in its namespace, and the accounts that a binding names. */
function referable(referrer: Resource, resources: readonly Resource[]): readonly Resource[] {
  const id = currentId(referrer);
  if (isClusterScoped(id)) return resources;
  const namespaces = new Set<string>();
  if (id.kind === 'RoleBinding') {
    for (const subject of itemsOf(nodeAt(referrer.root, ['subjects'])))
      if (textAt(subject, ['kind']) === 'ServiceAccount') namespaces.add(textAt(subject, ['namespace']));
  }
  return resources.filter((candidate) => {
    const other = currentId(candidate);
    return (
      isClusterScoped(other) ||
      effectiveNamespace(other) === effectiveNamespace(id) ||
      (other.namespace !== '' && namespaces.has(other.namespace))
    );
  });
}

/** One field of one object, and the kind whose names it holds. */
class Fixer {
  readonly #referrer: Resource;
  readonly #spec: FieldSpec;
  readonly #target: Partial<Gvk>;
  readonly #candidates: readonly Resource[];
  readonly #ambiguous: AmbiguousReference[];

  constructor(
    referrer: Resource,
    spec: FieldSpec,
    target: NameReference,
    candidates: readonly Resource[],
    ambiguous: AmbiguousReference[],
  ) {
    this.#referrer = referrer;
    this.#spec = spec;
    this.#target = { group: target.group ?? '', version: target.version ?? '', kind: target.kind };
    this.#candidates = candidates;
    this.#ambiguous = ambiguous;
  }

  fix(node: Node | undefined): Node | undefined {
    if (node?.type === 'map') this.#fixMap(node);
    if (node?.type === 'scalar') return this.#fixText(node);
    if (node?.type !== 'list') return undefined;
    node.items = node.items.map((item) => this.fix(item) ?? item);
    return undefined;
  }

  #fixText(node: Node): Node | undefined {
    const name = textOf(node);
    const referral = name && this.#choose(node, name, this.#candidates, sameName);
    if (!referral || currentId(referral).name === name) return undefined;
    return renamed(node, referral, 'name');
  }

  /** A mapping with `name` and maybe `namespace`: a subject of a binding, the service of a webhook. */
  #fixMap(node: MapNode): void {
    const nameNode = node.entries.get('name');
    const name = textOf(nameNode);
    if (!nameNode || !name) return;
    const inNamespace = this.#inNamespace(textOf(node.entries.get('namespace')));
    const referral = this.#choose(nameNode, name, inNamespace, sameNameAndNamespace);
    if (!referral) return;
    const { name: newName, namespace } = currentId(referral);
    if (newName !== name) node.entries.set('name', renamed(nameNode, referral, 'name'));
    if (namespace && namespace !== textOf(node.entries.get('namespace')))
      node.entries.set('namespace', renamed(node.entries.get('namespace') ?? node, referral, 'namespace'));
  }

  #inNamespace(namespace: string | undefined): readonly Resource[] {
    if (namespace === undefined) return this.#candidates;
    const namespaced = (id: Id): boolean => !isClusterScoped(id) && effectiveNamespace(id) === namespace;
    const before = this.#candidates.filter((candidate) => namespaced(originalId(candidate)));
    return before.length > 0
      ? before
      : this.#candidates.filter((candidate) => namespaced(currentId(candidate)));
  }

  #choose(
    node: Node,
    name: string,
    among: readonly Resource[],
    isSame: (a: Resource, b: Resource) => boolean,
  ): Resource | undefined {
    let found = among.filter(
      ({ previous }) =>
        previous.some((id) => id.name === name) && previous.some((id) => isSelectedBy(id, this.#target)),
    );
    if (this.#spec.path.endsWith('roleRef/name')) found = found.filter((one) => this.#fitsRoleRef(one));
    found = found.filter((one) => this.#isInReach(one));
    for (const allowEmpty of [true, false]) {
      if (found.length < 2) return found[0];
      found = found.filter((one) => hasSameAffixes(one, this.#referrer, allowEmpty));
    }
    const [first, ...others] = found;
    if (first && others.some((other) => !isSame(first, other))) {
      this.#ambiguous.push({ resource: this.#referrer, node });
      return undefined;
    }
    return first;
  }

  #fitsRoleRef({ previous }: Resource): boolean {
    const group = textAt(this.#referrer.root, ['roleRef', 'apiGroup']);
    const kind = textAt(this.#referrer.root, ['roleRef', 'kind']);
    if (!group || !kind) return true;
    return previous.some((id) => isSelectedBy(id, { group, kind }));
  }

  #isInReach(candidate: Resource): boolean {
    const here = currentId(this.#referrer);
    const there = currentId(candidate);
    return (
      isClusterScoped(here) ||
      isClusterScoped(there) ||
      there.kind === 'ServiceAccount' ||
      effectiveNamespace(here) === effectiveNamespace(there)
    );
  }
}

/** The new text comes from where the object's own name or namespace comes from. */
function renamed(node: Node, referral: Resource, field: 'name' | 'namespace'): Node {
  const source = nodeAt(referral.root, ['metadata', field]);
  return {
    type: 'scalar',
    value: textOf(source) ?? '',
    from: placeOver({ ...(source ?? node).from, over: undefined }, node.from),
  };
}

function sameName(a: Resource, b: Resource): boolean {
  return nameOf(a) === nameOf(b);
}

function sameNameAndNamespace(a: Resource, b: Resource): boolean {
  return sameName(a, b) && currentId(a).namespace === currentId(b).namespace;
}

/** Source: kustomize api/resource/resource.go PrefixesSuffixesEquals, v5.5. */
function hasSameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    (allowEmpty && (one.length === 0 || other.length === 0)) || haveSameEnd(one, other);
  return same(a.prefixes, b.prefixes) && same(a.suffixes, b.suffixes);
}

function haveSameEnd(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0;
  return short.every((text, index) => text === long[long.length - short.length + index]);
}
