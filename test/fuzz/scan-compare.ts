// Where the fast tier and the parser disagree about a document: the one question all tests of the scanner ask.
import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from '../../server/yaml/parse-document.ts';
import { scanDocument, lastRefusal } from '../../server/yaml/scan.ts';
import { TEMPLATE } from '../../server/yaml/scan-state.ts';
import { treeOfScan } from '../../server/yaml/scan-tree.ts';
import { valueOfScan } from '../../server/yaml/scan-value.ts';
import { toValue } from '../../server/yaml/to-value.ts';

/** What the scanner made of a document: it left it to the parser, read the same, or something else. */
export type Verdict =
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'same' }
  | { readonly is: 'different'; readonly what: string };

/** Compares the two readings of one document's text. */
export function compareReadings(text: string): Verdict {
  const table = scanDocument(text);
  if (!table) {
    const why = lastRefusal();
    const isWrong = why === TEMPLATE && !parseDocument(text).problems.some(({ kind }) => kind === 'syntax');
    return isWrong ? { is: 'different', what: 'taken for a template' } : { is: 'refused', why };
  }
  const tree = treeOfScan(table);
  const value = valueOfScan(table);
  const { root, problems } = parseDocument(text);
  if (problems[0]) return { is: 'different', what: `accepted, but: ${problems[0].kind} ${problems[0].text}` };
  if (!root || !isDeepStrictEqual(tree, root)) return { is: 'different', what: 'another tree' };
  const expected = toValue(root);
  // The text of both tells the order of keys too.
  const isSame = isDeepStrictEqual(value, expected) && JSON.stringify(value) === JSON.stringify(expected);
  if (!isSame) return { is: 'different', what: 'another value' };
  return isSameInside(text)
    ? { is: 'same' }
    : { is: 'different', what: 'another reading inside a larger file' };
}

/** A document reads the same wherever it stands in its file. */
function isSameInside(text: string): boolean {
  const before = 'é: [\n---';
  const alone = scanDocument(text);
  const tree = alone && treeOfScan(alone);
  const table = scanDocument(`${before}${text}\n--- "`, before.length, before.length + text.length);
  return table !== undefined && isDeepStrictEqual(treeOfScan(table), tree);
}
