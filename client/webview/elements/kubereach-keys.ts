import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';

/** The list of keys, as a dialog over the panel. */
@customElement('kubereach-keys')
export class KubereachKeys extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        background: var(--vscode-editorWidget-background);
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
        border-radius: 6px;
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        max-width: min(440px, 92vw);
        padding: 12px 16px 16px;
      }

      header {
        align-items: center;
        display: flex;
        justify-content: space-between;
        margin-bottom: 8px;
      }

      h2 {
        font-size: inherit;
        font-weight: 600;
        margin: 0;
      }

      header button {
        display: grid;
        place-items: center;
      }

      dl {
        display: grid;
        gap: 6px 16px;
        grid-template-columns: max-content 1fr;
        margin: 0;
      }

      dd {
        margin: 0;
      }

      kbd {
        background: var(--vscode-keybindingLabel-background);
        border: 1px solid var(--vscode-keybindingLabel-border);
        border-radius: 3px;
        color: var(--vscode-keybindingLabel-foreground);
        font: inherit;
        font-size: 0.9em;
        padding: 0 5px;
      }
    `,
  ];

  /** Opens the list, or closes it when it is open. */
  toggle(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open) dialog.close();
    else dialog?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${this.#closeOutside}>
      <header>
        <h2 id="title">${l10n.t('Keyboard shortcuts')}</h2>
        <button type="button" aria-label=${l10n.t('Close')} @click=${this.toggle}>${icon('close')}</button>
      </header>
      <dl>
        ${keys(['←', '→'], l10n.t('Move along a connection'))}
        ${keys(['↑', '↓'], l10n.t('Move within a column'))}
        ${keys(['Home', 'End'], l10n.t('First and last of a column'))}
        ${keys(['Enter'], l10n.t('Show the YAML'))}
        ${keys([l10n.t('Space')], l10n.t('Make a pod ready or not ready'))}
        ${keys(['?'], l10n.t('Show or hide this list'))} ${keys(['Esc'], l10n.t('Close this list'))}
      </dl>
    </dialog>`;
  }

  /** A click on the backdrop has the dialog itself as its target. */
  #closeOutside(event: Event): void {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  }
}

function keys(names: readonly string[], meaning: string): TemplateResult {
  return html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
    <dd>${meaning}</dd>`;
}
