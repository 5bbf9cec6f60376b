// A field that belongs at the head of an object, where people look for it.
import type { KubeObject } from '../../shared/model/objects.ts';
import type { FixStep } from './fix.ts';
import { spanOfPlace } from './places.ts';

/** Writes a field before all others; one that stands empty is filled in, and between braces it goes where there is room. */
export function writeFirst(object: KubeObject, key: string, value: string): FixStep {
  const set = { type: 'set', object, path: [key], value } as const;
  const [first] = Object.keys(object.raw);
  if (first === undefined || key in object.raw) return set;
  const { document, span } = spanOfPlace({ object, path: [first], on: 'key' });
  const { text } = document;
  const lead = /[^\n]*$/.exec(text.slice(0, span.start))?.[0] ?? '';
  if (!/^ *(?:- +)*$/.test(lead) || /^\s*[{[]/.test(text)) return set;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${key}: ${value}${lineEnd}${' '.repeat(lead.length)}`;
  return { type: 'text', document, span: { start: span.start, end: span.start }, newText };
}
