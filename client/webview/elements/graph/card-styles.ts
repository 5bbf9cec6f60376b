// Cards: the client, the Service, the pods.
import { css } from 'lit';

/** Styles for everything with a border. */
export const cardStyles = css`
  .card {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    border-radius: 6px;
    display: block;
    position: relative;
    width: 100%;
  }

  button.card {
    padding: 7px 12px;
  }

  button.card:hover,
  .service-card button:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }

  button:focus-visible,
  button:focus-visible:hover {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }

  .card > span,
  .card > code,
  .head > span,
  .port > span,
  .block {
    display: block;
  }

  .small {
    font-size: 0.9em;
  }

  .grow {
    flex: 1;
    min-width: 0;
  }

  .card .title {
    align-items: baseline;
    display: flex;
    font-weight: 600;
    gap: 6px;
  }

  .title > .muted {
    font-weight: 400;
  }

  .badge {
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    color: var(--vscode-badge-foreground);
    font-size: 0.85em;
    font-weight: 400;
    padding: 0 5px;
  }

  .service-card button {
    border: 0;
    border-radius: 0;
    display: block;
    padding: 7px 12px;
    position: relative;
    width: 100%;
  }

  .service-card button + button {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
  }

  .service-card button:first-child {
    border-radius: 5px 5px 0 0;
  }

  .service-card button:last-child {
    border-radius: 0 0 5px 5px;
  }

  .labels {
    line-height: 1.7;
    margin-top: 2px;
  }

  .labels code {
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    border-radius: 3px;
    padding: 0 4px;
  }

  .line {
    align-items: baseline;
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }

  .service-card .line {
    display: flex;
  }

  .name {
    font-weight: 600;
  }

  .target {
    align-items: baseline;
    display: inline-flex;
    gap: 8px;
  }

  .target .icon {
    align-self: center;
    font-size: 14px;
  }

  .card .why,
  .service-card .why {
    align-items: baseline;
    display: flex;
    gap: 6px;
    margin-top: 3px;
    position: relative;
  }

  .service-card .finding {
    align-items: baseline;
    display: flex;
    gap: 8px;
  }

  /* The Problems view has room for the rest. */
  .message {
    -webkit-box-orient: vertical;
    display: -webkit-box;
    -webkit-line-clamp: 9;
    overflow: hidden;
  }

  .client-card .grow {
    overflow-wrap: break-word;
  }

  .unreached {
    background: none;
    border-style: dashed;
    border-color: var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
    color: var(--vscode-descriptionForeground);
  }

  .empty {
    margin: 0;
    padding: 12px;
    text-align: center;
  }

  .group + .group,
  .card + .group {
    margin-top: 14px;
  }

  .group-head {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    justify-content: space-between;
    margin-bottom: 4px;
  }

  .toggle {
    align-items: center;
    display: inline-flex;
    gap: 4px;
    padding-inline-end: 6px;
  }

  .card .row {
    align-items: center;
    display: flex;
    position: relative;
  }

  .card .docks {
    flex: 0 0 22px;
  }

  .strip {
    display: block;
    margin: 4px 0;
    width: 100%;
  }

  .strip .reached {
    fill: var(--vscode-charts-green);
  }

  .strip .missed {
    fill: none;
    stroke: var(--vscode-descriptionForeground);
  }

  .note {
    margin: 8px 0 0;
  }

  .entry-card + .entry-card {
    margin-top: 6px;
  }

  .entry-card .lead {
    align-items: center;
    display: flex;
    gap: 6px;
  }

  .asked .line > :first-child {
    text-decoration: underline;
    text-decoration-color: var(--vscode-focusBorder);
    text-decoration-thickness: 2px;
    text-underline-offset: 4px;
  }

  .service-card .closed {
    color: var(--vscode-descriptionForeground);
  }

  .card.marked,
  .service-card .marked {
    box-shadow: inset 3px 0 0 var(--vscode-focusBorder);
  }
`;
