import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OverrideValue } from '../../../shared/messages/panel-state.ts';
import type { Control, ControlGroup } from '../model/controls.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';
import { whatIfStyles } from '../theme/what-if-styles.ts';
import { controlHint, controlName, groupName, valueText } from '../words-control.ts';

/** Everything that can be tried out. Each control says what the manifests have; files change only on request. */
@customElement('kubereach-what-if')
export class KubereachWhatIf extends LitElement {
  static override styles = [baseStyles, whatIfStyles];

  @property({ attribute: false }) groups: readonly ControlGroup[] = [];
  @property({ type: Number }) nChanged = 0;

  override render(): TemplateResult {
    return html`<header>
        <h2>${l10n.t('What if')}</h2>
        ${this.#renderAll()}
      </header>
      <p class="muted">${l10n.t('Nothing here is written to a file until you say so')}</p>
      ${repeat(
        this.groups,
        ({ kind, name }) => `${kind} ${name}`,
        (group) => this.#renderGroup(group),
      )}`;
  }

  #renderAll(): TemplateResult {
    const edits = this.groups.flatMap(({ controls }) => controls.flatMap(({ edit }) => edit ?? []));
    return html`<button
        type="button"
        class="tool worded"
        ?disabled=${edits.length === 0}
        title=${l10n.t('Write what manifests can say, as one edit that can be undone')}
        @click=${() => tell(this, 'kubereach-apply', edits)}
      >
        ${icon('write')}<span>${l10n.t('Apply to YAML')}</span>
      </button>
      <button
        type="button"
        class="tool worded"
        ?disabled=${this.nChanged === 0}
        @click=${() => tell(this, 'kubereach-do', { type: 'resetOverrides' })}
      >
        ${icon('undo')}<span>${l10n.t('Reset to manifests')}</span>
      </button>`;
  }

  #renderGroup({ kind, name, controls }: ControlGroup): TemplateResult {
    const title = groupName(kind, name);
    return html`<section role="group" aria-label=${title} data-kind=${kind}>
      <h3>${title}</h3>
      ${controls.map((control) => this.#renderControl(control, title))}
    </section>`;
  }

  #renderControl(control: Control, group: string): TemplateResult {
    const { key, field, isChanged, manifest, edit } = control;
    const name = controlName(field);
    const hint = controlHint(control);
    return html`<div class="control ${isChanged ? 'is-changed' : ''}" data-control=${key}>
      <label>
        <span class="name">${name}</span>
        ${this.#renderInput(control)}
      </label>
      ${hint ? html`<span class="muted small hint">${hint}</span>` : nothing}
      ${
        isChanged
          ? html`<span class="was">
              <span class="changed">${l10n.t('changed')}</span>
              <span class="muted small">${originText(control, valueText(field, manifest))}</span>
              <button
                type="button"
                class="tool"
                title=${l10n.t('Reset {0}', name)}
                aria-label=${l10n.t('Reset {0} of {1}', name, group)}
                @click=${() => this.#set(control, undefined)}
              >
                ${icon('undo')}
              </button>
              ${edit ? this.#renderApply(control, name, group) : nothing}
            </span>`
          : nothing
      }
    </div>`;
  }

  #renderApply({ edit }: Control, name: string, group: string): TemplateResult | typeof nothing {
    if (!edit) return nothing;
    return html`<button
      type="button"
      class="tool"
      title=${l10n.t('Apply to YAML')}
      aria-label=${l10n.t('Apply {0} of {1} to the YAML', name, group)}
      @click=${() => tell(this, 'kubereach-apply', [edit])}
    >
      ${icon('write')}
    </button>`;
  }

  #renderInput(control: Control): TemplateResult {
    const { input, options, value, min, field } = control;
    switch (input) {
      case 'number':
        return html`<input
          type="number"
          aria-label=${controlName(field)}
          min=${min}
          step="1"
          .value=${String(value)}
          @change=${(event: Event) => this.#setNumber(control, event.target as HTMLInputElement)}
        />`;
      case 'toggle':
        return html`<input
          type="checkbox"
          aria-label=${controlName(field)}
          .checked=${value === true}
          @change=${(event: Event) => this.#set(control, (event.target as HTMLInputElement).checked)}
        />`;
      case 'choice': {
        const all = options.includes(String(value)) ? options : [String(value), ...options];
        return html`<select
          aria-label=${controlName(field)}
          @change=${(event: Event) => this.#set(control, (event.target as HTMLSelectElement).value)}
        >
          ${all.map(
            (option) =>
              html`<option value=${option} .selected=${option === value}>
                ${valueText(field, option)}
              </option>`,
          )}
        </select>`;
      }
    }
  }

  #setNumber(control: Control, input: HTMLInputElement): void {
    const number = Math.floor(Number(input.value));
    const isUsable = input.value !== '' && Number.isSafeInteger(number) && number >= control.min;
    if (isUsable) this.#set(control, Math.min(number, MAX_NUMBER));
    else input.value = String(control.value);
  }

  #set({ key, manifest }: Control, value: OverrideValue | undefined): void {
    tell(this, 'kubereach-do', { type: 'override', key, value: value === manifest ? undefined : value });
  }
}

/** A day in milliseconds; of replicas the simulator itself takes fewer. */
const MAX_NUMBER = 86_400_000;

function originText({ edit, field }: Control, before: string): string {
  const isWritten = edit !== undefined || field === 'trafficDistribution';
  return isWritten ? l10n.t('the manifest has {0}', before) : l10n.t('without what-if: {0}', before);
}
