// Findings as SARIF 2.1.0, which code scanning services read: rules with their pages, regions, related places, fixes.
// The types come from @types/sarif and the test holds the result against the official schema. A builder library would add
// file access and tables of languages to the bundle, and none says more than these literals.
import type { Fix, Location, Log, Region, ReportingDescriptor, Result } from 'sarif';
import { version } from '../../package.json';
import { ruleUrl } from '../analysis/rule-page.ts';
import type { AnyRule } from '../analysis/rule.ts';
import type { Severity } from '../analysis/settings.ts';
import { quickFixesOf } from '../features/quick-fix.ts';
import { toRange } from '../lsp/ranges.ts';
import { rules } from '../rules/registry.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { Span } from '../yaml/span.ts';
import type { LintReport } from './lint-formats.ts';
import { displayName } from './read-paths.ts';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** One run with every rule that was found, and every finding as a result. */
export function formatSarif({ findings, ctx }: LintReport): string {
  const found = new Set(findings.map(({ finding }) => finding.rule));
  const used = rules.filter(({ id }) => found.has(id));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Kubereach',
            version,
            informationUri: 'https://github.com/kubereach/kubereach',
            rules: used.map(toDescriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((one) => toResult(one, used, ctx)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toDescriptor({
  id,
  summary,
  why,
  howToFix,
  severity,
  isOffByDefault,
}: AnyRule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: why },
    help: { text: howToFix },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: LEVEL[severity], ...(isOffByDefault ? { enabled: false } : {}) },
  };
}

function toResult(
  { finding, file, span, related }: LintReport['findings'][number],
  used: readonly AnyRule[],
  ctx: RuleContext,
): Result {
  const others = related.flatMap((other): Location[] => {
    const there = ctx.snapshot.file(other.uri);
    return there ? [{ ...toLocation(there, other.span), message: { text: other.message } }] : [];
  });
  const fixes = fixesOf(finding, ctx);
  return {
    ruleId: finding.rule,
    ruleIndex: used.findIndex(({ id }) => id === finding.rule),
    level: LEVEL[finding.severity],
    message: { text: finding.message },
    locations: [toLocation(file, span)],
    ...(others.length > 0 ? { relatedLocations: others.map((place, id) => ({ id, ...place })) } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

function fixesOf(finding: LintReport['findings'][number]['finding'], ctx: RuleContext): Fix[] {
  return quickFixesOf(finding, ctx).map(({ title, edits }) => ({
    description: { text: title },
    artifactChanges: edits.flatMap(({ uri, span, newText }) => {
      const file = ctx.snapshot.file(uri);
      if (!file) return [];
      const replacement = { deletedRegion: toRegion(file, span), insertedContent: { text: newText } };
      return [{ artifactLocation: { uri: toUri(uri) }, replacements: [replacement] }];
    }),
  }));
}

function toLocation(file: ManifestFile, span: Span): Location {
  return {
    physicalLocation: { artifactLocation: { uri: toUri(file.uri) }, region: toRegion(file, span) },
  };
}

/** Lines and columns from 1, the end after the last character. */
function toRegion(file: ManifestFile, span: Span): Region {
  const { start, end } = toRange(file, span);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Relative to the working directory, which services take for the root of the repository. */
function toUri(uri: string): string {
  return displayName(uri).split('/').map(encodeURIComponent).join('/');
}
