// Kubernetes versions as far as they change an answer.

/** The version that is assumed when none is given, and the latest one whose behaviour is known. */
const DEFAULT_VERSION = '1.36';

/** The minor number of `1.36`, `v1.36.2` or `1.36`; that of the default version for other text. */
export function minorOf(version: string): number {
  if (version !== lastVersion) {
    lastMinor = readMinor(version);
    lastVersion = version;
  }
  return lastMinor;
}

/** The last answer: nearly everybody asks about the one version of the settings. */
let lastVersion = DEFAULT_VERSION;
let lastMinor = readMinor(DEFAULT_VERSION);

function readMinor(version: string): number {
  const match = /^v?1\.(\d+)/.exec(version.trim());
  return match ? Number(match[1]) : readMinor(DEFAULT_VERSION);
}
