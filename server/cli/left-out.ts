// What a prediction leaves out although it stands in the files: told on standard error, since the answer does not show it.
import type { Answer } from '../../shared/api/create.ts';
import { asMap, asString, type ValueMap } from '../../shared/model/value.ts';
import { tell } from './tell.ts';

/** After so many sentences the rest is counted. */
const MAX_TOLD = 5;

/** Collects what is left out, each once. */
export class LeftOut {
  readonly #sentences = new Set<string>();

  /** A file in which a document is no YAML. */
  addBroken(file: string): void {
    this.#sentences.add(`${file} cannot be read as YAML`);
  }

  /** An object that the API server refuses. `where` is its file and line, or the directory that builds it. */
  addRefused(value: ValueMap, where: string, { causes }: Answer): void {
    const name = asString(asMap(value['metadata'])['name']);
    const what = [asString(value['kind']) ?? 'an object', name, `(${where})`].filter(Boolean).join(' ');
    const isTaken = causes.some(({ reason }) => reason === 'AlreadyExists');
    this.#sentences.add(isTaken ? `The name of ${what} is taken` : `The API server refuses ${what}`);
  }

  /** Says what was collected. */
  tell(): void {
    for (const sentence of [...this.#sentences].slice(0, MAX_TOLD)) tell(`${sentence}: see kubereach lint`);
    const nMore = this.#sentences.size - MAX_TOLD;
    if (nMore > 0) tell(`${nMore} more are left out: see kubereach lint`);
  }
}
