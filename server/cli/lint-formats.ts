// Findings as text for people, as JSON for scripts, as annotations for pull requests.
import picocolors from 'picocolors';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import type { Severity } from '../analysis/settings.ts';
import { quickFixesOf } from '../features/quick-fix.ts';
import { toRange } from '../lsp/convert.ts';
import type { PlacedFinding } from '../service.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { displayName } from './read-paths.ts';

/** What a lint found. */
export interface LintReport {
  readonly nFiles: number;
  readonly nDocuments: number;
  readonly findings: readonly (PlacedFinding & { readonly file: ManifestFile })[];
  readonly snapshot: Snapshot;
}

/** The JSON of the command-line contract: stable, version 1. */
export function formatJson({ nFiles, nDocuments, findings, snapshot }: LintReport): string {
  const list = findings.map(({ finding, span, file, related }) => ({
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    file: displayName(file.uri),
    range: toRange(file, span),
    ...('object' in finding.at
      ? { object: finding.at.object.ref, field: formatFieldPath(finding.at.path) }
      : {}),
    ...(finding.apiServer ? { apiServer: finding.apiServer } : {}),
    ...(finding.apiServerWarning ? { apiServerWarning: finding.apiServerWarning } : {}),
    related: related.flatMap((other) => {
      const there = snapshot.file(other.uri);
      return there
        ? [{ file: displayName(other.uri), range: toRange(there, other.span), message: other.message }]
        : [];
    }),
    fixable: quickFixesOf(finding, snapshot).length > 0,
  }));
  return `${JSON.stringify({ version: 1, files: nFiles, documents: nDocuments, findings: list }, undefined, 2)}\n`;
}

const COLOURS: Readonly<Record<Severity, (text: string) => string>> = {
  error: picocolors.red,
  warning: picocolors.yellow,
  information: picocolors.blue,
  hint: picocolors.dim,
};

/** One block a file, one finding a line, a summary at the end. */
export function formatText({ nFiles, findings }: LintReport): string {
  const lines: string[] = [];
  let last: ManifestFile | undefined;
  for (const { finding, span, file } of findings) {
    if (file !== last) lines.push(...(last ? [''] : []), picocolors.underline(displayName(file.uri)));
    last = file;
    const { start } = toRange(file, span);
    const place = `${start.line + 1}:${start.character + 1}`.padStart(8);
    const severity = COLOURS[finding.severity](finding.severity.padEnd(11));
    lines.push(`${place}  ${severity}  ${finding.message}  ${picocolors.dim(finding.rule)}`);
  }
  if (lines.length > 0) lines.push('');
  lines.push(`${count(nFiles, 'file')} with manifests: ${summary(findings)}`);
  return `${lines.join('\n')}\n`;
}

/** Workflow commands that show findings on the lines of a pull request. */
export function formatGithub({ findings }: LintReport): string {
  const level: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    information: 'notice',
    hint: 'notice',
  };
  return findings
    .map(({ finding, span, file }) => {
      const { start, end } = toRange(file, span);
      const place = `file=${escapeProperty(displayName(file.uri))},line=${start.line + 1},col=${start.character + 1},endLine=${end.line + 1},endColumn=${end.character + 1}`;
      return `::${level[finding.severity]} ${place},title=${finding.rule}::${escapeData(finding.message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function summary(findings: LintReport['findings']): string {
  if (findings.length === 0) return picocolors.green('nothing to report');
  const by = (severity: Severity): number =>
    findings.filter(({ finding }) => finding.severity === severity).length;
  const parts = [
    count(by('error'), 'error'),
    count(by('warning'), 'warning'),
    `${by('information')} information`,
    count(by('hint'), 'hint'),
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
