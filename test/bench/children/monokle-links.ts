// Monokle's check of references between resources, over the files of a folder: node monokle-links.cjs PEERS FOLDER
// Its own way of parsing is an application's; what it asks for is a resource a document, with its decoded content.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Monokle calls a resource. */
interface Resource {
  readonly id: string;
  readonly fileId: string;
  readonly filePath: string;
  readonly fileOffset: number;
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly content: unknown;
  readonly text: string;
}

interface Parsed {
  readonly errors: readonly unknown[];
  readonly range?: readonly number[];
  toJS(): { apiVersion?: string; kind?: string; metadata?: { name?: string; namespace?: string } } | null;
}

const [peers = '', folder = ''] = process.argv.slice(2);
const require = createRequire(join(peers, 'node_modules/@monokle/validation/package.json'));
const { parseAllDocuments } = require('yaml') as { parseAllDocuments(text: string): readonly Parsed[] };

function readResources(): Resource[] {
  const resources: Resource[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.ya?ml$/.test(name)) continue;
    const path = join(folder, name);
    const filePath = relative(folder, path);
    const text = readFileSync(path, 'utf8');
    for (const document of parseAllDocuments(text)) {
      const content = document.errors.length === 0 ? document.toJS() : null;
      if (!content?.kind) continue;
      const [start = 0, , end = text.length] = document.range ?? [];
      const { name = '', namespace } = content.metadata ?? {};
      resources.push({
        id: String(resources.length),
        fileId: filePath,
        filePath,
        fileOffset: start,
        name,
        apiVersion: content.apiVersion ?? '',
        kind: content.kind,
        ...(namespace === undefined ? {} : { namespace }),
        content,
        text: text.slice(start, end),
      });
    }
  }
  return resources;
}

/** The part of Monokle that is used here. */
interface Monokle {
  ResourceParser: new () => object;
  processRefs(resources: Resource[], parser: object): Resource[];
  createDefaultMonokleValidator(): {
    preload(config: object): Promise<void>;
    validate(query: { resources: Resource[] }): Promise<{ runs: { results: unknown[] }[] }>;
  };
}

async function main(): Promise<void> {
  const entry = join(peers, 'node_modules/@monokle/validation/lib/node.js');
  const { ResourceParser, processRefs, createDefaultMonokleValidator } = (await import(
    pathToFileURL(entry).href
  )) as Monokle;
  const resources = processRefs(readResources(), new ResourceParser());
  const validator = createDefaultMonokleValidator();
  await validator.preload({ plugins: { 'resource-links': true } });
  const { runs } = await validator.validate({ resources });
  const nFindings = runs.reduce((sum, { results }) => sum + results.length, 0);
  console.log(JSON.stringify({ nResources: resources.length, nFindings }));
}

void main();
