import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../theme/base-styles.ts';
import { icon, type IconName } from '../theme/icon.ts';

/** A state in words, with at most one thing to do about it. Fires `kubereach-action` when that is chosen. */
@customElement('kubereach-notice')
export class KubereachNotice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        align-items: center;
        display: flex;
        flex-direction: column;
        gap: 12px;
        margin: 12vh auto 0;
        max-width: 44ch;
        padding: 0 16px;
        text-align: center;
      }

      .icon {
        font-size: 32px;
        width: 32px;
      }

      p {
        margin: 0;
      }

      button {
        background: var(--vscode-button-background);
        border-color: var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
        color: var(--vscode-button-foreground);
        padding: 3px 12px;
      }

      button:hover {
        background: var(--vscode-button-hoverBackground);
      }
    `,
  ];

  @property() icon: IconName = 'service';
  @property() text = '';
  /** Label of the button; empty for none. */
  @property() action = '';

  override render(): TemplateResult {
    return html`
      <span class="muted">${icon(this.icon)}</span>
      <p data-testid="notice">${this.text}</p>
      ${this.action ? html`<button type="button" @click=${this.#act}>${this.action}</button>` : nothing}
    `;
  }

  #act(): void {
    this.dispatchEvent(new CustomEvent('kubereach-action'));
  }
}
