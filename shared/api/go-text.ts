// Values as the API server prints them inside its sentences.

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What Go calls printable: letters, marks, numbers, punctuation, symbols and the ASCII space. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/**
 * A string in double quotes, everything unprintable escaped.
 * Source: Go strconv.Quote, the verb %q.
 */
export function quote(text: string): string {
  let quoted = '"';
  for (const character of text)
    quoted += ESCAPES[character] ?? (PRINTABLE.test(character) ? character : escape(character));
  return `${quoted}"`;
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/**
 * A value that is neither string, number nor boolean, in the two ways it has been printed: JSON since 1.34, Go syntax before.
 * Source: apimachinery pkg/util/validation/field/errors.go Error.ErrorBody.
 */
export interface Composite {
  /** As encoding/json writes it. */
  readonly json: string;
  /** As the verb %#v writes it. */
  readonly go: string;
}

/** A list of strings. */
export function stringList(items: readonly string[]): Composite {
  return { json: goJson(items), go: `[]string{${items.map(quote).join(', ')}}` };
}

/** A map of strings, printed by sorted key; `undefined` is the nil map. */
export function stringMap(map: Readonly<Record<string, string>> | undefined): Composite {
  if (map === undefined) return { json: 'null', go: 'map[string]string(nil)' };
  const sorted = Object.fromEntries(sortedEntries(map));
  const pairs = sortedEntries(map).map(([key, value]) => `${quote(key)}:${quote(value)}`);
  return { json: goJson(sorted), go: `map[string]string{${pairs.join(', ')}}` };
}

/** Entries in the order in which Go prints and walks sorted maps: by bytes. */
export function sortedEntries<T>(map: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => compareBytes(a, b));
}

/** Compares two strings by their UTF-8 bytes, as Go does: half of a surrogate pair comes after all other code units. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** JSON as Go writes it, which also escapes `<`, `>` and `&`. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => escape4(character));
}

function escape4(character: string): string {
  return `\\u${hex(character.charCodeAt(0), 4)}`;
}

/** The length in bytes of a string in UTF-8, which is what Go's limits count. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
