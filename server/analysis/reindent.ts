// Other indentations for text whose own does not parse.
import type { TextLine } from './text-lines.ts';

/** A text in which one block stands further left or right. */
export interface Reindented {
  readonly indent: number;
  readonly text: string;
}

const TAB_WIDTHS = [2, 4, 8, 1] as const;

/** The text with spaces for the tabs that indent lines, for several widths of a tab. Block scalars keep theirs. */
export function withoutTabs(text: string, lines: readonly TextLine[]): readonly string[] {
  return TAB_WIDTHS.map((width) => {
    let block: number | undefined;
    return text
      .split('\n')
      .map((line, index) => {
        const lead = /^[ \t]*/.exec(line)?.[0] ?? '';
        const spaces = lead.replaceAll('\t', ' '.repeat(width));
        const content = lines[index]?.content ?? '';
        if (block !== undefined && content !== '' && spaces.length <= block) block = undefined;
        const isInBlock = block !== undefined;
        if (block === undefined && /(?::|-)\s+[|>][-+\d]*$/.test(content)) block = spaces.length;
        return isInBlock && !/^ *\t/.test(line) ? line : spaces + line.slice(lead.length);
      })
      .join('\n');
  });
}

/** The text with a line and what belongs to it at each indentation that occurs above it, the smallest change first. */
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
    .map((indent) => ({ indent, text: shifted(lines, line, text, indent - line.indent) }));
}

/** Moves a line, the lines indented below it, and those beside it that are indented alike. */
function shifted(lines: readonly TextLine[], line: TextLine, text: string, by: number): string {
  const after = lines.slice(line.index + 1).find(({ content, indent }) => content !== '' && indent < line.indent);
  const end = after?.index ?? lines.length;
  return text
    .split('\n')
    .map((source, index) => {
      if (index < line.index || index >= end || lines[index]?.content === '') return source;
      return by < 0 ? source.slice(-by) : ' '.repeat(by) + source;
    })
    .join('\n');
}
