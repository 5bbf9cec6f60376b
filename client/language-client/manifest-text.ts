// Guesses from a document's text alone, cheap enough for every keystroke. They may only err on the side of looking closer.

const API_VERSION = /(?:^|[\s{,])["']?apiVersion["']?\s*:/m;
const KIND = /(?:^|[\s{,-])["']?kind["']?\s*:/m;
const KIND_SERVICE = /(?:^|[\s{,-])["']?kind["']?\s*:\s*["']?Service["']?\s*(?:$|[#,}])/m;
const SEPARATOR = /^---(?:\s|$)/;

/** Whether the text could hold a Kubernetes object, as YAML or JSON. */
export function looksLikeKubernetes(text: string): boolean {
  return API_VERSION.test(text) && KIND.test(text);
}

/** Whether the text could hold a Service. */
export function mayHoldService(text: string): boolean {
  return KIND_SERVICE.test(text) && API_VERSION.test(text);
}

/**
 * Whether the YAML document around a zero-based line could be a Service, so that the cursor there means that Service.
 * JSON has one document, so there it is the whole text that counts.
 */
export function isServiceAt(text: string, line: number): boolean {
  const lines = text.split(/\r?\n/);
  let first = Math.min(line, lines.length - 1);
  while (first > 0 && !SEPARATOR.test(lines[first] ?? '')) first -= 1;
  let end = first + 1;
  while (end < lines.length && !SEPARATOR.test(lines[end] ?? '')) end += 1;
  return KIND_SERVICE.test(lines.slice(first, end).join('\n'));
}
