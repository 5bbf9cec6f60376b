// What is said on standard error, and the status that the process ends with.
import { printable } from '../../shared/render/printable.ts';

/** Something was found that makes the command fail. */
export const FOUND = 1;
/** Bad usage, or something that cannot be read or written. */
export const BAD_USAGE = 2;

/** Says one sentence, on one line. */
export function tell(sentence: string): void {
  process.stderr.write(`kubereach: ${printable(sentence)}\n`);
}

/** Makes the process end with this status, unless it is to end with a higher one already. */
export function endWith(status: typeof FOUND | typeof BAD_USAGE): void {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), status);
}
