// Other indentations for text whose own does not parse.
import type { TextLine } from './text-lines.ts';

/** A text in which one block stands further left or right. */
export interface Reindented {
  readonly indent: number;
  readonly text: string;
}

const TAB_WIDTHS = [2, 4, 8, 1] as const;

/** The text with spaces for the tabs that indent lines, for the widths of a tab that keep what it says. */
export function withoutTabs(text: string, lines: readonly TextLine[]): readonly string[] {
  return TAB_WIDTHS.flatMap((width) => {
    const widen = (line: string): string =>
      line.replace(/^[ \t]+/, (lead) => lead.replaceAll('\t', ' '.repeat(width)));
    const widened = text.split('\n').map(widen);
    return isDeeperUnderKeys(text, widened, lines) ? [widened.join('\n')] : [];
  });
}

/** A line with a tab after a key without a value, or after the first field of an item, is meant to belong to it. */
function isDeeperUnderKeys(text: string, widened: readonly string[], lines: readonly TextLine[]): boolean {
  const source = text.split('\n');
  const indentOf = (index: number): number => /^ */.exec(widened[index] ?? '')?.[0].length ?? 0;
  const withContent = lines.filter(({ content }) => content !== '');
  return withContent.every((line, at) => {
    const above = withContent[at - 1];
    if (!above || !/^ *\t/.test(source[line.index] ?? '') || line.content.startsWith('- ')) return true;
    const isParent = above.content.endsWith(':') || above.content.startsWith('- ');
    return !isParent || indentOf(line.index) > indentOf(above.index);
  });
}

/**
 * The text with a line at each indentation that occurs above it, the smallest change first: once with the lines below
 * and beside it, once alone.
 */
export function reindented(lines: readonly TextLine[], line: TextLine, text: string): readonly Reindented[] {
  const indents = new Set<number>();
  for (const above of lines.slice(0, line.index)) {
    if (above.content === '') continue;
    indents.add(above.indent);
    // The fields of a list item stand where the first one does, after the dash.
    const dash = /^- +/.exec(above.content)?.[0];
    if (dash) indents.add(above.indent + dash.length);
  }
  indents.delete(line.indent);
  return [...indents]
    .sort((a, b) => Math.abs(a - line.indent) - Math.abs(b - line.indent))
    .slice(0, 6)
    .flatMap((indent) => {
      const after = lines
        .slice(line.index + 1)
        .find((other) => other.content !== '' && other.indent < line.indent);
      const ends = [after?.index ?? lines.length, line.index + 1];
      return ends.map((end) => ({ indent, text: shifted(lines, line, end, text, indent - line.indent) }));
    });
}

/** The text with one space after each dash, so that the fields of an item line up two columns after it. */
export function withNarrowDashes(text: string): string {
  return text.replace(
    /^( *)((?:- +)+)(?=\S)/gm,
    (_, lead: string, dashes: string) => lead + dashes.replace(/- +/g, '- '),
  );
}

/** Moves the lines from one up to another. */
function shifted(lines: readonly TextLine[], line: TextLine, end: number, text: string, by: number): string {
  return text
    .split('\n')
    .map((source, index) => {
      if (index < line.index || index >= end || lines[index]?.content === '') return source;
      return by < 0 ? source.slice(-by) : ' '.repeat(by) + source;
    })
    .join('\n');
}
