// What a kustomization says about files beside it: for now, which of them are only pieces to be merged into others.
import { asList, asMap, asString, type Value } from '../../shared/model/value.ts';
import { directoryOf, joinPath } from './path.ts';

const FILE_LISTS = [
  'patchesStrategicMerge',
  'configurations',
  'transformers',
  'generators',
  'replacements',
  'crds',
  'openapi',
];
const PATCH_LISTS = ['patches', 'patchesJson6902', 'replacements', 'vars'];

/** The files that a kustomization uses as patches or configuration. They are not whole objects and are not judged alone. */
export function partialFilesOf(uri: string, kustomization: Value | undefined): readonly string[] {
  const map = asMap(kustomization);
  const names: string[] = [];
  for (const key of FILE_LISTS) {
    for (const item of asList(map[key])) if (typeof item === 'string') names.push(item);
  }
  for (const key of PATCH_LISTS) {
    for (const item of asList(map[key])) {
      const path = asString(asMap(item)['path']);
      if (path) names.push(path);
    }
  }
  const directory = directoryOf(uri);
  return names.filter((name) => !name.includes('\n')).map((name) => joinPath(directory, name));
}
