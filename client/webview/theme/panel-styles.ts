// The layout of the panel as a whole.
import { css } from 'lit';

/** Styles of the root element. */
export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
  }

  header {
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    padding: 8px 16px;
    position: sticky;
    top: 0;
    z-index: 3;
  }

  .body {
    flex: 1;
  }

  .body.with-rail {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(230px, 290px);
  }

  main {
    flex: 1;
    min-width: 0;
    padding: 12px 16px 24px;
  }

  aside {
    border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
    padding: 12px 16px 24px;
  }

  @media (max-width: 760px) {
    .body.with-rail {
      display: flex;
      flex-direction: column;
    }

    /* Above the picture, so that both are in sight. */
    aside {
      border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
      border-inline-start: 0;
      max-height: 42vh;
      order: -1;
      overflow: auto;
      padding-bottom: 12px;
    }
  }

  .summary {
    margin: 12px 0;
  }

  .banner {
    border-inline-start: 3px solid var(--vscode-charts-yellow);
    margin: 0 0 10px;
    padding-inline-start: 8px;
  }

  kubereach-legend {
    margin-top: 10px;
  }

  kubereach-explain {
    margin-top: 20px;
  }
`;
