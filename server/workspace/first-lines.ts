// On which lines the documents of a file begin.
import type { ManifestFile } from './manifest.ts';

const known = new WeakMap<ManifestFile, readonly number[]>();

/** How many lines stand before each document; counted in one go, on first use. */
export function firstLinesIn(file: ManifestFile): readonly number[] {
  let found = known.get(file);
  if (!found) known.set(file, (found = count(file)));
  return found;
}

function count({ text, documents }: ManifestFile): readonly number[] {
  let nLines = 0;
  let next = text.indexOf('\n');
  return documents.map(({ start }) => {
    for (; next >= 0 && next < start; next = text.indexOf('\n', next + 1)) nLines++;
    return nLines;
  });
}
