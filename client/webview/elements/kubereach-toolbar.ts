import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PanelView } from '../../../shared/messages/panel-state.ts';
import type { ServiceChoice } from '../../../shared/messages/preview.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';

/** With more Services than these the list can be searched. */
const N_CHOICES_TO_FILTER = 12;

/** Which Service, which view: the controls above the stage. */
@customElement('kubereach-toolbar')
export class KubereachToolbar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      vscode-single-select {
        flex: 1 1 130px;
        max-width: 300px;
      }

      .space {
        flex: 1 1 0;
      }

      .tool {
        align-items: center;
        display: inline-flex;
        height: 26px;
        justify-content: center;
        width: 26px;
      }

      .tool:hover,
      .views label:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }

      .tool[aria-pressed='true'],
      .views label:has(:checked) {
        background: var(--vscode-inputOption-activeBackground);
        border-color: var(--vscode-inputOption-activeBorder);
        color: var(--vscode-inputOption-activeForeground);
      }

      .views {
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
        border-radius: 5px;
        display: inline-flex;
        margin: 0;
        min-width: 0;
        padding: 1px;
      }

      .views label {
        align-items: center;
        border: 1px solid transparent;
        border-radius: 4px;
        cursor: pointer;
        display: inline-flex;
        gap: 4px;
        min-height: 24px;
        padding: 0 8px;
      }

      .views label:has(:focus-visible) {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
    `,
  ];

  @property({ attribute: false }) services: readonly ServiceChoice[] = [];
  /** Key of the Service shown; empty when there is none. */
  @property() service = '';
  @property({ type: Boolean }) isPinned = false;
  @property() view: PanelView = 'graph';

  /** Opens the list of Services and moves the focus there. */
  openPicker(): void {
    const picker = this.renderRoot.querySelector('vscode-single-select');
    if (!picker) return;
    picker.focus();
    picker.open = true;
  }

  override render(): TemplateResult {
    return html`
      ${this.#renderPicker()} ${this.#renderPin()}
      <span class="space"></span>
      ${this.#renderViews()}
      <button
        type="button"
        class="tool"
        title=${l10n.t('Keyboard shortcuts (?)')}
        aria-label=${l10n.t('Keyboard shortcuts')}
        @click=${() => tell(this, 'kubereach-keys', undefined)}
      >
        ${icon('keys')}
      </button>
    `;
  }

  #renderPicker(): TemplateResult | typeof nothing {
    if (this.services.length === 0) return nothing;
    const options = this.services.map(({ key, label, file, isHere }) => ({
      value: key,
      label: isHere ? label : `${label} · ${file}`,
    }));
    if (!this.service) options.unshift({ value: '', label: l10n.t('Choose a Service') });
    return html`<vscode-single-select
      label=${l10n.t('Service')}
      ?combobox=${this.services.length > N_CHOICES_TO_FILTER}
      filter="contains"
      .options=${options}
      .value=${live(this.service)}
      @change=${this.#choose}
    ></vscode-single-select>`;
  }

  #renderPin(): TemplateResult {
    const label = l10n.t('Stay with this Service when the cursor moves');
    return html`<button
      type="button"
      class="tool"
      title=${label}
      aria-label=${label}
      aria-pressed=${this.isPinned}
      @click=${() => tell(this, 'kubereach-pin', !this.isPinned)}
    >
      ${icon(this.isPinned ? 'pinned' : 'pin')}
    </button>`;
  }

  #renderViews(): TemplateResult {
    return html`<fieldset class="views">
      <legend class="visually-hidden">${l10n.t('View')}</legend>
      ${this.#renderView('graph', l10n.t('Graph'))} ${this.#renderView('table', l10n.t('Table'))}
    </fieldset>`;
  }

  #renderView(view: PanelView, label: string): TemplateResult {
    return html`<label>
      <input
        class="visually-hidden"
        type="radio"
        name="view"
        .checked=${this.view === view}
        @change=${() => tell(this, 'kubereach-view', view)}
      />${icon(view)}<span>${label}</span>
    </label>`;
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLElement & { readonly value: string };
    if (value && value !== this.service) tell(this, 'kubereach-select', value);
  }
}
