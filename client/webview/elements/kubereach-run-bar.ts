import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RequestChoice } from '../../../shared/messages/panel-state.ts';
import type { Derived } from '../model/derive.ts';
import { portKey } from '../model/entries.ts';
import { portLabel } from '../model/table-rows.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon, type IconName } from '../theme/icon.ts';
import { clientName, entryName } from '../words-request.ts';

const SENDS = [1, 10, 100, 1000];
const CLIENTS = [1, 2, 5, 10, 50];
const SPEEDS = [2, 10, 50, 200];
const WAITS_S = [1, 60, 600, 10_800];

/** The request and its run: who asks, by which way, how often. */
@customElement('kubereach-run-bar')
export class KubereachRunBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 6px 14px;
      }

      .part {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        min-width: 0;
      }

      label {
        display: grid;
        min-width: 0;
      }

      label > span {
        color: var(--vscode-descriptionForeground);
        font-size: 0.85em;
      }

      select {
        max-width: 200px;
        text-overflow: ellipsis;
      }

      input[type='number'] {
        width: 9ch;
      }

      .primary {
        background: var(--vscode-button-background);
        border-color: var(--vscode-button-border, transparent);
        color: var(--vscode-button-foreground);
        padding: 0 8px;
      }

      .primary:hover {
        background: var(--vscode-button-hoverBackground);
      }
    `,
  ];

  @property({ attribute: false }) derived: Derived | undefined;
  @property({ attribute: false }) request: RequestChoice | undefined;
  @property({ type: Boolean }) isRunning = false;
  @property({ type: Boolean }) isAnimated = true;
  @property({ type: Number }) nRequests = 0;

  override render(): TemplateResult | typeof nothing {
    const { derived, request } = this;
    if (!derived || !request) return nothing;
    return html`${this.#renderRequest(derived, request)} ${this.#renderRun(request)}`;
  }

  #renderRequest({ clients, entries, chosen, view }: Derived, request: RequestChoice): TemplateResult {
    const ports = view.ports.map((port, index) => [portKey(index), portLabel(port)] as const);
    return html`<div class="part">
      ${this.#renderSelect(
        l10n.t('From'),
        clients.map(({ key, place }) => [key, clientName(place, 1)]),
        chosen.client.key,
        (client) => ({ client }),
      )}
      ${this.#renderSelect(
        l10n.t('Clients'),
        CLIENTS.map((n) => [String(n), String(n)]),
        String(request.nClients),
        (n) => ({ nClients: Number(n) }),
      )}
      ${this.#renderSelect(
        l10n.t('By'),
        entries.map((entry) => [entry.key, entryName(entry)]),
        chosen.entry.key,
        (entry) => ({ entry }),
      )}
      ${
        ports.length > 0
          ? this.#renderSelect(l10n.t('To port'), ports, portKey(chosen.portIndex), (port) => ({ port }))
          : nothing
      }
    </div>`;
  }

  #renderRun(request: RequestChoice): TemplateResult {
    const run = this.isRunning ? l10n.t('Pause') : l10n.t('Run');
    return html`<div class="part" role="group" aria-label=${l10n.t('Requests')}>
      ${SENDS.map(
        (n, index) =>
          html`<button
            type="button"
            class="tool worded ${index === 0 ? 'primary' : ''}"
            aria-label=${n === 1 ? l10n.t('Send 1 request') : l10n.t('Send {0} requests', n)}
            @click=${() => tell(this, 'kubereach-do', { type: 'piece', piece: { type: 'send', n } })}
          >
            ${index === 0 ? l10n.t('Send 1') : n.toLocaleString(document.documentElement.lang)}
          </button>`,
      )}
      ${this.#renderTool(this.isRunning ? 'pause' : 'play', run, () =>
        tell(this, 'kubereach-do', { type: 'run', isRunning: !this.isRunning }),
      )}
      ${this.#renderTool('reset', l10n.t('Reset the run'), () => tell(this, 'kubereach-do', { type: 'resetRun' }), this.nRequests === 0 && !this.isRunning)}
      ${this.#renderSelect(
        l10n.t('Per second'),
        SPEEDS.map((n) => [String(n), String(n)]),
        String(request.speed),
        (speed) => ({ speed: Number(speed) }),
      )}
      <label
        ><span>${l10n.t('Seed')}</span
        ><input
          type="number"
          min="0"
          step="1"
          aria-label=${l10n.t('Seed')}
          .value=${String(request.seed)}
          @change=${this.#seed}
      /></label>
      <label
        ><span>${l10n.t('Let time pass')}</span
        ><select aria-label=${l10n.t('Let time pass')} .value=${''} @change=${this.#wait}>
          <option value="" selected>…</option>
          ${WAITS_S.map((seconds) => html`<option value=${seconds}>${duration(seconds)}</option>`)}
        </select></label
      >
      ${this.#renderAnimate()}
    </div>`;
  }

  #renderAnimate(): TemplateResult {
    return html`<button
      type="button"
      class="tool worded"
      aria-pressed=${this.isAnimated}
      @click=${() => tell(this, 'kubereach-do', { type: 'keep', change: { isAnimated: !this.isAnimated } })}
    >
      ${l10n.t('Animate')}
    </button>`;
  }

  #renderSelect(
    label: string,
    options: readonly (readonly [string, string])[],
    value: string,
    change: (value: string) => Partial<RequestChoice>,
  ): TemplateResult {
    return html`<label
      ><span>${label}</span
      ><select
        aria-label=${label}
        @change=${(event: Event) => {
          const next = (event.target as HTMLSelectElement).value;
          tell(this, 'kubereach-do', { type: 'request', change: change(next) });
        }}
      >
        ${options.map(([key, text]) => html`<option value=${key} .selected=${key === value}>${text}</option>`)}
      </select></label
    >`;
  }

  #renderTool(name: IconName, label: string, act: () => void, isDisabled = false): TemplateResult {
    return html`<button
      type="button"
      class="tool worded"
      title=${label}
      aria-label=${label}
      ?disabled=${isDisabled}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  #seed(event: Event): void {
    const input = event.target as HTMLInputElement;
    const seed = Math.floor(Number(input.value));
    if (Number.isSafeInteger(seed) && seed >= 0)
      tell(this, 'kubereach-do', { type: 'request', change: { seed } });
    else input.value = String(this.request?.seed ?? 1);
  }

  #wait(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const n = Number(select.value) * 1000;
    select.value = '';
    if (n > 0) tell(this, 'kubereach-do', { type: 'piece', piece: { type: 'wait', n } });
  }
}

function duration(seconds: number): string {
  if (seconds < 60) return l10n.t('{0} s', seconds);
  return seconds < 3600 ? l10n.t('{0} min', seconds / 60) : l10n.t('{0} h', seconds / 3600);
}
