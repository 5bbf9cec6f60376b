import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServiceChoice } from '../../../shared/messages/preview.ts';
import { filterServices } from '../model/filter-services.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';
import { problemCount } from '../words.ts';

const MAX_ROWS = 300;

/** All Services by namespace, to search, and to see which have problems. */
@customElement('kubereach-services')
export class KubereachServices extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .filters {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        margin-bottom: 10px;
      }

      input[type='search'] {
        flex: 0 1 280px;
      }

      label {
        align-items: center;
        display: inline-flex;
        gap: 4px;
        min-height: 26px;
      }

      h3 {
        align-items: center;
        display: flex;
        gap: 6px;
        color: var(--vscode-descriptionForeground);
        font-size: 0.85em;
        font-weight: 600;
        margin: 14px 0 4px;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }

      li button {
        align-items: baseline;
        display: flex;
        gap: 8px;
        min-height: 28px;
        padding: 2px 8px;
        width: 100%;
      }

      li button:hover {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }

      li .icon {
        align-self: center;
      }

      .grow {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) services: readonly ServiceChoice[] = [];
  @property() service = '';
  @state() private text = '';
  @state() private onlyProblems = false;

  override render(): TemplateResult {
    const groups = filterServices(this.services, this.text, this.onlyProblems);
    const nFound = groups.reduce((sum, { services }) => sum + services.length, 0);
    let nLeft = MAX_ROWS;
    return html`<div class="filters">
        <input
          type="search"
          aria-label=${l10n.t('Search Services')}
          placeholder=${l10n.t('Search Services')}
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
        />
        <label
          ><input
            type="checkbox"
            .checked=${this.onlyProblems}
            @change=${(event: Event) => (this.onlyProblems = (event.target as HTMLInputElement).checked)}
          />${l10n.t('Only problems')}</label
        >
        <span class="muted" role="status" data-testid="found"
          >${l10n.t('{0} of {1} Services', nFound, this.services.length)}</span
        >
      </div>
      ${groups.map(({ namespace, services }) => {
        const shown = services.slice(0, Math.max(0, nLeft));
        nLeft -= services.length;
        if (shown.length === 0) return nothing;
        return html`<section>
          <h3>
            <span>${namespace || l10n.t('No namespace written')}</span>
            ${this.#renderPicture(namespace)}
          </h3>
          <ul>
            ${shown.map((choice) => this.#renderChoice(choice))}
          </ul>
        </section>`;
      })}
      ${nLeft < 0 ? html`<p class="muted">${l10n.t('and {0} more: search for them', -nLeft)}</p>` : nothing}`;
  }

  #renderPicture(namespace: string): TemplateResult {
    const label = l10n.t('Picture of {0}', namespace || l10n.t('No namespace written'));
    return html`<button
      type="button"
      class="tool"
      title=${label}
      aria-label=${label}
      @click=${() => tell(this, 'kubereach-overview', namespace)}
    >
      ${icon('graph')}
    </button>`;
  }

  #renderChoice({ key, label, file, nProblems }: ServiceChoice): TemplateResult {
    const name = label.split('/').at(-1) ?? label;
    const problems = problemCount(nProblems);
    return html`<li>
      <button
        type="button"
        data-testid="service-choice"
        aria-current=${key === this.service ? 'true' : nothing}
        @click=${() => tell(this, 'kubereach-select', key)}
      >
        ${nProblems > 0 ? icon('warning', 'warning') : icon('service', 'muted')}
        <span class="grow">${name}</span>
        ${nProblems > 0 ? html`<span>${problems}</span>` : nothing}
        <span class="muted">${file}</span>
      </button>
    </li>`;
  }
}
