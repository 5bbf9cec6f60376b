// Selecting objects by the `target` of a patch.
import { matches, type LabelSet, type Requirement } from '../../shared/model/labels.ts';
import { currentId, effectiveNamespace, gvkOf, originalId, type Resource } from './ids.ts';
import { entriesOf, nodeAt, textAt, textOf, type Node } from './tree.ts';

/** What a selector found, or the pattern in it that is no regular expression. */
export type Selected =
  { readonly resources: readonly Resource[] } | { readonly badPattern: string; readonly field: string };

const PATTERNS = ['group', 'version', 'kind', 'name', 'namespace'] as const;

/**
 * The objects that fit a selector. Group, version, kind, name and namespace are regular expressions for the whole text;
 * name and namespace may be those of before. A part that is not there, or empty, takes anything.
 * Source: kustomize api/resmap/reswrangler.go Select and api/types/selector.go SelectorRegex, v5.5.
 */
export function select(resources: readonly Resource[], selector: Node): Selected {
  const patterns: Partial<Record<(typeof PATTERNS)[number], RegExp>> = {};
  for (const field of PATTERNS) {
    const text = textAt(selector, [field]);
    if (!text) continue;
    const pattern = readPattern(text);
    if (!pattern) return { badPattern: text, field };
    patterns[field] = pattern;
  }
  const labels = readRequirements(textAt(selector, ['labelSelector']));
  const annotations = readRequirements(textAt(selector, ['annotationSelector']));
  const fits = (field: (typeof PATTERNS)[number], ...texts: readonly string[]): boolean => {
    const pattern = patterns[field];
    return !pattern || texts.some((text) => pattern.test(text));
  };
  const found = resources.filter((resource) => {
    const gvk = gvkOf(resource.root);
    const now = currentId(resource);
    const before = originalId(resource);
    return (
      fits('namespace', effectiveNamespace(before), effectiveNamespace(now)) &&
      fits('name', before.name, now.name) &&
      fits('group', gvk.group) &&
      fits('version', gvk.version) &&
      fits('kind', gvk.kind) &&
      matches(labels, textsAt(resource.root, 'labels')) !== 'no' &&
      matches(annotations, textsAt(resource.root, 'annotations')) !== 'no'
    );
  });
  return { resources: found };
}

function readPattern(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return undefined;
  }
}

function textsAt(root: Node, field: 'labels' | 'annotations'): LabelSet {
  return Object.fromEntries(
    entriesOf(nodeAt(root, ['metadata', field])).map(([key, value]) => [key, textOf(value) ?? '']),
  );
}

const REQUIREMENT =
  /^\s*(?:(!)\s*([^\s=!,()]+)|([^\s=!,()]+)\s*(?:(==|=|!=)\s*([^\s,()]*)|(in|notin)\s*\(([^)]*)\))?)\s*$/;

/** `app=web,tier in (a, b),!canary`: a selector as kubectl takes it. A part that cannot be read is left out. */
export function readRequirements(text: string): readonly Requirement[] {
  const requirements: Requirement[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const match = REQUIREMENT.exec(part);
    if (!match) continue;
    const [, not, missing, key = '', equals, value = '', within, list = ''] = match;
    if (not) requirements.push({ key: missing ?? '', operator: 'DoesNotExist', values: [] });
    else if (equals) requirements.push({ key, operator: equals === '!=' ? 'NotIn' : 'In', values: [value] });
    else if (within) {
      const values = list.split(',').map((item) => item.trim());
      requirements.push({ key, operator: within === 'in' ? 'In' : 'NotIn', values });
    } else requirements.push({ key, operator: 'Exists', values: [] });
  }
  return requirements;
}
