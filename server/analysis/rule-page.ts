// A rule's page: the same words in docs/rules and on the command line.
import type { AnyRule } from './rule.ts';
import { defaultLevel } from './rule-set.ts';
import { PAGES_URL } from './pages-url.ts';

/** Manifests that show a rule speaking and keeping silent, as Markdown. */
export interface PageExamples {
  readonly reported?: string;
  readonly notReported?: string;
}

/** The address of a rule's page. */
export function ruleUrl(id: string, base = PAGES_URL): string {
  return `${base}/${id}.md`;
}

/** The page as Markdown, paragraphs parted by empty lines, without a line break at its end. */
export function rulePage(rule: AnyRule, { reported, notReported }: PageExamples = {}): string {
  return [
    `# ${rule.id}`,
    `${rule.summary}.`,
    `Severity: **${rule.severity}**${rule.isAbsence ? ', silent until the workspace has been read' : ''}${rule.isOffByDefault ? ', off unless the configuration gives it a severity' : ''}.`,
    '## Why it matters',
    rule.why,
    '## When it is silent',
    rule.silentWhen.map((reason) => `- ${reason}`).join('\n'),
    '## How to fix it',
    rule.howToFix,
    ...(reported === undefined ? [] : ['## Reported', reported]),
    ...(notReported === undefined ? [] : ['## Not reported', notReported]),
    '## Configuration',
    `For a repository, in \`.kubereach.yaml\` (or hint, information, warning, error):`,
    `\`\`\`yaml\nrules:\n  ${rule.id}: ${rule.isOffByDefault ? rule.severity : '"off"'}\n\`\`\``,
    `For one line, the comment above it: \`# kubereach-disable-next-line ${rule.id}: the reason\`.\nFor one file: \`# kubereach-disable-file ${rule.id}\`.\nIn VS Code: \`"kubereach.rules": { "${rule.id}": "${rule.isOffByDefault ? rule.severity : 'off'}" }\`.`,
  ].join('\n\n');
}

/** The rules as rows: id, severity, summary. */
export function ruleRows(rules: readonly AnyRule[]): readonly (readonly [string, string, string])[] {
  return rules.map((rule) => [rule.id, defaultLevel(rule), rule.summary]);
}
