// Which stretch of text belongs to a field: its lines, and where it starts and ends on them. An alias has the span of what
// it stands for, elsewhere in the document, so where that is written here is told from the text.
import type { Located } from './locate.ts';
import type { Entry, ListNode, MapNode, SourceNode } from './nodes.ts';
import type { Span } from './span.ts';

/** Where the text of a field begins: its key, or in a block list the dash; `undefined` where it stands elsewhere. */
export function startOfField(text: string, { node, entry }: Located, parent: SourceNode): number | undefined {
  if (parent.type === 'scalar') return undefined;
  if (entry) return entry.isMerged ? undefined : entry.keySpan.start;
  if (parent.type !== 'list' || !isOwnItem(parent, node)) return undefined;
  const before = text.slice(0, node.span.start);
  // An anchor or a tag is a part of the item.
  const lead = (parent.isFlow ? /(?:[&!]\S+\s+)*$/ : /-\s+(?:[&!]\S+\s+)*$/).exec(before);
  return lead?.index;
}

/** Where the text of a field ends, without the comment at the end of its line. */
export function endOfField(text: string, { node, entry }: Pick<Located, 'node' | 'entry'>): number {
  if (entry && isAlias(entry)) return endOfEntry(text, entry);
  if (node.type === 'scalar' || node.isFlow) return Math.max(node.span.end, entry?.keySpan.end ?? 0);
  const isRoot = !entry && text.slice(0, node.span.start).trim() === '';
  const column = entry ? columnOf(text, entry.keySpan.start) : columnOf(text, node.span.start) - 1;
  return endOfBlock(text, node, isRoot ? -1 : column, entry !== undefined);
}

/** Where the value of an entry ends, on one line with its key. */
export function endOfEntry(text: string, entry: Entry): number {
  const { keySpan, value } = entry;
  if (!isAlias(entry)) return Math.max(value.span.end, keySpan.end);
  return keySpan.end + (/^\s*:\s*\*[^\s,[\]{}]+/.exec(text.slice(keySpan.end))?.[0].length ?? 0);
}

/** The last entry that is written in the mapping itself. */
export function lastOwnEntry({ entries }: MapNode): Entry | undefined {
  return entries.findLast(({ isMerged }) => !isMerged);
}

/** Whole lines around a span, the line break at the end included. */
export function linesOf(text: string, span: Span): Span {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  // A block scalar's span may end just after its line break.
  const from = span.end > span.start && text[span.end - 1] === '\n' ? span.end - 1 : span.end;
  const end = text.indexOf('\n', from);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** The white space at the start of the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** How far an offset is from the start of its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** True for an entry with an alias as its value: an anchor stands before its aliases. */
export function isAlias({ keySpan, value }: Entry): boolean {
  return value.span.start < keySpan.start;
}

/** False for an item that is written as an alias. */
export function isOwnItem({ items, span }: ListNode, node: SourceNode): boolean {
  const before = items.slice(0, items.lastIndexOf(node));
  return node.span.start >= span.start && before.every((item) => item.span.end <= node.span.start);
}

/** A block's span ends with the last of it that is no alias: what stands further right than its key belongs to it too. */
function endOfBlock(text: string, node: SourceNode, column: number, mayStandBelowKey: boolean): number {
  const isList = node.type === 'list' && mayStandBelowKey;
  let end = node.span.end;
  const own = linesOf(text, node.span);
  let at = end > node.span.start ? own.end : own.start; // of aliases alone nothing is its own
  while (at < text.length) {
    const lineEnd = linesOf(text, { start: at, end: at }).end;
    const [, indent = '', content = ''] = /^([ \t]*)(.*)/.exec(text.slice(at, lineEnd)) ?? [];
    const isBlank = content.trim() === '' || content.startsWith('#');
    const isInside = indent.length > column || (isList && indent.length === column && /^-\s/.test(content));
    if (!isBlank && !isInside) break;
    if (!isBlank) end = at + `${indent}${content}`.trimEnd().length;
    at = lineEnd;
  }
  return end;
}
