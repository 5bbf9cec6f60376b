// Findings as text for people, as JSON for scripts, as annotations for pull requests.
// What other programs read in forms of their own is in lint-ci-formats.ts and sarif.ts.
import picocolors from 'picocolors';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import type { ObjectRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asMap } from '../../shared/model/value.ts';
import { printable } from '../../shared/render/printable.ts';
import { SEVERITIES, type Severity } from '../analysis/settings.ts';
import { isFixable } from '../features/quick-fix.ts';
import { toRange } from '../lsp/ranges.ts';
import type { PlacedFinding } from '../service.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { RuleContext } from '../analysis/context.ts';
import { displayName } from './read-paths.ts';

/** What a lint found. */
export interface LintReport {
  readonly nFiles: number;
  readonly nDocuments: number;
  readonly findings: readonly (PlacedFinding & { readonly file: ManifestFile })[];
  readonly ctx: RuleContext;
  /** The files that were linted, in order, whether anything was found in them or not. */
  readonly uris: readonly string[];
  /** From this severity on a finding is a failure. */
  readonly failOn: Severity;
}

/** True for a severity that makes the command fail. */
export function isFailure(severity: Severity, failOn: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** An object as its manifest names it: an empty name is told as one. */
function refAsWritten({ ref, raw }: KubeObject): ObjectRef {
  return asMap(raw['metadata'])['name'] === '' ? { ...ref, name: '' } : ref;
}

/** The JSON of the command-line contract: stable, version 1. */
export function formatJson({ nFiles, nDocuments, findings, ctx }: LintReport): string {
  const list = findings.map((placed) => toJson(placed, ctx));
  return `${JSON.stringify({ version: 1, files: nFiles, documents: nDocuments, findings: list }, undefined, 2)}\n`;
}

/** What is undefined is not written. */
function toJson({ finding, span, file, related }: LintReport['findings'][number], ctx: RuleContext): object {
  const { rule, severity, message, at, apiServer, apiServerWarning } = finding;
  const isInObject = 'object' in at;
  return {
    rule,
    severity,
    message,
    file: displayName(file.uri),
    range: toRange(file, span),
    object: isInObject ? refAsWritten(at.object) : undefined,
    field: isInObject ? formatFieldPath(at.path) : undefined,
    apiServer,
    apiServerWarning: apiServerWarning || undefined,
    related: relatedToJson(related, ctx),
    fixable: isFixable(finding, ctx),
  };
}

function relatedToJson(related: PlacedFinding['related'], { snapshot }: RuleContext): readonly object[] {
  const list: object[] = [];
  for (const { uri, span, message } of related) {
    const file = snapshot.file(uri);
    if (file) list.push({ file: displayName(uri), range: toRange(file, span), message });
  }
  return list;
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
    if (file !== last)
      lines.push(...(last ? [''] : []), picocolors.underline(printable(displayName(file.uri))));
    last = file;
    const { start } = toRange(file, span);
    const place = `${start.line + 1}:${start.character + 1}`.padStart(8);
    const severity = COLOURS[finding.severity](finding.severity.padEnd(11));
    lines.push(`${place}  ${severity}  ${printable(finding.message)}  ${picocolors.dim(finding.rule)}`);
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
