// Styles that every element of the panel shares. Colours are the editor's own, by name; there are no others.
import { css } from 'lit';

/** Text, buttons, focus, icons. Include first. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    line-height: 1.5;
    word-break: keep-all;
    overflow-wrap: anywhere;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  button {
    appearance: none;
    background: none;
    border: 1px solid transparent;
    border-radius: 4px;
    color: inherit;
    cursor: pointer;
    font: inherit;
    margin: 0;
    min-height: 24px;
    min-width: 24px;
    padding: 0;
    text-align: start;
  }

  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }

  code,
  .code {
    font-family: var(--vscode-editor-font-family);
    font-size: 0.92em;
  }

  .muted {
    color: var(--vscode-descriptionForeground);
  }

  .icon {
    display: inline-block;
    flex: none;
    font: 16px / 1 codicon;
    text-align: center;
    user-select: none;
    width: 16px;
  }

  /* Beside the first line of a text. */
  .lead > .icon {
    align-self: flex-start;
    height: calc(1.5 * var(--vscode-font-size));
    line-height: calc(1.5 * var(--vscode-font-size));
  }

  .icon::before {
    content: attr(data-glyph);
  }

  .icon.good {
    color: var(--vscode-charts-green);
  }

  .icon.warning,
  .icon.waiting {
    color: var(--vscode-charts-yellow);
  }

  .icon.error,
  .icon.blocked {
    color: var(--vscode-charts-red);
  }

  .icon.information,
  .icon.hint {
    color: var(--vscode-charts-blue);
  }

  .visually-hidden {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;
