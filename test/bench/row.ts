// What a suite says: one comparison a row, with its target and whether it was met.
import { median, ratioOf, type Ratio } from './measure.ts';

/** What a comparison is meant to give. */
export interface Target {
  readonly is: 'at most' | 'at least';
  readonly value: number;
  /** What would be better still. */
  readonly stretch?: number;
}

/** One comparison of one run. */
export interface Row {
  readonly suite: string;
  /** What was measured, with its size. */
  readonly what: string;
  /** What it is compared with. */
  readonly against: string;
  readonly ratio: Ratio;
  /** What the number counts; a plain ratio by default. */
  readonly unit?: 'KB' | 'count';
  /** The medians behind the ratio, with their unit, for orientation only: they are this machine's. */
  readonly medians?: string;
  readonly target?: Target;
}

/** Whether a row's target was met. */
export type Verdict = 'met' | 'stretch met' | 'missed' | 'no target';

/** A row of two contenders' milliseconds. */
export function rowOf(
  about: Pick<Row, 'suite' | 'what' | 'against' | 'target'>,
  { above, below }: { readonly above: readonly number[]; readonly below: readonly number[] },
): Row {
  const medians = `${formatMs(median(above))} / ${formatMs(median(below))}`;
  return { ...about, ratio: ratioOf(above, below), medians };
}

/** At most this; `stretch` would be better still. */
export function atMost(value: number, stretch?: number): Target {
  return { is: 'at most', value, ...(stretch === undefined ? {} : { stretch }) };
}

/** At least this. */
export function atLeast(value: number): Target {
  return { is: 'at least', value };
}

/** Compares a row with its target. */
export function verdictOf({ ratio: { value }, target }: Row): Verdict {
  if (!target) return 'no target';
  const isMet = (limit: number): boolean => (target.is === 'at most' ? value <= limit : value >= limit);
  if (target.stretch !== undefined && isMet(target.stretch)) return 'stretch met';
  return isMet(target.value) ? 'met' : 'missed';
}

/** Rows as a Markdown table. */
export function markdownTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const { ratio, unit, target } = row;
    const figure = (value: number): string => `${formatFigure(value)}${suffixOf(unit)}`;
    const spread = `${formatFigure(ratio.min)} to ${formatFigure(ratio.max)}`;
    return [
      row.what,
      row.against,
      `**${figure(ratio.value)}**`,
      spread,
      row.medians ?? '',
      target ? `${target.is} ${figure(target.value)}${stretchOf(target)}` : '',
      target ? verdictOf(row) : '',
    ];
  });
  const head = ['What', 'Against', 'Figure', 'Spread', 'Medians', 'Target', 'Verdict'];
  return [head, ['---', '---', '--:', '--:', '--:', '---', '---'], ...cells]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

/** A row on one line of a terminal. */
export function lineOf(row: Row): string {
  const { ratio, unit, target } = row;
  const figure = `${formatFigure(ratio.value)}${suffixOf(unit)}`;
  const goal = target ? `, ${target.is} ${target.value}${stretchOf(target)}: ${verdictOf(row)}` : '';
  const spread = `${formatFigure(ratio.min)}..${formatFigure(ratio.max)}`;
  const medians = row.medians === undefined ? '' : `; ${row.medians}`;
  return `${row.suite}: ${row.what} against ${row.against}: ${figure} (${spread}${medians})${goal}`;
}

/** Milliseconds with the digits that mean something. */
export function formatMs(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${formatFigure(ms)} ms`;
}

function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

function suffixOf(unit: Row['unit']): string {
  if (unit === 'count') return '';
  return unit === undefined ? '×' : ` ${unit}`;
}

function stretchOf({ stretch }: Target): string {
  return stretch === undefined ? '' : ` (stretch ${stretch})`;
}
