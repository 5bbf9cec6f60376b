// One key for each file, however its URI is spelled: some clients escape what others write plainly (`%2B` and `+`, `c%3A` and `C:`).
import { escapeName } from '../kustomize/uri-path.ts';

const FILE_URI = /^file:(?:\/\/([^/?#]*))?(\/[^?#]*)$/i;
/** Nothing in it is spelled in two ways. */
const PLAIN = /^file:\/\/\/[\w./~-]*$/;
const DRIVE = /^[A-Za-z]:$/;

/**
 * The one spelling by which a file is known to the service: escaped as kustomizations are resolved
 * (`server/kustomize/uri-path.ts`), a drive in lower case. Other schemes stay as they are. Never throws.
 */
export function keyOfUri(uri: string): string {
  return respell(uri, escapeName);
}

/** The spelling that VS Code would use for a key. Source: microsoft/vscode src/vs/base/common/uri.ts encodeURIComponentFast. */
export function usualSpelling(key: string): string {
  return respell(key, escapeAll);
}

/** The key of an absolute path as its operating system writes it. */
export function keyOfPath(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/').map(escapeAll);
  return keyOfUri(`file://${parts[0] === '' ? '' : '/'}${parts.join('/')}`);
}

/** The key of a folder, without a final slash. */
export function keyOfFolder(uri: string): string {
  return keyOfUri(uri).replace(/\/+$/, '');
}

/** True for a file or folder that is one of `folders`, or lies below one. Costs as much for many folders as for few. */
export function isIn(uri: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1))
    if (folders.has(uri.slice(0, end))) return true;
  return false;
}

function respell(uri: string, escape: (part: string) => string): string {
  if (PLAIN.test(uri)) return uri;
  const match = FILE_URI.exec(uri);
  if (!match) return uri;
  const [, host = '', path = ''] = match;
  const parts = path.split('/').map((part) => escape(plainOf(part)));
  return `file://${host.toLowerCase().replace(/^localhost$/, '')}${parts.join('/')}`;
}

/** What a part of a path is called, in well-formed Unicode. */
function plainOf(part: string): string {
  const name = unescaped(part).replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  return DRIVE.test(name) ? name.toLowerCase() : name;
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a `%` that escapes nothing stands for itself
  }
}

function escapeAll(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
