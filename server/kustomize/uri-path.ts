// Where the entries of a kustomization lead: "/"-separated, relative to its directory, or away from this machine.

/** The names that kustomize knows, in its order. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

const REMOTE =
  /^(?:git::|gh:|git@|[a-z][a-z0-9+.-]*:\/\/|(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:])|\.git(?:[/?]|$)|\/_git\/|[?&](?:ref|version|timeout|submodules)=/i;

/**
 * True for an entry that is fetched from elsewhere: a URL, a git repository.
 * Source: kustomize api/internal/git/repospec.go NewRepoSpecFromURL, v5.5.
 */
export function isRemote(entry: string): boolean {
  return REMOTE.test(entry);
}

/** The uri of an entry, without a trailing slash. A step above the root of the uri is dropped. */
export function resolveEntry(directory: string, entry: string): string {
  const isAbsolute = entry.startsWith('/');
  const parts = isAbsolute ? rootOf(directory).split('/') : directory.split('/');
  for (const part of entry.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(escapeName(part));
  }
  return parts.join('/');
}

/** The name of a file or folder as it stands in a uri. */
export function escapeName(name: string): string {
  return encodeURI(name).replaceAll(/[#?/]/g, encodeURIComponent);
}

/** True for a uri that stands in a directory or below it. */
export function isBelow(uri: string, directory: string): boolean {
  return uri === directory || uri.startsWith(`${directory}/`);
}

/** The directory of a uri. */
export function directoryOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

function rootOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(uri)?.[0] ?? '';
}
