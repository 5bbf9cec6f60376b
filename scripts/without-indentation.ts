// Takes the indentation out of the webview's templates and styles, which no minifier of scripts looks into.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Drops the whitespace at the start of every line; in code and in the templates of the panel it means nothing. */
export const withoutIndentation: Plugin = {
  name: 'without-indentation',
  setup(build) {
    build.onLoad({ filter: /client[\\/]webview[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};
