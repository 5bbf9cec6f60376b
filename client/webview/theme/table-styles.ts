// Tables, as every element of the panel draws them.
import { css } from 'lit';

/** Styles of a table in a box that scrolls sideways. */
export const tableStyles = css`
  .scroll {
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    border-radius: 6px;
    max-height: 70vh;
    overflow: auto;
  }

  .nowrap {
    white-space: nowrap;
  }

  table {
    border-collapse: collapse;
    width: 100%;
  }

  th,
  td {
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    overflow-wrap: normal;
    padding: 5px 12px;
    text-align: start;
    vertical-align: baseline;
  }

  tbody tr:last-child > * {
    border-bottom: 0;
  }

  thead th {
    background: var(--vscode-editorWidget-background);
    font-weight: 600;
    position: sticky;
    top: 0;
    white-space: nowrap;
  }

  tbody th {
    font-weight: inherit;
  }

  tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }

  .with-icon {
    align-items: baseline;
    display: flex;
    gap: 6px;
  }

  .with-icon .icon {
    align-self: center;
  }

  .number {
    display: inline-block;
    font-variant-numeric: tabular-nums;
    min-width: 5ch;
    text-align: end;
  }

  svg {
    margin-inline-start: 8px;
    vertical-align: middle;
  }

  .track {
    fill: none;
    stroke: var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
  }

  .bar {
    fill: var(--vscode-charts-green);
  }
`;
