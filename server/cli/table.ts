import { printable } from '../../shared/render/printable.ts';

/** Rows in columns as kubectl prints them: three spaces between, nothing at line ends. */
export function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ');
  return shown.map((row) => `${line(row).trimEnd()}\n`).join('');
}
