// Keys that stand twice in one mapping: what each says, and the text without one of them.
// The syntax tree holds only the last, so the first is looked for in the text.
import { formatFieldPath } from '../../shared/model/field-path.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import { fieldAt, locate } from '../yaml/locate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Span } from '../yaml/span.ts';
import { treeOf } from './places.ts';
import type { ApiCause } from './rule.ts';
import { endOfQuoted, lineAt, linesOfText, openBrackets, type TextLine } from './text-lines.ts';

/** The value beside a key when it is short enough to be told; `undefined` for blocks. */
export function valueBeside(text: string, key: Span): string | undefined {
  const line = lineAt(linesOfText(text), key.start);
  const end = isInFlow(text, key) ? endOfFlowEntry(text, key) : (line?.end ?? key.end);
  const value = /^\s*:\s+(\S.*)$/.exec(text.slice(key.end, end))?.[1]?.trim();
  return value !== undefined && value.length <= 40 && !/^[|>&*!]/.test(value) ? value : undefined;
}

/** The stretch to cut to remove a key with its value; `undefined` when that would not heal the text. */
export function cutOfEntry(text: string, key: Span): Span | undefined {
  const cut = isInFlow(text, key) ? flowCut(text, key) : blockCut(text, key);
  const without = text.slice(0, cut.start) + text.slice(cut.end);
  const nBefore = parseDocument(text).problems.length;
  return parseDocument(without).problems.length < nBefore ? cut : undefined;
}

/** The lines where another object starts in the same document, because no `---` stands above it. */
export function unseparatedObjects(text: string): readonly TextLine[] {
  const starts: TextLine[] = [];
  let seen = new Set<string>();
  for (const line of linesOfText(text)) {
    const key = line.indent === 0 ? /^(apiVersion|kind):(?:\s|$)/.exec(line.content)?.[1] : undefined;
    if (key === undefined) continue;
    if (seen.has(key)) {
      starts.push(line);
      seen = new Set();
    }
    seen.add(key);
  }
  return starts;
}

/** The offset for a `---` above a line and the comments that stand directly above it. */
export function separatorOffset(text: string, line: TextLine): number {
  const comments = /(?:^#[^\n]*\n)*$/m.exec(text.slice(0, line.start))?.[0].length ?? 0;
  return line.start - comments;
}

function isInFlow(text: string, key: Span): boolean {
  return openBrackets(text, key.start).length > 0;
}

function endOfFlowEntry(text: string, key: Span): number {
  let depth = 0;
  for (let at = key.end; at < text.length; at++) {
    const char = text[at] ?? '';
    if ((char === '"' || char === "'") && /[[{,:\s]/.test(text[at - 1] ?? '')) {
      at = (endOfQuoted(text, at, text.length) ?? text.length) - 1;
    } else if (char === '[' || char === '{') depth++;
    else if (depth === 0 && /[,}\]]/.test(char)) return at;
    else if (char === ']' || char === '}') depth--;
  }
  return text.length;
}

function flowCut(text: string, key: Span): Span {
  const end = endOfFlowEntry(text, key);
  const comma = /^,\s*/.exec(text.slice(end));
  if (comma) return { start: key.start, end: end + comma[0].length };
  const before = /\s*,\s*$/.exec(text.slice(0, key.start))?.[0].length ?? 0;
  const value = text.slice(0, end).trimEnd().length;
  return { start: key.start - before, end: value };
}

/** From the key to the next line that stands as far left; a list may stand as far left as its key. */
function blockCut(text: string, key: Span): Span {
  const lines = linesOfText(text);
  const own = lines.findLast(({ start }) => start <= key.start);
  const column = key.start - (own?.start ?? 0);
  const isAfterDash = own !== undefined && own.indent < column;
  const next = lines.find(
    ({ index, indent, content }) =>
      index > (own?.index ?? 0) &&
      content !== '' &&
      (indent < column || (indent === column && (isAfterDash || !/^-(\s|$)/.test(content)))),
  );
  if (isAfterDash && next) return { start: key.start, end: next.start + next.indent };
  const last = lines.findLast(
    ({ index, content }) => index < (next?.index ?? lines.length) && content !== '',
  );
  const end = last && lines[last.index + 1] ? (lines[last.index + 1]?.start ?? text.length) : text.length;
  return { start: own?.start ?? key.start, end };
}

/**
 * True for a key that is written like the first one and stands where kustomize refuses that: anywhere but in the
 * annotations of an object, which it reads key by key.
 * Source: go-yaml/yaml v3 decode.go decoder.mapping (uniqueKeys), and what `kubectl kustomize` of kustomize v5.5.0 answers.
 */
export function isRefusedByKustomize(document: ManifestDocument, { first, second }: KeyPair): boolean {
  const textOf = ({ start, end }: Span): string =>
    document.text.slice(start, end).replaceAll(/^["']|["']$/g, '');
  if (textOf(first) !== textOf(second)) return false;
  const { root } = treeOf(document);
  const path = (root && fieldAt(root, second.start)?.path) ?? [];
  return !/^(items\[\d+\]\.)?metadata\.annotations\b/.test(formatFieldPath(path));
}

interface KeyPair {
  readonly first: Span;
  readonly second: Span;
}

/** What the API server says of a key that stands again, when the document is sent to it as it is. */
export function duplicateCause(document: ManifestDocument, key: Span, name: string): ApiCause {
  const { root } = treeOf(document);
  const found = root && fieldAt(root, key.start);
  const here = root && found ? locate(root, found.path) : undefined;
  // go-yaml counts to the value, and from the line below the marker.
  const at = here?.entry?.keySpan.start === key.start ? here.node.span.start : key.start;
  const nAbove = /^[ \t]*\r?\n/.test(document.text) ? 1 : 0;
  const line = document.text.slice(0, at).split('\n').length - nAbove;
  const isText = /^["']/.test(document.text.slice(key.start)) || !/^(true|false)$/.test(name);
  return {
    reason: 'BadRequest',
    field: formatFieldPath(found?.path ?? [name]),
    message: `line ${line}: key ${isText ? JSON.stringify(name) : name} already set in map`,
  };
}
