// Builds what a run compares, as the product is built: bundled, so that no loader's time is measured.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import type { Programs } from './bench-context.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const COMMON: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
};

/** Leaves every document to the `yaml` package, by way of a scanner that refuses all of them. */
const everythingOnYaml: Plugin = {
  name: 'everything-on-yaml',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]yaml[\\/]scan\.ts$/ }, () => ({
      contents: `export const scanDocument = () => undefined; export const lastRefusal = () => 'left to yaml';`,
      loader: 'ts',
    }));
  },
};

/** Builds all programs into a folder. */
export async function buildPrograms(folder: string): Promise<Programs> {
  mkdirSync(folder, { recursive: true });
  const program = async (name: string, source: string, options: BuildOptions = {}): Promise<string> => {
    const outfile = join(folder, `${name}.cjs`);
    await build({ ...COMMON, entryPoints: [source], outfile, ...options });
    return outfile;
  };
  const child = (name: string): string => `test/bench/children/${name}.ts`;
  const reader = 'server/main.reader.ts'; // the thread that programs start stands beside them
  const onYaml: BuildOptions = { plugins: [everythingOnYaml] };
  await program('reader', reader);
  await program('on-yaml/reader', reader, onYaml);
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');
  return {
    empty,
    readOnly: await program('read-only', child('read-only')),
    stages: await program('stages', child('stages')),
    stagesOnYaml: await program('on-yaml/stages', child('stages'), onYaml),
    cliOnYaml: await program('on-yaml/cli', 'server/main.cli.ts', onYaml),
    trivialServer: await program('trivial-server', child('trivial-server')),
    tellPeak: await program('tell-peak', child('tell-peak')),
    answerMemory: await program('answer-memory', child('answer-memory')),
    monokleLinks: await program('monokle-links', child('monokle-links')),
  };
}
