// Writing a file so that no reader ever sees half of it.
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file's text, keeping its mode; a link stays a link to the file that is replaced. Returns false, and leaves the
 * file alone, when it does not hold `before` any more, byte for byte: somebody else changed it, or it is not UTF-8.
 */
export function replaceFile(path: string, before: string, after: string): boolean {
  const target = realpathSync(path);
  if (!readFileSync(target).equals(Buffer.from(before))) return false;
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, after, { flag: 'wx', mode: statSync(target).mode });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return true;
}
