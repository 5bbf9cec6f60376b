// The YAML documents that the project itself holds: fixtures, examples and golden cases.
import { readdirSync, readFileSync } from 'node:fs';
import { splitDocuments } from '../../server/yaml/split.ts';

const OWN_FILES = ['../fixtures/rules/', '../../examples/', '../golden/data/cases/'];

/** The text of each, in no order that means anything. */
export function ownDocuments(): readonly string[] {
  return OWN_FILES.flatMap((folder) => {
    const base = new URL(folder, import.meta.url);
    const names = readdirSync(base, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => /\.(?:ya?ml|json)$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(new URL(name, base), 'utf8');
        return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
      });
  });
}
