// Which column a file is shown in when the panel asks for it.

/** An editor in sight; the column is `undefined` for one outside the columns, such as in a peek view. */
export interface OpenEditor {
  readonly uri: string;
  readonly column: number | undefined;
}

const FIRST_COLUMN = 1;
const SECOND_COLUMN = 2;

/**
 * The column (from 1) for a file, never the panel's own:
 * 1. where the file is open already, 2. where any editor is open, 3. the first column that is not the panel's.
 */
export function columnForText(
  editors: readonly OpenEditor[],
  uri: string,
  panelColumn: number | undefined,
): number {
  const beside = editors.filter(({ column }) => column !== undefined && column !== panelColumn);
  const best = beside.find((editor) => editor.uri === uri) ?? beside[0];
  if (best?.column !== undefined) return best.column;
  return panelColumn === FIRST_COLUMN ? SECOND_COLUMN : FIRST_COLUMN;
}
