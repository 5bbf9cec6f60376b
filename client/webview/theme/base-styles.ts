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

  /* Native controls, so that keyboards and screen readers find what they know. */
  select,
  input[type='number'],
  input[type='search'] {
    background: var(--vscode-settings-dropdownBackground, var(--vscode-editorWidget-background));
    border: 1px solid
      var(--vscode-settings-dropdownBorder, var(--vscode-contrastBorder, var(--vscode-editorWidget-border)));
    border-radius: 4px;
    color: var(--vscode-settings-dropdownForeground, var(--vscode-foreground));
    font: inherit;
    min-height: 26px;
    min-width: 0;
    padding: 0 6px;
  }

  input[type='checkbox'] {
    accent-color: var(--vscode-focusBorder);
    height: 18px;
    margin: 3px;
    width: 18px;
  }

  .tool {
    align-items: center;
    display: inline-flex;
    gap: 4px;
    height: 26px;
    justify-content: center;
    min-width: 26px;
  }

  .tool.worded {
    border-color: var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    padding: 0 8px;
  }

  .tool:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }

  .tool[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder);
    color: var(--vscode-inputOption-activeForeground);
  }

  button:disabled {
    cursor: default;
    opacity: 0.5;
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
