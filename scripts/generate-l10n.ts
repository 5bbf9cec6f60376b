// The sentences of server/ and client/ that are translated, out of the calls of `t`.
// `npm run gen` writes l10n/bundle.l10n.json. Run by itself, this also puts each l10n/bundle.l10n.<language>.json into the
// same order, drops what is said no more, and lists what has yet to be translated.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where sentences are. */
const FOLDERS = ['client', 'server'] as const;

/** Sentences by themselves, as VS Code looks them up. */
export type Bundle = Readonly<Record<string, string>>;

/** The text of `l10n/bundle.l10n.json`: every sentence once, in the order of the alphabet. */
export function bundleText(): string {
  return toText(Object.fromEntries(sentences().map((sentence) => [sentence, sentence])));
}

/** Every sentence that is translated, sorted. */
export function sentences(): readonly string[] {
  const found = new Set<string>();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const path = join(root, folder, file);
      for (const sentence of sentencesIn(path, readFileSync(path, 'utf8'))) found.add(sentence);
    }
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * The first arguments of `t(…)` and `l10n.t(…)`.
 * @throws {Error} when one is no literal, because it could not be looked up.
 */
export function sentencesIn(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [sentence] = node.arguments;
      if (!sentence || !ts.isStringLiteralLike(sentence)) {
        throw new Error(`${path}: a sentence must be a literal: ${node.getText(source)}`);
      }
      found.push(sentence.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTranslation(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 't' &&
    /(^|\.)l10n$/.test(callee.expression.getText())
  );
}

/** The translations of one language. */
export function readTranslations(language: string): Bundle {
  return JSON.parse(readFileSync(translationsPath(language), 'utf8')) as Bundle;
}

function translationsPath(language: string): string {
  return join(root, 'l10n', `bundle.l10n.${language}.json`);
}

/** The translations in the order of the sentences, without those that are said no more. */
export function translationsText(language: string): string {
  const known = readTranslations(language);
  return toText(
    Object.fromEntries(
      sentences().flatMap((sentence) => {
        const translation = known[sentence];
        return translation === undefined ? [] : [[sentence, translation]];
      }),
    ),
  );
}

function toText(bundle: Bundle): string {
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

/** The languages that there are translations for. */
export function languages(): readonly string[] {
  return readdirSync(join(root, 'l10n'))
    .flatMap((file) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(file)?.[1] ?? [])
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'l10n/bundle.l10n.json'), bundleText());
  for (const language of languages()) {
    writeFileSync(translationsPath(language), translationsText(language));
    const known = readTranslations(language);
    const missing = sentences().filter((sentence) => known[sentence] === undefined);
    for (const sentence of missing) process.stdout.write(`${language}: ${JSON.stringify(sentence)}\n`);
  }
}
