// What only cards of pods have.
import { css } from 'lit';

/** Styles for pods: the button beside each, its counts, its mark of a change. */
export const podStyles = css`
  .slot {
    position: relative;
  }

  .slot + .slot {
    margin-top: 6px;
  }

  .pod-card .title {
    padding-inline-end: 22px;
  }

  .pod-card .where {
    align-items: baseline;
    display: flex;
    gap: 8px;
    padding-inline-start: 22px;
  }

  .flip {
    color: var(--vscode-descriptionForeground);
    display: grid;
    height: 26px;
    place-items: center;
    position: absolute;
    right: 5px;
    top: 5px;
    width: 26px;
  }

  .flip:hover {
    background: var(--vscode-toolbar-hoverBackground);
    color: var(--vscode-foreground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }

  .changed {
    border: 1px dashed currentcolor;
    border-radius: 4px;
    padding: 0 4px;
  }

  .count {
    align-items: center;
    display: flex;
    gap: 8px;
    margin-top: 4px;
  }

  .card > .count {
    display: flex;
  }

  .count svg {
    flex: 1;
    height: 6px;
  }

  .count .number {
    font-variant-numeric: tabular-nums;
    min-width: 4ch;
    text-align: end;
  }

  .track {
    fill: var(--vscode-editorWidget-border);
    opacity: 0.5;
  }

  .bar {
    fill: var(--vscode-charts-green);
  }

  .bar.bad {
    fill: var(--vscode-charts-red);
  }
`;
