// What a scan knows while it runs: the text, the nodes found so far, and the block collections still open.
import { END, KIND, LINK, LIST, type MAP, numberAt, PLAIN, STRIDE } from './scan-table.ts';
import { countsAsTooDeep } from './scan-limits.ts';

/** The answer of a scanning function that is not certain: the `yaml` package has to read the document. */
export const REFUSED = -1;

/**
 * Why a document is refused where `{{` opens a value or stands for a key. To YAML that is a mapping whose first key is a mapping,
 * which `parseDocument` reports as broken syntax, whatever follows.
 */
export const TEMPLATE = 'template';

/** Far below what `parseDocument` refuses (200), counting blocks and brackets each on their own. */
const MAX_OPEN = 80;
/** From this many keys on, a mapping's keys are looked up in a set instead of one after the other. */
const MANY_KEYS = 32;

/** A scan at work. One is enough for all documents: `begin` makes it new without giving its memory back. */
export class ScanState {
  text = '';
  end = 0;
  nodes = new Int32Array(4096);
  size = 0;

  /** Open block collections, innermost last: column, node, and where an empty value would stand (-1: it has its value). */
  readonly columns = new Int32Array(MAX_OPEN);
  readonly owners = new Int32Array(MAX_OPEN);
  readonly gaps = new Int32Array(MAX_OPEN);
  readonly firstKeys = new Int32Array(MAX_OPEN);
  nOpen = 0;
  /** The column of the innermost one, -1 outside of all, and whether it is a list. */
  column = -1;
  isInList = false;
  hasRoot = false;

  /** Where the plain text last scanned ends, without the blanks behind it. */
  plainEnd = 0;
  /** A line that is indented by more than this goes on with the plain scalar last added. */
  plainColumn = Number.MAX_SAFE_INTEGER;
  /** Where the last comment stands that began at the margin; -1 before the first. */
  marginComment = -1;
  /** The hash of the usual key last scanned. */
  keyHash = 0;
  /** Flags of the quoted scalar last scanned. */
  quotedFlags = 0;
  /** True when the quoted scalar last scanned stands on more than one line. */
  isFolded = false;

  /** The node of each anchor so far; of two with the same name the later one. */
  readonly anchors = new Map<string, number>();
  /** How many numbers of the table are repeated by aliases of collections. */
  nRepeated = 0;

  /** Why the scan gave up: for measuring what the fast tier leaves to the parser. */
  refusal = '';

  #keys = new Int32Array(1024);
  nKeys = 0;
  readonly #manyKeys = new Map<number, Set<number>>();

  begin(text: string, start: number, end: number): boolean {
    this.text = text;
    this.end = end;
    this.size = 0;
    this.nOpen = 0;
    this.column = -1;
    this.isInList = false;
    this.hasRoot = false;
    this.plainColumn = Number.MAX_SAFE_INTEGER;
    this.marginComment = -1;
    this.nKeys = 0;
    this.refusal = '';
    this.nRepeated = 0;
    if (this.anchors.size > 0) this.anchors.clear();
    if (this.#manyKeys.size > 0) this.#manyKeys.clear();
    return !countsAsTooDeep(text, start, end);
  }

  refuse(why: string): typeof REFUSED {
    this.refusal = why;
    return REFUSED;
  }

  /** Appends a node and gives its index. */
  add(what: number, start: number, end: number, link: number): number {
    const index = this.size;
    if (index + STRIDE > this.nodes.length) this.#grow();
    const nodes = this.nodes;
    nodes[index] = what;
    nodes[index + 1] = start;
    nodes[index + END] = end;
    nodes[index + LINK] = link;
    this.size = index + STRIDE;
    return index;
  }

  /** False when a mapping, whose keys start at `first`, has a key with this hash already. */
  addKey(first: number, hash: number): boolean {
    const count = this.nKeys - first;
    if (count >= MANY_KEYS) return this.#addToMany(first, hash);
    const keys = this.#keys;
    for (let at = first; at < this.nKeys; at++) if (keys[at] === hash) return false;
    this.#pushKey(hash);
    return true;
  }

  /** Forgets the keys of a mapping that ends. */
  dropKeys(first: number): void {
    if (this.nKeys - first > MANY_KEYS) this.#manyKeys.delete(first);
    this.nKeys = first;
  }

  /** Opens a block collection; false when the nesting is too deep. */
  open(kind: typeof MAP | typeof LIST, column: number, start: number): boolean {
    const level = this.nOpen;
    if (level >= MAX_OPEN) return false;
    if (level > 0) this.gaps[level - 1] = -1;
    this.hasRoot = true;
    this.columns[level] = column;
    this.owners[level] = this.add(kind, start, start, 0);
    this.gaps[level] = -1;
    this.firstKeys[level] = this.nKeys;
    this.nOpen = level + 1;
    this.column = column;
    this.isInList = kind === LIST;
    return true;
  }

  /** Ends the innermost block collection with its last child. */
  close(): void {
    this.fillGap();
    const level = --this.nOpen;
    const owner = numberAt(this.owners, level);
    const nodes = this.nodes;
    nodes[owner + LINK] = this.size;
    this.dropKeys(numberAt(this.firstKeys, level));
    if (level === 0) {
      this.column = -1;
      this.isInList = false;
      return;
    }
    const outer = numberAt(this.owners, level - 1);
    nodes[outer + END] = numberAt(nodes, owner + END);
    this.column = numberAt(this.columns, level - 1);
    this.isInList = (numberAt(nodes, outer) & KIND) === LIST;
  }

  /** Ends all block collections that stand further right than a column. */
  closeBeyond(column: number): void {
    while (this.column > column) this.close();
  }

  /** True when a value may stand here: the document's own, a key's or an item's. */
  get isOpenForValue(): boolean {
    return this.nOpen === 0 ? !this.hasRoot : numberAt(this.gaps, this.nOpen - 1) >= 0;
  }

  /** A value may follow; left empty, it would stand at `offset`. */
  awaitValue(offset: number): void {
    this.gaps[this.nOpen - 1] = offset;
  }

  /** True when a comment at the margin stands between a key or item and what is to be its value. */
  get hasMarginComment(): boolean {
    return this.nOpen > 0 && this.marginComment > numberAt(this.gaps, this.nOpen - 1);
  }

  /** A value that was added closes the gap it fills, and its collection reaches to its end. */
  valueEnds(end: number): void {
    this.hasRoot = true;
    if (this.nOpen === 0) return;
    this.gaps[this.nOpen - 1] = -1;
    this.nodes[numberAt(this.owners, this.nOpen - 1) + END] = end;
  }

  /** An alias fills a gap like a value, but its collection does not reach to it. */
  aliasEnds(): void {
    this.gaps[this.nOpen - 1] = -1;
  }

  /** Writes down the empty value of a key or item that is followed by none. */
  fillGap(): void {
    const gap = numberAt(this.gaps, this.nOpen - 1);
    if (gap < 0) return;
    this.add(PLAIN, gap, gap, 0);
    this.valueEnds(gap);
  }

  #pushKey(hash: number): void {
    if (this.nKeys === this.#keys.length) {
      const larger = new Int32Array(this.#keys.length * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys[this.nKeys++] = hash;
  }

  #addToMany(first: number, hash: number): boolean {
    let known = this.#manyKeys.get(first);
    if (!known) {
      known = new Set(this.#keys.subarray(first, this.nKeys));
      this.#manyKeys.set(first, known);
    }
    if (known.has(hash)) return false;
    known.add(hash);
    this.#pushKey(hash);
    return true;
  }

  #grow(): void {
    const larger = new Int32Array(this.nodes.length * 2);
    larger.set(this.nodes);
    this.nodes = larger;
  }
}
