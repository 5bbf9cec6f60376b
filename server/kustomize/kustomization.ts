// Which files and directories a kustomization names.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { asList, asMap, type Value } from '../../shared/model/value.ts';
import { directoryOf, isRemote, resolveEntry } from './uri-path.ts';

/** What a named file is for. Files of the role `patch` to `data` are no whole objects. */
export type FileRole =
  'resource' | 'component' | 'plugin' | 'patch' | 'replacement' | 'configuration' | 'data';

/** A file or directory that a kustomization names. */
export interface FileReference {
  readonly role: FileRole;
  /** The field that holds the text. */
  readonly path: FieldPath;
  /** As written, without the key of `key=file`. */
  readonly entry: string;
  /** Where it leads; a directory has no trailing slash. `undefined` for what is fetched from elsewhere. */
  readonly uri: string | undefined;
}

const TEXT_LISTS: readonly (readonly [string, FileRole])[] = [
  ['resources', 'resource'],
  ['bases', 'resource'],
  ['components', 'component'],
  ['generators', 'plugin'],
  ['transformers', 'plugin'],
  ['validators', 'plugin'],
  ['patchesStrategicMerge', 'patch'],
  ['configurations', 'configuration'],
  ['crds', 'configuration'],
];

const PATH_LISTS: readonly (readonly [string, FileRole])[] = [
  ['patches', 'patch'],
  ['patchesJson6902', 'patch'],
  ['replacements', 'replacement'],
];

/** Every file and directory that a kustomization names, in the order of the fields above. Never throws on half-typed text. */
export function kustomizationFilesOf(
  uri: string,
  kustomization: Value | undefined,
): readonly FileReference[] {
  const map = asMap(kustomization);
  const directory = directoryOf(uri);
  const found: FileReference[] = [];
  const add = (role: FileRole, path: FieldPath, text: Value | undefined): void => {
    // A text of several lines is a patch or a plugin itself.
    if (typeof text !== 'string' || text === '' || text.includes('\n')) return;
    found.push({ role, path, entry: text, uri: isRemote(text) ? undefined : resolveEntry(directory, text) });
  };
  for (const [field, role] of TEXT_LISTS)
    asList(map[field]).forEach((entry, index) => add(role, [field, index], entry));
  for (const [field, role] of PATH_LISTS)
    asList(map[field]).forEach((entry, index) => add(role, [field, index, 'path'], asMap(entry)['path']));
  add('configuration', ['openapi', 'path'], asMap(map['openapi'])['path']);
  for (const field of ['configMapGenerator', 'secretGenerator']) {
    asList(map[field]).forEach((entry, index) => {
      for (const list of ['files', 'envs']) {
        asList(asMap(entry)[list]).forEach((file, at) =>
          add(
            'data',
            [field, index, list, at],
            typeof file === 'string' ? file.replace(/^[^=]*=/, '') : file,
          ),
        );
      }
      add('data', [field, index, 'env'], asMap(entry)['env']);
    });
  }
  return found;
}

/** The uris of files that are only pieces: patches, replacements, configurations. They are not judged alone. */
export function partialFilesOf(uri: string, kustomization: Value | undefined): readonly string[] {
  return kustomizationFilesOf(uri, kustomization).flatMap(({ role, uri: target }) =>
    target !== undefined && ['plugin', 'patch', 'replacement', 'configuration'].includes(role)
      ? [target]
      : [],
  );
}
