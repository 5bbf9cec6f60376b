// Whether somebody is typing just now: what half a word brings up is no news to who is about to write the other half.
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { Debounce } from './debounce.ts';
import { isSamePosition } from './ranges.ts';

/** What a key writes at most: itself, a bracket or quote and its partner, or a new line and its indentation. */
const KEY = /^(?:\S{0,2}|[ \t]+|\r?\n[ \t]*)$/;

/** True for changes as keys make them: a key more, or one taken back. What is completed, pasted or replaced is none. */
export function areTyped(changes: readonly TextDocumentContentChangeEvent[]): boolean {
  return changes.every((change) => {
    if (!('range' in change)) return false;
    const { start, end } = change.range;
    if (change.text !== '') return isSamePosition(start, end) && KEY.test(change.text);
    return start.line === end.line ? end.character - start.character <= 1 : end.character === 0;
  });
}

/** Runs from one key to the pause after the last. */
export class Typing {
  readonly #pause: Debounce;
  readonly #isEver: boolean;

  /** Of a pause of no length nobody is ever typing. */
  constructor(pauseMs: number, onPause: () => void) {
    this.#pause = new Debounce(pauseMs, onPause);
    this.#isEver = pauseMs > 0;
  }

  get isOn(): boolean {
    return this.#pause.isAsked;
  }

  /** A key was pressed. */
  goOn(): void {
    if (this.#isEver) this.#pause.ask();
  }

  /** Nobody types any longer; of that `onPause` is not told. */
  stop(): void {
    this.#pause.stop();
  }
}
