// What a kustomization file may say, and which files and directories it names.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { asList, asMap, isMap, type Value } from '../../shared/model/value.ts';
import { directoryOf, isRemote, resolveEntry } from './uri-path.ts';

/** The shape of a field: `texts` is a list of texts, `pairs` a mapping of texts. */
type FieldShape = 'text' | 'texts' | 'pairs' | 'map' | 'list' | 'any';

/**
 * The fields of a kustomization.
 * Source: kustomize api/types/kustomization.go Kustomization, v5.5.
 */
export const KUSTOMIZATION_FIELDS: Readonly<Record<string, FieldShape>> = {
  apiVersion: 'text',
  kind: 'text',
  metadata: 'map',
  openapi: 'map',
  namePrefix: 'text',
  nameSuffix: 'text',
  namespace: 'text',
  commonLabels: 'pairs',
  labels: 'list',
  commonAnnotations: 'pairs',
  patchesStrategicMerge: 'texts',
  patchesJson6902: 'list',
  patches: 'list',
  images: 'list',
  imageTags: 'list',
  replacements: 'list',
  replicas: 'list',
  vars: 'list',
  sortOptions: 'map',
  resources: 'texts',
  components: 'texts',
  crds: 'texts',
  bases: 'texts',
  configMapGenerator: 'list',
  secretGenerator: 'list',
  helmGlobals: 'map',
  helmCharts: 'list',
  helmChartInflationGenerator: 'list',
  generatorOptions: 'map',
  configurations: 'texts',
  generators: 'texts',
  transformers: 'texts',
  validators: 'texts',
  inventory: 'any',
  buildMetadata: 'texts',
};

const CANONICAL = new Map(Object.keys(KUSTOMIZATION_FIELDS).map((field) => [field.toLowerCase(), field]));

/** The name of a field in its own case, which kustomize does not ask for; `undefined` for a field that there is not. */
export function fieldNamed(key: string): string | undefined {
  return CANONICAL.get(key.toLowerCase());
}

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

/** Whether a value has the shape of a field; null stands for a field that is not set. */
export function hasShape(value: Value, shape: FieldShape): boolean {
  if (value === null) return true;
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'pairs':
      return isMap(value) && Object.values(value).every((item) => item === null || typeof item === 'string');
    case 'map':
      return isMap(value);
    case 'list':
      return Array.isArray(value);
    case 'any':
      return true;
  }
}
