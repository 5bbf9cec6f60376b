// Making the value of a field the one item of a list, in the style in which the value is written.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { writeScalar } from './edit.ts';
import { locate } from './locate.ts';
import type { MapNode, ScalarNode } from './nodes.ts';
import { readTree } from './read-documents.ts';

/**
 * Makes a list of the value of a field: a block gets a dash, what stands on the line of its key gets brackets.
 * `undefined` means that the change cannot be made in this style of text.
 */
export function wrapItem(text: string, path: FieldPath): string | undefined {
  const root = readTree(text).root;
  const found = root && locate(root, path);
  if (!found?.entry || found.path.length < path.length) return undefined;
  const { entry, node } = found;
  const { start, end } = node.span;
  const between = text.slice(entry.keySpan.end, start).replaceAll(/#[^\n]*/g, '');
  if (start < entry.keySpan.end || between.trim() !== ':') return undefined; // an alias, an anchor or a tag
  if (node.type === 'list') return undefined;
  const item = node.type === 'map' ? wrapMap(text, node) : wrapScalar(text, node);
  return item === undefined ? undefined : text.slice(0, start) + item + text.slice(end);
}

function wrapMap(text: string, { span, isFlow }: MapNode): string {
  const source = text.slice(span.start, span.end);
  return isFlow ? `[${source}]` : `- ${source.replaceAll(/\n(?=[^\r\n])/g, '\n  ')}`;
}

function wrapScalar(text: string, { span, style, value }: ScalarNode): string | undefined {
  const source = text.slice(span.start, span.end);
  if (style === 'block' || source === '') return undefined;
  const endsInBrackets = style === 'plain' && /[,[\]{}]/.test(source);
  return `[${endsInBrackets ? writeScalar(value, '"') : source}]`;
}
