// Builds everything that ships: `npm run build`.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild';
import { withoutIndentation } from './without-indentation.ts';
import { withoutRulePages } from './without-rule-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const COMMON: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2022',
  // The form for browsers is the same code as modules, of which only what is used is bundled.
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
};

/** Node bundles are CommonJS: the extension host loads nothing else. Top-level await is wrapped for the command line. */
const NODE: BuildOptions = {
  ...COMMON,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // As `require`: to import a CommonJS file Node parses it twice, with the slower parser first.
  supported: { 'dynamic-import': false },
};

/** What other bundles load when they need it. */
const APART: readonly { readonly filter: RegExp; readonly path: string }[] = [
  { filter: /^vscode-languageserver(\/node)?$/, path: './protocol.cjs' },
  { filter: /\/lsp\/server\.ts$/, path: './engine.cjs' },
  { filter: /\/main\.node\.ts$/, path: './server.cjs' },
];

/**
 * The language server comes in three files, so that a client is answered before the largest is compiled: `server.cjs`
 * speaks `protocol.cjs` and then loads `engine.cjs`. The command line loads none of them for its own work.
 */
const loadedApart: Plugin = {
  name: 'loaded-apart',
  setup(build) {
    for (const { filter, path } of APART) {
      build.onResolve({ filter }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path, external: true },
      );
    }
  },
};

const BUNDLES: readonly BuildOptions[] = [
  { ...NODE, entryPoints: ['client/extension.ts'], outfile: 'dist/extension.cjs' },
  {
    ...NODE,
    entryPoints: ['server/main.node.ts'],
    outfile: 'dist/server.cjs',
    plugins: [loadedApart],
  },
  {
    ...NODE,
    entryPoints: ['server/lsp/server.ts'],
    outfile: 'dist/engine.cjs',
    plugins: [loadedApart, withoutRulePages],
  },
  { ...NODE, entryPoints: ['vscode-languageserver/node'], outfile: 'dist/protocol.cjs' },
  { ...NODE, entryPoints: ['server/main.reader.ts'], outfile: 'dist/reader.cjs' },
  {
    ...NODE,
    entryPoints: ['server/main.cli.ts'],
    outfile: 'dist/cli.cjs',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [loadedApart],
  },
  {
    ...COMMON,
    platform: 'browser',
    format: 'iife',
    entryPoints: ['server/main.browser.ts'],
    outfile: 'dist/server.worker.js',
    plugins: [withoutRulePages],
  },
  {
    ...COMMON,
    platform: 'browser',
    format: 'esm',
    entryPoints: ['client/webview/main.ts'],
    outdir: 'dist/webview',
    // Exports are fetched when the first is asked for.
    splitting: true,
    chunkNames: 'part-[hash]',
    tsconfig: 'client/webview/tsconfig.json',
    plugins: [withoutIndentation],
  },
];

/** Builds all bundles into a fresh `dist/`. */
export async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await Promise.all(BUNDLES.map((options) => bundle(options)));
  cpSync(join(root, 'client/webview/panel.css'), join(dist, 'webview/panel.css'));
  cpSync(join(root, 'node_modules/@vscode/codicons/dist/codicon.ttf'), join(dist, 'webview/codicon.ttf'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
