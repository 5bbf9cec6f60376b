// Text that goes into XML as text, whatever is in it.

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': ' ',
  '\r': ' ',
  '\t': ' ',
};

/**
 * The text for an element's content or an attribute in quotes. Characters that XML 1.0 has no way to write, and halves of
 * surrogate pairs, become U+FFFD; line ends and tabs become spaces.
 */
export function escapeXml(text: string): string {
  let escaped = '';
  for (const character of text)
    escaped += ESCAPES[character] ?? (isWritable(character) ? character : '\uFFFD');
  return escaped;
}

function isWritable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x20 && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
