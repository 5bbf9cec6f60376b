// The comments of a text: what starts with `#` outside scalars.
import { Lexer } from 'yaml';
import type { Span } from './span.ts';

/** One comment, from its `#` to the end of its line. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}

/** What the lexer hands out before the text of a scalar. */
const SCALAR = '\u001F';
/** What it hands out besides pieces of the text: starts and ends of documents and flow collections. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', SCALAR]);

/**
 * The comments of a file that hold a word, in order. Spans count from the file's start. Never throws: a document with
 * broken syntax hides comments of its own at most.
 */
export function commentsWith(word: string, text: string): readonly Comment[] {
  if (!text.includes(word)) return [];
  const comments: Comment[] = [];
  let start = 0;
  for (const part of text.split(/^(?=(?:---|\.\.\.)(?:\s|$))/m)) {
    if (part.includes(word))
      comments.push(...commentsOf(part, start).filter((one) => one.text.includes(word)));
    start += part.length;
  }
  return comments;
}

function commentsOf(part: string, start: number): readonly Comment[] {
  const comments: Comment[] = [];
  let at = start;
  let before = '';
  for (const token of new Lexer().lex(part)) {
    if (!MARKS.has(token)) {
      if (before !== SCALAR && token.startsWith('#')) {
        const text = token.trimEnd();
        comments.push({ span: { start: at, end: at + text.length }, text });
      }
      at += token.length;
    }
    before = token;
  }
  return comments;
}
