// The tabs below the stage and the texts in them.
import { css } from 'lit';

/** Styles of tabs, steps and listings. */
export const explainStyles = css`
  :host {
    display: block;
  }

  .tabs {
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-bottom: 12px;
  }

  [role='tab'] {
    border-bottom: 2px solid transparent;
    border-radius: 0;
    color: var(--vscode-descriptionForeground);
    min-height: 30px;
    padding: 0 clamp(6px, 1.4vw, 10px);
  }

  [role='tab']:hover {
    color: var(--vscode-foreground);
  }

  [role='tab'][aria-selected='true'] {
    border-bottom-color: var(--vscode-focusBorder);
    color: var(--vscode-foreground);
  }

  .steps {
    counter-reset: step;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .steps li {
    border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    counter-increment: step;
    margin-inline-start: 11px;
    padding: 0 0 14px 22px;
    position: relative;
  }

  .steps li:last-child {
    border-color: transparent;
    padding-bottom: 0;
  }

  .steps li::before {
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 50%;
    color: var(--vscode-badge-foreground);
    content: counter(step);
    font-size: 0.85em;
    height: 22px;
    inset-inline-start: -11px;
    line-height: 20px;
    position: absolute;
    text-align: center;
    width: 22px;
  }

  .steps strong,
  .steps .line {
    display: block;
  }

  .steps strong {
    font-weight: 600;
  }

  .changes {
    margin-top: 4px;
    width: auto;
  }

  .changes th,
  .changes td {
    border: 0;
    padding: 1px 16px 1px 0;
  }

  .changes thead th {
    background: none;
    color: var(--vscode-descriptionForeground);
    font-size: 0.85em;
    font-weight: 400;
  }

  .section + .section {
    margin-top: 14px;
  }

  .section header {
    align-items: center;
    display: flex;
    gap: 8px;
    justify-content: space-between;
  }

  .section header code {
    color: var(--vscode-descriptionForeground);
  }

  pre {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    border-radius: 6px;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.92em;
    margin: 2px 0 0;
    max-height: 480px;
    overflow: auto;
    overflow-wrap: normal;
    padding: 8px 12px;
    white-space: pre;
  }

  .copy {
    display: flex;
    justify-content: end;
    margin: 4px 0 0;
  }

  .note {
    color: var(--vscode-descriptionForeground);
    margin: 0 0 8px;
  }
`;
