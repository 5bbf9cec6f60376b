import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PanelState, PanelView } from '../../../shared/messages/panel-state.ts';
import type { ServiceChoice } from '../../../shared/messages/preview.ts';
import { tell, type ExportFormat } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon, type IconName } from '../theme/icon.ts';

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
        gap: 6px;
      }

      .picker {
        flex: 1 1 130px;
        max-width: 300px;
        text-overflow: ellipsis;
      }

      .export {
        width: 108px;
      }

      .space {
        flex: 1 1 0;
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

      .views label:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }

      .views label:has(:checked) {
        background: var(--vscode-inputOption-activeBackground);
        border-color: var(--vscode-inputOption-activeBorder);
        color: var(--vscode-inputOption-activeForeground);
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
  @property({ attribute: false }) kept: PanelState | undefined;
  @property({ type: Boolean }) isListOpen = false;
  /** Overrides that are in force. */
  @property({ type: Number }) nChanged = 0;

  override render(): TemplateResult | typeof nothing {
    const { kept } = this;
    if (!kept) return nothing;
    return html`
      ${this.#renderPicker()} ${this.#renderToggles(kept)}
      <span class="space"></span>
      ${this.service ? this.#renderExport() : nothing} ${this.#renderViews(kept.view)}
      ${this.#renderTool('keys', l10n.t('Keyboard shortcuts'), undefined, () => tell(this, 'kubereach-keys', undefined))}
    `;
  }

  #renderPicker(): TemplateResult | typeof nothing {
    if (this.services.length === 0) return nothing;
    return html`<select class="picker" aria-label=${l10n.t('Service')} @change=${this.#choose}>
        ${this.service ? nothing : html`<option value="" .selected=${live(true)}>${l10n.t('Choose a Service')}</option>`}
        ${this.services.map(
          ({ key, label, file, isHere }) =>
            html`<option value=${key} .selected=${live(key === this.service)}>
              ${isHere ? label : `${label} · ${file}`}
            </option>`,
        )}
      </select>
      ${this.#renderTool('list', l10n.t('All Services, and what is wrong with them'), this.isListOpen, () =>
        tell(this, 'kubereach-do', { type: 'list', isOpen: !this.isListOpen }),
      )}`;
  }

  #renderToggles({ isPinned, isWhatIfOpen, isGroupedByNode }: PanelState): TemplateResult {
    const whatIf = this.nChanged > 0 ? l10n.t('What if ({0})', this.nChanged) : l10n.t('What if');
    return html`${this.#renderTool(
        isPinned ? 'pinned' : 'pin',
        l10n.t('Stay with this Service when the cursor moves'),
        isPinned,
        () => tell(this, 'kubereach-pin', !isPinned),
      )}
      ${this.#renderTool('nodes', l10n.t('Group pods by node'), isGroupedByNode, () =>
        tell(this, 'kubereach-do', { type: 'keep', change: { isGroupedByNode: !isGroupedByNode } }),
      )}
      <button
        type="button"
        class="tool worded"
        aria-pressed=${isWhatIfOpen}
        ?disabled=${!this.service}
        @click=${() => tell(this, 'kubereach-do', { type: 'keep', change: { isWhatIfOpen: !isWhatIfOpen } })}
      >
        ${icon('whatIf')}<span>${whatIf}</span>
      </button>`;
  }

  #renderTool(
    name: IconName,
    label: string,
    isPressed: boolean | undefined,
    act: () => void,
  ): TemplateResult {
    return html`<button
      type="button"
      class="tool"
      title=${label}
      aria-label=${label}
      aria-pressed=${isPressed ?? nothing}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  #renderExport(): TemplateResult {
    const formats: readonly (readonly [ExportFormat, string])[] = [
      ['svg', 'SVG'],
      ['png', 'PNG'],
      ['mermaid', 'Mermaid'],
      ['markdown', 'Markdown'],
      ['json', 'JSON'],
      ['copy-mermaid', l10n.t('Copy as Mermaid')],
      ['copy-markdown', l10n.t('Copy as Markdown')],
    ];
    return html`<select
      class="export"
      aria-label=${l10n.t('Export')}
      .value=${live('')}
      @change=${this.#export}
    >
      <option value="" selected>${l10n.t('Export…')}</option>
      ${formats.map(([format, label]) => html`<option value=${format}>${label}</option>`)}
    </select>`;
  }

  #renderViews(view: PanelView): TemplateResult {
    return html`<fieldset class="views">
      <legend class="visually-hidden">${l10n.t('View')}</legend>
      ${this.#renderView(view, 'graph', l10n.t('Graph'))} ${this.#renderView(view, 'table', l10n.t('Table'))}
    </fieldset>`;
  }

  #renderView(now: PanelView, view: PanelView, label: string): TemplateResult {
    return html`<label>
      <input
        class="visually-hidden"
        type="radio"
        name="view"
        .checked=${now === view}
        @change=${() => tell(this, 'kubereach-do', { type: 'keep', change: { view } })}
      />${icon(view)}<span>${label}</span>
    </label>`;
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    if (value && value !== this.service) tell(this, 'kubereach-select', value);
  }

  #export(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const format = select.value as ExportFormat | '';
    select.value = '';
    if (format) tell(this, 'kubereach-export', format);
  }
}
