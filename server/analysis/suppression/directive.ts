// Suppressions as people write them: comments, and an annotation on the object.
import type { KubeObject } from '../../../shared/model/objects.ts';
import type { ManifestFile } from '../../workspace/manifest.ts';
import { commentsWith, type Comment } from '../../yaml/comments.ts';
import type { Span } from '../../yaml/span.ts';
import { nearestName } from '../rule-patterns.ts';

/** The annotation that silences rules about the object it stands on: `id: reason`, parted by commas or line breaks. */
export const IGNORE_ANNOTATION = 'kubereach/ignore';

/** What a comment may say after `kubereach-`. */
export const DIRECTIVES = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** One of them. */
export type DirectiveName = (typeof DIRECTIVES)[number];

/** A rule's id or a pattern, where it is written. */
export interface NamedRule {
  readonly pattern: string;
  /** Of a comment: counts from the file's start. `undefined` in an annotation. */
  readonly span: Span | undefined;
}

/** A comment that silences rules, or ends that. No named rules means every rule. */
export interface Directive {
  readonly type: 'comment';
  readonly name: DirectiveName;
  readonly rules: readonly NamedRule[];
  readonly reason: string;
  /** The whole comment, from the file's start. */
  readonly span: Span;
}

/** A comment that begins like a directive and is none. */
export interface UnknownDirective {
  readonly type: 'unknown';
  readonly name: string;
  readonly nearest: string | undefined;
  readonly span: Span;
}

/** The annotation of one object. No named rules means every rule. */
export interface IgnoreAnnotation {
  readonly type: 'annotation';
  readonly object: KubeObject;
  readonly rules: readonly (NamedRule & { readonly reason: string })[];
}

/** Everything in a file that asks for silence, comments in order. */
export interface Suppressions {
  readonly comments: readonly (Directive | UnknownDirective)[];
  readonly annotations: readonly IgnoreAnnotation[];
}

const COMMENT = /^#+\s*kubereach-([\w-]+)(.*)$/s;
/** Between the rules and the reason: a colon, or two dashes. */
const REASON = /:|(?:^|\s)--(?=\s|$)/;

const known = new WeakMap<ManifestFile, Suppressions>();

const NONE: Suppressions = { comments: [], annotations: [] };

/** The suppressions of a file, read once per version of it. */
export function suppressionsOf(file: ManifestFile): Suppressions {
  if (!file.mentionsUs) return NONE;
  let found = known.get(file);
  if (!found) {
    const objects = file.documents.flatMap(({ document }) => document.objects);
    found = {
      comments: commentsWith('kubereach-', file.text).flatMap((comment) => readComment(comment) ?? []),
      annotations: objects.flatMap((object) => readAnnotation(object) ?? []),
    };
    known.set(file, found);
  }
  return found;
}

/** Reads a comment; `undefined` for one that does not begin with `kubereach-`. */
function readComment({ span, text }: Comment): Directive | UnknownDirective | undefined {
  const match = COMMENT.exec(text);
  if (!match) return undefined;
  const [, word = '', rest = ''] = match;
  const name = DIRECTIVES.find((one) => one === word);
  if (!name) return { type: 'unknown', name: word, nearest: nearestName(word, DIRECTIVES), span };
  const reasonAt = rest.search(REASON);
  const list = reasonAt < 0 ? rest : rest.slice(0, reasonAt);
  const start = span.start + text.length - rest.length;
  const rules = [...list.matchAll(/[^\s,]+/g)].map(({ 0: pattern, index }) => ({
    pattern,
    span: { start: start + index, end: start + index + pattern.length },
  }));
  const reason = reasonAt < 0 ? '' : rest.slice(reasonAt).replace(REASON, '').trim();
  return { type: 'comment', name, rules: isEveryRule(rules) ? [] : rules, reason, span };
}

/** Reads an object's annotation; `undefined` when it has none. */
function readAnnotation(object: KubeObject): IgnoreAnnotation | undefined {
  if (!Object.hasOwn(object.annotations, IGNORE_ANNOTATION)) return undefined;
  const rules: { pattern: string; span: undefined; reason: string }[] = [];
  for (const part of (object.annotations[IGNORE_ANNOTATION] ?? '').split(/[,\n]/)) {
    // Every id has a dash in it: anything else after a comma belongs to the reason before.
    const match = /^\s*([a-z]+(?:-[a-z*]+)+\*?|\*)\s*(?::(.*))?$/s.exec(part);
    const last = rules.at(-1);
    if (match) rules.push({ pattern: match[1] ?? '', span: undefined, reason: (match[2] ?? '').trim() });
    else if (last) last.reason = `${last.reason},${part}`.trim();
    else if (part.trim() !== '') rules.push({ pattern: part.trim(), span: undefined, reason: '' });
  }
  return { type: 'annotation', object, rules: isEveryRule(rules) ? [] : rules };
}

function isEveryRule(rules: readonly { readonly pattern: string }[]): boolean {
  return rules.some(({ pattern }) => pattern === '*');
}

const SKIPPED_LINE = /^(?:\s*(?:#[^\n]*)?|---\s*)$/;

/** The line a comment speaks of: its own, or the next one that holds more than a comment. */
export function lineOfDirective(text: string, { name, span }: Directive): Span {
  let start = text.lastIndexOf('\n', span.start - 1) + 1;
  let end = endOfLine(text, start);
  if (name !== 'disable-next-line') return { start, end };
  do {
    start = end + 1;
    end = endOfLine(text, start);
  } while (end < text.length && SKIPPED_LINE.test(text.slice(start, end)));
  return { start, end };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
