// Anchors on the values of keys (`a: &x 1`) and aliases in the place of values (`b: *x`). Elsewhere they are the parser's.
import { codeAt, DASH, isBlank, skipSpaces } from './scan-characters.ts';
import { REFUSED, type ScanState } from './scan-state.ts';
import { ALIAS, isCollection, LINK, numberAt, PLAIN, STRIDE, targetOf } from './scan-table.ts';

/** Repeated by aliases of single collections, so few are never 99 nodes in 100, which `AliasBudget` takes. */
const MAX_REPEATED = 50_000 * STRIDE;

/** Remembers that the next node has the name after the `&` at `from`, and gives the offset of what follows it. */
export function scanAnchor(scan: ScanState, from: number): number {
  const end = endOfName(scan, from + 1);
  if (end === REFUSED) return REFUSED;
  scan.anchors.set(scan.text.slice(from + 1, end), scan.size);
  return skipSpaces(scan, end);
}

/** Adds an alias, which ends no collection later: its node stands elsewhere. Gives the offset behind it. */
export function scanAlias(scan: ScanState, from: number): number {
  const end = endOfName(scan, from + 1);
  if (end === REFUSED) return REFUSED;
  const target = scan.anchors.get(scan.text.slice(from + 1, end));
  if (target === undefined || target >= scan.size) return scan.refuse('alias without an anchor');
  if (isCollection(scan.nodes, target)) {
    const behind = numberAt(scan.nodes, target + LINK);
    scan.nRepeated += behind - target;
    // An open collection has no link yet. Aliases of collections that hold such aliases multiply.
    if (behind === 0 || scan.nRepeated > MAX_REPEATED || repeatsCollection(scan, target, behind)) {
      return scan.refuse('alias of a collection');
    }
  }
  scan.add(PLAIN | ALIAS, from, end, target);
  scan.aliasEnds();
  return end;
}

/** True when one of the nodes is itself an alias of a collection. */
function repeatsCollection({ nodes }: ScanState, from: number, to: number): boolean {
  for (let at = from; at < to; at += STRIDE) {
    const target = targetOf(nodes, at);
    if (target !== at && isCollection(nodes, target)) return true;
  }
  return false;
}

/** The end of an anchor's name, of letters, digits, `_` and `-`. */
function endOfName(scan: ScanState, from: number): number {
  let at = from;
  while (isNameCharacter(codeAt(scan, at))) at++;
  return at > from && isBlank(codeAt(scan, at)) ? at : scan.refuse('name of an anchor');
}

function isNameCharacter(code: number): boolean {
  const letter = code | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === DASH || code === 0x5f
  );
}
