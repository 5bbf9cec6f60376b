// Findings as build servers read them: JUnit's XML, and the code quality report of GitLab.
import { createHash } from 'node:crypto';
import type { Severity } from '../analysis/settings.ts';
import { toRange } from '../lsp/ranges.ts';
import { isFailure, type LintReport } from './lint-formats.ts';
import { displayName } from './read-paths.ts';

type ReportedFinding = LintReport['findings'][number];

/** One suite a file, one case a finding; a file without findings has one case that passes. */
export function formatJunit({ findings, uris, failOn }: LintReport): string {
  const byFile = new Map<string, ReportedFinding[]>(uris.map((uri) => [uri, []]));
  for (const found of findings) {
    const list = byFile.get(found.file.uri);
    if (list) list.push(found);
    else byFile.set(found.file.uri, [found]);
  }
  const isFailed = ({ finding }: ReportedFinding): boolean => isFailure(finding.severity, failOn);
  const suites = [...byFile].map(([uri, list]) => {
    const name = displayName(uri);
    const cases = list.length > 0 ? list.map((found) => junitCase(name, found, isFailed(found))) : [];
    const passed = `    <testcase${attributes({ name: 'kubereach', classname: name })}/>\n`;
    const counts = { tests: Math.max(1, list.length), failures: list.filter(isFailed).length, errors: 0 };
    return `  <testsuite${attributes({ name, ...counts })}>\n${cases.join('') || passed}  </testsuite>\n`;
  });
  const total = {
    name: 'kubereach',
    tests: [...byFile.values()].reduce((sum, list) => sum + Math.max(1, list.length), 0),
    failures: findings.filter(isFailed).length,
    errors: 0,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes(total)}>\n${suites.join('')}</testsuites>\n`;
}

function junitCase(classname: string, { finding, file, span }: ReportedFinding, isFailed: boolean): string {
  const { start } = toRange(file, span);
  const place = `${classname}:${start.line + 1}:${start.character + 1}`;
  const name = `${finding.rule} ${start.line + 1}:${start.character + 1}`;
  const text = escapeXml(`${place}: ${finding.message}`);
  const result = isFailed
    ? `<failure${attributes({ type: finding.severity, message: finding.message })}>${text}</failure>`
    : `<system-out>${escapeXml(finding.severity)}: ${text}</system-out>`;
  return `    <testcase${attributes({ name, classname })}>${result}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** Text for XML 1.0, which has no way to write most control characters and halves of surrogate pairs. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const GITLAB_SEVERITY: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** GitLab's code quality report. A fingerprint stays while the finding does, wherever in the file it moves. */
export function formatGitlab({ findings }: LintReport): string {
  const seen = new Map<string, number>();
  const issues = findings.map(({ finding, file, span }) => {
    const path = displayName(file.uri);
    const what = `${path}\n${finding.rule}\n${finding.message}`;
    const nBefore = seen.get(what) ?? 0;
    seen.set(what, nBefore + 1);
    const { start, end } = toRange(file, span);
    return {
      description: finding.message,
      check_name: finding.rule,
      fingerprint: createHash('sha256').update(`${what}\n${nBefore}`).digest('hex'),
      severity: GITLAB_SEVERITY[finding.severity],
      location: { path, lines: { begin: start.line + 1, end: end.line + 1 } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
