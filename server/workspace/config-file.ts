// The file in which a repository says how it wants to be judged.
import { baseName } from './path.ts';

/** Its names, the usual one first. */
export const CONFIG_FILE_NAMES: readonly string[] = ['.kubereach.yaml', '.kubereach.yml'];

/** True for a file that holds configuration, by its name. */
export function isConfigFile(path: string): boolean {
  return CONFIG_FILE_NAMES.includes(baseName(path));
}
