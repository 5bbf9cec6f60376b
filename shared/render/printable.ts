// Text of manifests on its way to a terminal or a build log, where control characters are commands.

const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, with every control character and line separator escaped as in JSON: it can neither begin a line,
 * where build servers look for commands of theirs, nor command the terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(
    CONTROL,
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
