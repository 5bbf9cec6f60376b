// One document's text to its syntax tree, by way of the `yaml` package. Never throws on user text.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument as parseYaml,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLParseError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Entry, ListNode, MapNode, ScalarNode, ScalarStyle, SourceNode, YamlProblem } from './nodes.ts';
import { AliasBudget } from './alias-budget.ts';
import { keyText, resolvePlainScalar } from './scalars.ts';
import type { Span } from './span.ts';

/** The tree of one document, `undefined` where nothing usable is left, and what is wrong with the text. */
export interface ParsedDocument {
  readonly root: SourceNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** Deeper nesting is refused before it can exhaust the stack. kubectl takes 10,000 levels. */
const MAX_DEPTH = 200;
const MERGE_KEY = '<<';
const CORE_TAG = 'tag:yaml.org,2002:';

/** Parses the text of one document, which must hold no `---` line. Spans count from the start of `text`. */
export function parseDocument(text: string): ParsedDocument {
  if (nestsTooDeep(text)) return { root: undefined, problems: [tooDeep(AT_START)] };
  try {
    const document = withoutStacks(() =>
      parseYaml(text, {
        schema: 'failsafe',
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
        stringKeys: false,
      }),
    );
    const problems = document.errors.map((error) => problemOf(error, text.length));
    const builder = new TreeBuilder(problems);
    const root = document.contents ? builder.node(document.contents) : undefined;
    return { root: builder.isRefused ? undefined : root, problems };
  } catch (error) {
    // The parser itself gave up, for want of stack or by a fault of its own: the document is unreadable, its neighbours are not.
    const problem: YamlProblem =
      error instanceof RangeError
        ? tooDeep(AT_START)
        : { kind: 'syntax', span: AT_START, text: (error as Error).message };
    return { root: undefined, problems: [problem] };
  }
}

function problemOf({ code, message, pos: [start, end] }: YAMLParseError, length: number): YamlProblem {
  const span = { start: Math.min(start, length), end: Math.min(Math.max(end, start), length) };
  return code === 'RESOURCE_EXHAUSTION' ? tooDeep(span) : { kind: 'syntax', span, text: message };
}

const AT_START: Span = { start: 0, end: 0 };

function tooDeep(span: Span): YamlProblem {
  return { kind: 'syntax', span, text: 'The text nests too deeply to be read', limit: 'depth' };
}

/** A template makes thousands of errors, and to note for each where it was made takes longer than to parse the text. */
function withoutStacks<T>(parse: () => T): T {
  const v8 = Error as ErrorConstructor & { stackTraceLimit?: number };
  const { stackTraceLimit = 10 } = v8;
  v8.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    v8.stackTraceLimit = stackTraceLimit;
  }
}

/** Counts open flow brackets and dash runs without parsing; strings are not told apart, so the bound is generous. */
function nestsTooDeep(text: string): boolean {
  const limit = MAX_DEPTH * 5;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
  }
  return /(?:- ){400}/.test(text);
}

/** Turns the parser's nodes into ours, following aliases in document order. */
class TreeBuilder {
  readonly #problems: YamlProblem[];
  readonly #anchors = new Map<string, SourceNode | 'open'>();
  /** What each collection has kubectl decode: itself, its keys and all below, aliases counted each time. */
  readonly #sizes = new WeakMap<SourceNode, number>();
  readonly #budget = new AliasBudget();
  #depth = 0;
  isRefused = false;

  constructor(problems: YamlProblem[]) {
    this.#problems = problems;
  }

  node(node: Node): SourceNode {
    this.#budget.addNode();
    if (isAlias(node)) return this.#alias(node);
    const anchor = node.anchor;
    if (anchor) this.#anchors.set(anchor, 'open');
    const built = this.#build(node);
    // Something within that has the same anchor begins later, and so it is the one that aliases mean.
    if (anchor && this.#anchors.get(anchor) === 'open') this.#anchors.set(anchor, built);
    return built;
  }

  #build(node: Node): SourceNode {
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      this.#refuse(tooDeep(spanOf(node)));
      return nullNode(spanOf(node));
    }
    let built: SourceNode;
    if (isMap(node)) built = this.#map(node);
    else if (isSeq(node)) built = this.#list(node);
    else built = isScalar(node) ? scalarNode(node) : nullNode(spanOf(node));
    this.#depth--;
    return built;
  }

  #alias(alias: Alias): SourceNode {
    const target = this.#anchors.get(alias.source);
    if (target === 'open') {
      this.#problems.push({
        kind: 'syntax',
        span: spanOf(alias),
        text: `Alias "${alias.source}" stands inside its own anchor`,
      });
      return nullNode(spanOf(alias));
    }
    if (target) {
      if (!this.#budget.addRepeated(this.#sizeOf(target))) this.#refuse(tooManyAliases(spanOf(alias)));
      return target;
    }
    const text = `Alias "${alias.source}" has no anchor`;
    this.#problems.push({ kind: 'syntax', span: spanOf(alias), text });
    return nullNode(spanOf(alias));
  }

  #list(seq: YAMLSeq): ListNode {
    const items = seq.items.map((item) =>
      isPair(item)
        ? this.#map({ items: [item], range: seq.range, flow: true } as YAMLMap)
        : this.node(item as Node),
    );
    const size = items.reduce((sum, item) => sum + this.#sizeOf(item), 1);
    return this.#sized(
      { type: 'list', span: spanAround(seq, items), items, isFlow: seq.flow === true },
      size,
    );
  }

  #map(map: YAMLMap): MapNode {
    const entries = new Map<string, Entry>();
    const merged: SourceNode[] = [];
    let size = 1;
    for (const pair of map.items as readonly Pair<Node, Node | null>[]) {
      const keyNode = pair.key ? this.node(pair.key) : nullNode(spanOf(map));
      const value = pair.value ? this.node(pair.value) : nullNode(emptyAfter(keyNode.span));
      size += 1 + this.#sizeOf(value);
      if (keyNode.type !== 'scalar') {
        this.#problems.push({ kind: 'syntax', span: keyNode.span, text: 'A key must be a single value' });
        continue;
      }
      if (keyNode.style === 'plain' && keyNode.value === MERGE_KEY) {
        merged.push(value);
        continue;
      }
      this.#addEntry(entries, { key: keyText(keyNode.value), keySpan: keyNode.span, value, isMerged: false });
    }
    for (const source of merged) mergeInto(entries, source);
    const list = [...entries.values()];
    const values = list.map((entry) => entry.value);
    return this.#sized(
      { type: 'map', span: spanAround(map, values), entries: list, isFlow: map.flow === true },
      size,
    );
  }

  #addEntry(entries: Map<string, Entry>, entry: Entry): void {
    const before = entries.get(entry.key);
    if (before)
      this.#problems.push({
        kind: 'duplicate-key',
        span: entry.keySpan,
        text: entry.key,
        first: before.keySpan,
      });
    entries.set(entry.key, entry);
  }

  #sized<N extends SourceNode>(node: N, size: number): N {
    this.#sizes.set(node, Math.min(size, Number.MAX_SAFE_INTEGER));
    return node;
  }

  #sizeOf(node: SourceNode): number {
    return this.#sizes.get(node) ?? 1;
  }

  #refuse(problem: YamlProblem): void {
    if (!this.isRefused) this.#problems.push(problem);
    this.isRefused = true;
  }
}

function tooManyAliases(span: Span): YamlProblem {
  return { kind: 'syntax', span, text: 'Aliases make this document too large to be read', limit: 'aliases' };
}

/** Adds what `<<` brings: keys already there win, and of several sources the earlier ones. */
function mergeInto(entries: Map<string, Entry>, source: SourceNode): void {
  if (source.type === 'list') for (const item of source.items) mergeInto(entries, item);
  if (source.type !== 'map') return;
  for (const entry of source.entries) {
    if (!entries.has(entry.key)) entries.set(entry.key, { ...entry, isMerged: true });
  }
}

function scalarNode(scalar: Scalar): ScalarNode {
  const style = styleOf(scalar);
  const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  return { type: 'scalar', span: spanOf(scalar), value: taggedValue(scalar.tag, text, style), style };
}

/**
 * The value under an explicit tag. A tag that is not YAML's own (`!Ref x`) is filled in by some tool later:
 * its text is written `<!Ref x>`, which reads as unresolved everywhere.
 */
function taggedValue(tag: string | undefined, text: string, style: ScalarStyle): ScalarNode['value'] {
  if (tag === undefined) return style === 'plain' ? resolvePlainScalar(text) : text;
  if (!tag.startsWith(CORE_TAG)) return tag === '!' ? text : `<!${tag.replace(/^!+/, '')} ${text}>`;
  return tag === `${CORE_TAG}str` || tag === `${CORE_TAG}binary` ? text : resolvePlainScalar(text);
}

function styleOf(scalar: Scalar): ScalarStyle {
  switch (scalar.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return 'plain';
  }
}

function nullNode(span: Span): ScalarNode {
  return { type: 'scalar', span, value: null, style: 'plain' };
}

function emptyAfter(span: Span): Span {
  return { start: span.end, end: span.end };
}

function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** A block collection ends with its last child, not with the comments and blank lines that follow. */
function spanAround(node: YAMLMap | YAMLSeq, children: readonly SourceNode[]): Span {
  const { start, end } = spanOf(node);
  if (node.flow === true) return { start, end };
  let last = start;
  for (const child of children) if (child.span.end > last && child.span.end <= end) last = child.span.end;
  return { start, end: last };
}
