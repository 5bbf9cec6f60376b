// Changes to the text of one document, stated in fields, that keep everything else as the user wrote it.
// Each function takes a text and gives a text; `undefined` means that the change cannot be made in this style of text.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Value } from '../../shared/model/value.ts';
import {
  columnOf,
  endOfEntry,
  endOfField,
  indentAt,
  isAlias,
  lastOwnEntry,
  linesOf,
  startOfField,
} from './edit-lines.ts';
import { locate, type Located } from './locate.ts';
import type { MapNode, SourceNode } from './nodes.ts';
import { readTree } from './read-documents.ts';
import { resolvePlainScalar } from './scalars.ts';
import type { Span } from './span.ts';

/** Replaces a stretch of text. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

const INDENT = '  ';

/** Writes a scalar at a field; a field that is not there is added to the nearest mapping above it. */
export function setField(text: string, path: FieldPath, value: Value): string | undefined {
  const root = readTree(text).root;
  if (!root) return undefined;
  const found = locate(root, path);
  if (found.path.length < path.length) return addField(text, found, path.slice(found.path.length), value);
  if (found.node.type !== 'scalar') return undefined;
  if (found.entry && isAlias(found.entry)) {
    // The value is written in place of the alias: what that stands for has other uses.
    const at = afterColon(text, found.entry.keySpan.end);
    return (
      at && splice(text, { start: at.start, end: endOfEntry(text, found.entry) }, ` ${writeScalar(value)}`)
    );
  }
  const { span, style } = found.node;
  const isEmpty = span.start === span.end;
  const newText =
    (isEmpty ? ' ' : '') + writeScalar(value, style === 'single' ? "'" : style === 'double' ? '"' : '');
  const at = isEmpty && found.entry ? afterColon(text, found.entry.keySpan.end) : span;
  return at && splice(text, at, newText);
}

/** Removes a field or a list item with its whole lines. */
export function removeField(text: string, path: FieldPath): string | undefined {
  const root = readTree(text).root;
  if (!root) return undefined;
  const found = locate(root, path);
  const parent = locate(root, path.slice(0, -1)).node;
  if (found.path.length < path.length || parent.type === 'scalar') return undefined;
  const start = startOfField(text, found, parent);
  if (start === undefined) return undefined;
  const end = endOfField(text, found);
  if (parent.isFlow) return removeFromFlow(text, { start, end });
  const siblings = parent.type === 'map' ? parent.entries.length : parent.items.length;
  if (siblings === 1) return removeField(text, path.slice(0, -1));
  const lines = linesOf(text, { start, end });
  const lead = text.slice(lines.start, start);
  if (/^\s*$/.test(lead)) return splice(text, lines, '');
  // The first key of a list item shares its line with the dash: the next key moves up to it.
  if (!/^[\s-]*-\s+$/.test(lead)) return undefined;
  const next = /^[ \t]*/.exec(text.slice(lines.end))?.[0].length ?? 0;
  return splice(text, { start, end: lines.end + next }, '');
}

/** Gives a key another name. */
export function renameKey(text: string, path: FieldPath, key: string): string | undefined {
  const root = readTree(text).root;
  const found = root && locate(root, path);
  if (!found?.entry || found.path.length < path.length) return undefined;
  const old = text.slice(found.entry.keySpan.start, found.entry.keySpan.end);
  const quote = old.startsWith('"') ? '"' : old.startsWith("'") ? "'" : '';
  return splice(text, found.entry.keySpan, writeScalar(key, quote));
}

/**
 * Moves fields with their lines and comments under another field, indented to fit. Only for block style.
 * A target that is not there is created where the first field stood, or at the end of the mapping it belongs to.
 */
export function moveFields(text: string, from: readonly FieldPath[], into: FieldPath): string | undefined {
  const root = readTree(text).root;
  if (!root) return undefined;
  const moved = from.map((path) => locate(root, path));
  if (moved.some((field, index) => !field.entry || field.path.length < (from[index]?.length ?? 0)))
    return undefined;
  const ranges = moved.map((field) => blockLines(text, field)).sort((a, b) => a.start - b.start);
  if (moved.some((field) => !ownsItsLine(text, field))) return undefined;
  const target = locate(root, into);
  const isThere = target.path.length === into.length;
  if (!canTakeFields(target.node) || into.length - target.path.length > 1) return undefined;

  const first = ranges[0];
  if (!first) return text;
  const isBeside = moved.every(
    ({ path }) => path.length === into.length && startsWith(path, into.slice(0, -1)),
  );
  const parentIndent = indentAt(text, target.entry?.keySpan.start ?? 0);
  const targetIndent = isThere
    ? parentIndent
    : isBeside
      ? indentAt(text, first.start)
      : childIndentOf(text, target.node, true, parentIndent);
  const childIndent = isThere ? childIndentOf(text, target.node, true, targetIndent) : targetIndent + INDENT;
  const body = ranges.map((range) => reindent(text.slice(range.start, range.end), childIndent)).join('');
  const header = isThere ? '' : `${targetIndent}${String(into.at(-1))}:\n`;
  const insertAt = isThere || !isBeside ? endOfBlock(text, target) : first.start;
  return rebuild(text, ranges, insertAt, header + body);
}

/**
 * The edit that turns one text into another: a single replacement without what both share at either end. Its lines end as
 * those of the text do.
 */
export function editBetween(before: string, after: string): TextEdit {
  let start = 0;
  const limit = Math.min(before.length, after.length);
  while (start < limit && before[start] === after[start]) start++;
  if (partsLineBreak(before, start)) start--;
  let tail = 0;
  while (tail < limit - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (tail > 0 && partsLineBreak(before, before.length - tail)) tail--;
  const newText = after.slice(start, after.length - tail);
  return { span: { start, end: before.length - tail }, newText: inLineBreaksOf(before, newText) };
}

function partsLineBreak(text: string, offset: number): boolean {
  return text[offset] === '\n' && text[offset - 1] === '\r';
}

/** What is put into a text, with the line breaks that the text has. */
export function inLineBreaksOf(text: string, newText: string): string {
  return newText.replaceAll(/\r?\n/g, text.includes('\r\n') ? '\r\n' : '\n');
}

/** A scalar as YAML text: in the given quotes, or plain when that reads back as the same value. */
export function writeScalar(value: Value, quote: '' | "'" | '"' = ''): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlainSafe =
    resolvePlainScalar(value) === value &&
    /^[\w./$][\w./$@+-]*$/.test(value) &&
    !value.endsWith(':') &&
    value !== '';
  if (quote === "'" || (quote === '' && !isPlainSafe && !/[\n\\]/.test(value))) {
    return quote === '' && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "''")}'`;
  }
  return quote === '"' || !isPlainSafe ? JSON.stringify(value) : value;
}

function addField(text: string, parent: Located, rest: FieldPath, value: Value): string | undefined {
  const [key, ...deeper] = rest;
  if (typeof key !== 'string' || deeper.some((step) => typeof step !== 'string')) return undefined;
  if (parent.node.type === 'map' && parent.node.isFlow) return addToFlow(text, parent.node, rest, value);
  if (!canTakeFields(parent.node)) return undefined;
  const indent = childIndentOf(text, parent.node, true, indentAt(text, parent.entry?.keySpan.start ?? 0));
  let body = '';
  rest.forEach((step, depth) => {
    const isLast = depth === rest.length - 1;
    body += `${indent}${INDENT.repeat(depth)}${writeScalar(step)}:${isLast ? ` ${writeScalar(value)}` : ''}\n`;
  });
  const at = endOfBlock(text, parent);
  const lead = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return splice(text, { start: at, end: at }, lead + body);
}

function addToFlow(text: string, node: MapNode, rest: FieldPath, value: Value): string | undefined {
  if (rest.length !== 1) return undefined;
  const isJson = /^\s*["]/.test(text.slice(node.entries[0]?.keySpan.start ?? 0));
  const pair = `${isJson ? JSON.stringify(rest[0]) : writeScalar(rest[0] ?? '')}: ${isJson ? JSON.stringify(value) : writeScalar(value)}`;
  if (node.entries.length === 0) return splice(text, node.span, `{ ${pair} }`);
  const last = lastOwnEntry(node);
  if (!last) return undefined; // a merge key alone
  const at = endOfEntry(text, last);
  return splice(text, { start: at, end: at }, `, ${pair}`);
}

function removeFromFlow(text: string, span: Span): string {
  const after = /^\s*,\s*/.exec(text.slice(span.end));
  if (after) return splice(text, { start: span.start, end: span.end + after[0].length }, '');
  const before = /\s*,?\s*$/.exec(text.slice(0, span.start));
  return splice(text, { start: span.start - (before?.[0].length ?? 0), end: span.end }, '');
}

/** A block mapping can take more fields, and so can a field without a value. */
function canTakeFields(node: SourceNode): boolean {
  if (node.type === 'map') return !node.isFlow;
  return node.type === 'scalar' && node.span.start === node.span.end;
}

function childIndentOf(text: string, node: SourceNode, isThere: boolean, parentIndent: string): string {
  const firstChild =
    isThere && node.type === 'map' ? node.entries.find((entry) => !entry.isMerged) : undefined;
  if (firstChild) return ' '.repeat(columnOf(text, firstChild.keySpan.start));
  return node.type === 'map' && node.entries.length === 0 && parentIndent === '' && !isThere
    ? ''
    : parentIndent + INDENT;
}

/** After the last line of what a field holds; for a field without a value, after its own line. */
function endOfBlock(text: string, { node, entry }: Located): number {
  // What is to be added to an alias is added to what it stands for.
  const end = endOfField(text, { node, entry: entry && isAlias(entry) ? undefined : entry });
  return linesOf(text, { start: end, end }).end;
}

/** A field with all its lines: its key line up to the last line of its value, with comments at line ends. */
function blockLines(text: string, field: Located): Span {
  const start = field.entry?.keySpan.start ?? field.node.span.start;
  return linesOf(text, { start, end: endOfField(text, field) });
}

/** False for a field between braces and for the first field of a list item. */
function ownsItsLine(text: string, { entry }: Located): boolean {
  const start = entry?.keySpan.start ?? 0;
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}

function startsWith(path: FieldPath, head: FieldPath): boolean {
  return head.every((step, index) => path[index] === step);
}

function reindent(lines: string, indent: string): string {
  const current = /^[ \t]*/.exec(lines)?.[0] ?? '';
  const withBreak = lines.endsWith('\n') ? lines : `${lines}\n`;
  return withBreak
    .split('\n')
    .map((line) =>
      line.trim() === ''
        ? line.trim()
        : indent + (line.startsWith(current) ? line.slice(current.length) : line.trimStart()),
    )
    .join('\n');
}

/** The text without the cut ranges and with `inserted` at an offset of the old text. */
function rebuild(text: string, cuts: readonly Span[], insertAt: number, inserted: string): string {
  let out = '';
  let at = 0;
  let isInserted = false;
  const copyTo = (end: number): void => {
    if (!isInserted && insertAt <= end) {
      const head = text.slice(at, Math.max(at, insertAt));
      out += head + (head !== '' && !head.endsWith('\n') ? '\n' : '') + inserted;
      at = Math.max(at, insertAt);
      isInserted = true;
    }
    out += text.slice(at, Math.max(at, end));
  };
  for (const cut of cuts) {
    copyTo(cut.start);
    at = Math.max(at, cut.end);
  }
  copyTo(text.length);
  return out;
}

function afterColon(text: string, keyEnd: number): Span | undefined {
  // An anchor or a tag stands between the colon and the value.
  const colon = /^\s*:(?:[ \t]+[&!]\S+)*/.exec(text.slice(keyEnd));
  if (!colon) return undefined;
  const at = keyEnd + colon[0].length;
  return { start: at, end: at };
}

function splice(text: string, span: Span, inserted: string): string {
  return text.slice(0, span.start) + inserted + text.slice(span.end);
}
