// `lint --baseline`: findings that were there when a project began to use Kubereach, so that only new ones are told.
// A finding is known by its file, object and rule: neither its wording nor its line, which change with what is around it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, type Value } from '../../shared/model/value.ts';
import type { LintReport } from './lint-formats.ts';
import { displayName } from './read-paths.ts';
import { UsageError } from './usage-error.ts';

type Reported = LintReport['findings'][number];

/** What a finding is known by. */
interface Known {
  /** Relative to the directory of the baseline, with `/`; `-` for standard input. */
  readonly file: string;
  /** `Service shop/web`; empty for what no object owns. */
  readonly object: string;
  readonly rule: string;
}

/** One entry: so many findings that are known by the same. */
interface Entry extends Known {
  readonly count: number;
}

/** A baseline as read from its file. */
export interface Baseline {
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** What a baseline leaves of a report. */
export interface Remainder {
  readonly report: LintReport;
  /** Entries, one sentence each, that found less than they count. Files that were not linted say nothing about theirs. */
  readonly unused: readonly string[];
}

const VERSION = 1;

/** @throws {UsageError} when the file cannot be read or is no baseline. */
export function readBaseline(path: string): Baseline {
  let value: Value;
  try {
    value = JSON.parse(readFileSync(path, 'utf8')) as Value;
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  if (!isMap(value) || value['version'] !== VERSION || !isMap(value['findings']))
    throw new UsageError(`${path} is no baseline: lint --write-baseline writes one`);
  return { path, entries: [...entriesIn(value['findings'])] };
}

/** The report without what the baseline knows. Of more findings than an entry counts all are told: nobody can say which is new. */
export function hideKnown(report: LintReport, { path, entries }: Baseline): Remainder {
  const found = countKnown(report, path);
  const known = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
  const isHidden = (one: Reported): boolean => {
    const key = keyOf(knownBy(one, path));
    return (found.get(key)?.count ?? 0) <= (known.get(key) ?? 0);
  };
  const linted = new Set(report.uris.map((uri) => fileFrom(uri, path)));
  const isAsked = ({ file }: Known): boolean =>
    linted.has(file) || (file !== '-' && !existsSync(resolve(dirname(path), file)));
  return {
    report: { ...report, findings: report.findings.filter((one) => !isHidden(one)) },
    unused: entries
      .filter((entry) => isAsked(entry) && (found.get(keyOf(entry))?.count ?? 0) < entry.count)
      .map((entry) => describeUnused(entry, found.get(keyOf(entry))?.count ?? 0)),
  };
}

/** Writes a baseline that knows every finding of a report, one entry a line, sorted, so that it merges well. Returns their number. */
export function writeBaseline(report: LintReport, path: string): number {
  const findings: Record<string, Record<string, Record<string, number>>> = {};
  const entries = [...countKnown(report, path).values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const { file, object, rule, count } of entries) ((findings[file] ??= {})[object] ??= {})[rule] = count;
  try {
    writeFileSync(path, `${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  return report.findings.length;
}

function* entriesIn(findings: Value): Iterable<Entry> {
  for (const [file, objects] of fieldsOf(findings)) {
    for (const [object, rules] of fieldsOf(objects)) {
      for (const [rule, count] of fieldsOf(rules))
        if (typeof count === 'number') yield { file, object, rule, count };
    }
  }
}

function fieldsOf(value: Value): readonly (readonly [string, Value])[] {
  return isMap(value) ? Object.entries(value) : [];
}

function countKnown({ findings }: LintReport, path: string): ReadonlyMap<string, Entry> {
  const counted = new Map<string, Entry>();
  for (const one of findings) {
    const known = knownBy(one, path);
    const key = keyOf(known);
    counted.set(key, { ...known, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return counted;
}

function knownBy({ finding, file }: Reported, path: string): Known {
  return { file: fileFrom(file.uri, path), object: objectOf(finding), rule: finding.rule };
}

function objectOf({ at }: Reported['finding']): string {
  if (!('object' in at)) return '';
  const { kind, namespace, name = '' } = at.object.ref;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`.trimEnd();
}

function fileFrom(uri: string, path: string): string {
  if (!uri.startsWith('file:')) return displayName(uri);
  return relative(dirname(resolve(path)), fileURLToPath(uri)).replaceAll('\\', '/');
}

function keyOf({ file, object, rule }: Known): string {
  return JSON.stringify([file, object, rule]);
}

function describeUnused({ file, object, rule, count }: Entry, nFound: number): string {
  const where = object === '' ? file : `${object} in ${file}`;
  return nFound === 0
    ? `${rule} is no longer found for ${where}`
    : `${rule} is found ${nFound} instead of ${count} times for ${where}`;
}
