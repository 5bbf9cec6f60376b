// The columns of the stage and the lines between them.
import { css } from 'lit';

/** Styles for the stage as a whole. */
export const stageStyles = css`
  :host {
    display: block;
  }

  .stage {
    position: relative;
  }

  .stage.wide {
    align-items: center;
    display: grid;
    grid-template-rows: auto 1fr;
    grid-template-columns:
      fit-content(165px) minmax(22px, 56px) minmax(110px, 200px) minmax(24px, 64px) minmax(180px, 320px)
      minmax(90px, 150px) minmax(170px, 340px);
    justify-content: start;
  }

  .wide .column {
    display: contents;
  }

  .wide .client > * {
    grid-column: 1;
  }

  .wide .entry > * {
    grid-column: 3;
  }

  .wide .service > * {
    grid-column: 5;
  }

  .wide .pods > * {
    grid-column: 7;
  }

  /* One below the other there is room for the way that is taken. */
  .stacked .entry-card.unreached,
  .stacked .more {
    display: none;
  }

  h2 {
    grid-row: 1;
  }

  .cards {
    grid-row: 2;
    position: relative;
    z-index: 1;
  }

  .wide .cards {
    align-self: stretch;
    display: flex;
    flex-direction: column;
    justify-content: center;
  }

  /* Stays in sight beside a long list of pods, and never leaves its cell. */
  .wide .client-card,
  .wide .service-card {
    bottom: 30vh;
    position: sticky;
    top: max(64px, 15vh);
  }

  .stacked .column {
    margin-bottom: 20px;
  }

  .stacked.lanes-1 .column {
    padding-inline-start: 60px;
  }

  .stacked.lanes-2 .column {
    padding-inline-start: 69px;
  }

  .stacked.lanes-3 .column {
    padding-inline-start: 78px;
  }

  .stacked.lanes-4 .column {
    padding-inline-start: 87px;
  }

  h2 {
    color: var(--vscode-descriptionForeground);
    font-size: 0.85em;
    font-weight: 600;
    margin: 0 0 6px;
  }

  .edges {
    height: 100%;
    inset: 0;
    overflow: visible;
    pointer-events: none;
    position: absolute;
    width: 100%;
  }

  .line,
  .cross {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .cross {
    stroke-width: 1.75;
  }

  .flows .line {
    stroke: var(--vscode-charts-green);
    stroke-linecap: butt;
  }

  .flows .tip {
    fill: var(--vscode-charts-green);
  }

  .blocked path {
    stroke: var(--vscode-charts-red);
  }

  .waiting path {
    stroke: var(--vscode-charts-yellow);
  }

  .blocked .line,
  .waiting .line {
    stroke-dasharray: 4 4;
  }

  text {
    fill: var(--vscode-foreground);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    paint-order: stroke;
    stroke: var(--vscode-editor-background);
    stroke-linejoin: round;
    stroke-width: 5px;
    text-anchor: middle;
  }

  .edge {
    transition: opacity var(--kubereach-motion);
  }

  .dots {
    z-index: 2;
  }

  .dot.good {
    fill: var(--vscode-charts-green);
    stroke: var(--vscode-editor-background);
  }

  .dot.bad {
    fill: var(--vscode-charts-red);
    stroke: var(--vscode-editor-background);
  }

  .faded {
    opacity: 0.2;
  }
`;
