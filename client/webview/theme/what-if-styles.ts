// The rail of controls.
import { css } from 'lit';

/** Styles of the controls of "what if". */
export const whatIfStyles = css`
  :host {
    display: block;
  }

  header {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  h2,
  h3 {
    font-size: inherit;
    font-weight: 600;
    margin: 0;
  }

  h2 {
    flex: 1 0 100%;
  }

  p {
    font-size: 0.9em;
    margin: 6px 0 0;
  }

  section {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    margin-top: 10px;
    padding-top: 8px;
  }

  .control {
    border-inline-start: 3px solid transparent;
    margin: 4px 0 0 -9px;
    padding-inline-start: 6px;
  }

  .control.is-changed {
    border-color: var(--vscode-focusBorder);
  }

  label {
    align-items: center;
    display: flex;
    gap: 8px;
    justify-content: space-between;
    min-height: 26px;
  }

  .name {
    min-width: 0;
  }

  select {
    max-width: 150px;
  }

  input[type='number'] {
    width: 12ch;
  }

  .was {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .changed {
    border: 1px dashed currentcolor;
    border-radius: 4px;
    font-size: 0.85em;
    padding: 0 4px;
  }

  .small {
    font-size: 0.9em;
  }

  .hint {
    display: block;
  }
`;
