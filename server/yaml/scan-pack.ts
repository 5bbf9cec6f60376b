// Scans of many texts in one array of numbers, which one thread can hand to another without copying it.
import { lastRefusal, scanDocument } from './scan.ts';
import { TEMPLATE } from './scan-state.ts';
import { numberAt, type ScanTable } from './scan-table.ts';
import { splitDocuments, type DocumentSpan } from './split.ts';

/** A document of a text with its scan; without one where the parser has to read it. */
export interface ScannedDocument extends DocumentSpan {
  readonly table: ScanTable | undefined;
  /** Refused for braces that the parser finds to be broken syntax, whatever else stands there. */
  readonly isTemplate: boolean;
}

/** Scans one document of a text. Its table lasts until the next scan. */
export function scanSpan(text: string, { start, end }: DocumentSpan): ScannedDocument {
  const table = scanDocument(text, start, end);
  return { start, end, table, isTemplate: !table && lastRefusal() === TEMPLATE };
}

/** What precedes the nodes of a document: where it starts and ends, and how many numbers its nodes are. */
const HEADER = 3;
/** Stands for the number of nodes of a template: it has none. */
const IS_TEMPLATE = -1;

/** Scans texts into an array: of each the number of its documents, then these. */
export class ScanPacker {
  #numbers = new Int32Array(1 << 16);
  #size = 0;

  /** Cuts a text into documents and scans them. */
  add(text: string): void {
    const spans = splitDocuments(text);
    this.#reserve(1);
    this.#numbers[this.#size++] = spans.length;
    for (const span of spans) {
      const { start, end, table, isTemplate } = scanSpan(text, span);
      const size = table?.size ?? 0;
      this.#reserve(HEADER + size);
      this.#numbers[this.#size++] = start;
      this.#numbers[this.#size++] = end;
      this.#numbers[this.#size++] = isTemplate ? IS_TEMPLATE : size;
      if (table) this.#numbers.set(table.nodes.subarray(0, size), this.#size);
      this.#size += size;
    }
  }

  /** The scans of the texts since the last call, in an array of their own. */
  take(): Int32Array<ArrayBuffer> {
    const numbers = this.#numbers.slice(0, this.#size);
    this.#size = 0;
    return numbers;
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#numbers.length) return;
    const larger = new Int32Array(Math.max(this.#numbers.length * 2, this.#size + count));
    larger.set(this.#numbers.subarray(0, this.#size));
    this.#numbers = larger;
  }
}

/** Takes scans out of a packed array. */
export class ScanUnpacker {
  readonly #numbers: Int32Array;
  #at = 0;

  constructor(numbers: Int32Array) {
    this.#numbers = numbers;
  }

  /** The documents of the next text, which must be the one that was packed there. */
  next(text: string): readonly ScannedDocument[] {
    const count = this.#number();
    return Array.from({ length: count }, (): ScannedDocument => {
      const [start, end, size] = [this.#number(), this.#number(), this.#number()];
      if (size <= 0) return { start, end, table: undefined, isTemplate: size === IS_TEMPLATE };
      const nodes = this.#numbers.subarray(this.#at, this.#at + size);
      this.#at += size;
      return { start, end, table: { text, origin: start, nodes, size }, isTemplate: false };
    });
  }

  #number(): number {
    return numberAt(this.#numbers, this.#at++);
  }
}
