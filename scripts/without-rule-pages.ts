// A step of the build: bundles that never print a rule's page leave its text out.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/** What only the pages and the command line say of a rule. */
const PAGE_TEXTS: ReadonlySet<string> = new Set(['why', 'silentWhen', 'howToFix']);

const RULE_FILE = /[\\/]server[\\/]rules[\\/][^\\/]+\.ts$/;
const READS_PAGE = /[^.]\.(why|silentWhen|howToFix)\b/;

/** Leaves the texts of the pages out of rule files, and fails where other code of the bundle reads them. */
export const withoutRulePages: Plugin = {
  name: 'without-rule-pages',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (RULE_FILE.test(path)) return { contents: cutPageTexts(text), loader: 'ts' };
      const [read] = READS_PAGE.exec(text) ?? [];
      return read === undefined
        ? undefined
        : { errors: [{ text: `This bundle leaves the pages of rules out, but ${path} reads "${read}"` }] };
    });
  },
};

/** The source of a rule without the texts of its page; lines stay where they are. */
export function cutPageTexts(source: string): string {
  const cuts: { readonly start: number; readonly end: number }[] = [];
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^define\w*Rule$/.test(node.expression.getText(file))) {
      const [argument] = node.arguments;
      if (argument && ts.isObjectLiteralExpression(argument)) cuts.push(...pageTexts(argument, file));
    }
    node.forEachChild(visit);
  };
  visit(file);
  let text = source;
  for (const { start, end } of cuts.toReversed()) {
    text = text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, '') + text.slice(end);
  }
  return text;
}

/** The properties with their commas. */
function pageTexts(rule: ts.ObjectLiteralExpression, file: ts.SourceFile): { start: number; end: number }[] {
  return rule.properties.flatMap((property) => {
    const isPage =
      ts.isPropertyAssignment(property) &&
      ts.isIdentifier(property.name) &&
      PAGE_TEXTS.has(property.name.text);
    if (!isPage) return [];
    const comma = /^\s*,/.exec(file.text.slice(property.end))?.[0].length ?? 0;
    return [{ start: property.getStart(file), end: property.end + comma }];
  });
}
