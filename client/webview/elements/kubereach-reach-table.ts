import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServiceView } from '../model/service-view.ts';
import { formatShare } from '../model/percent.ts';
import { reachRows, type ReachRow } from '../model/table-rows.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { tableStyles } from '../theme/table-styles.ts';
import { icon } from '../theme/icon.ts';
import { locale } from '../words.ts';

/** The result line by line: the same as the graph, for everyone, in a form that can be read out and copied. */
@customElement('kubereach-reach-table')
export class KubereachReachTable extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host {
        display: block;
      }

      button {
        color: var(--vscode-textLink-foreground);
        white-space: nowrap;
      }

      button:hover {
        text-decoration: underline;
      }

      .why {
        min-width: 18ch;
      }
    `,
  ];

  @property({ attribute: false }) service: ServiceView | undefined;

  override render(): TemplateResult | typeof nothing {
    if (!this.service) return nothing;
    const label = l10n.t('What each port of {0} reaches', this.service.name);
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${label}>
      <table data-testid="reach-table">
        <caption class="visually-hidden">
          ${label}
        </caption>
        <thead>
          <tr>
            <th scope="col">${l10n.t('Service port')}</th>
            <th scope="col">${l10n.t('Pod')}</th>
            <th scope="col">${l10n.t('Pod port')}</th>
            <th scope="col">${l10n.t('Share')}</th>
            <th scope="col">${l10n.t('Status')}</th>
            <th scope="col">${l10n.t('Node')}</th>
            <th scope="col">${l10n.t('Source')}</th>
          </tr>
        </thead>
        <tbody>
          ${reachRows(this.service).map((row) => this.#renderRow(row))} ${this.#renderOmitted()}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(row: ReachRow): TemplateResult {
    return html`<tr>
      <td class="nowrap">${row.port || html`<span class="muted">${l10n.t('all')}</span>`}</td>
      <th scope="row">${this.#renderLink(row.pod || l10n.t('none'), row)}</th>
      ${row.share === undefined ? this.#renderWhy(row) : renderShare(row.target, row.share)}
      <td class="nowrap">${row.pod ? renderStatus(row) : nothing}</td>
      <td class="nowrap">${row.node}</td>
      <td class="muted nowrap">${row.source}</td>
    </tr>`;
  }

  #renderLink(text: string, row: ReachRow): TemplateResult {
    return html`<button
      type="button"
      title=${l10n.t('Show the YAML')}
      @click=${() => tell(this, 'kubereach-reveal', row.anchor)}
    >
      ${text}
    </button>`;
  }

  #renderWhy(row: ReachRow): TemplateResult {
    return html`<td colspan="2" class="why">
      <span class="with-icon">${icon('none', row.pod ? 'muted' : 'error')}<span>${row.why}</span></span>
    </td>`;
  }

  #renderOmitted(): TemplateResult | typeof nothing {
    const nOmitted = this.service?.nOmittedPods ?? 0;
    if (nOmitted === 0) return nothing;
    return html`<tr>
      <td colspan="7" class="muted">${l10n.t('and {0} more pods that are not listed', nOmitted)}</td>
    </tr>`;
  }
}

function renderStatus(row: ReachRow): TemplateResult {
  return html`<span class="with-icon"
    >${row.isReady ? icon('ready', 'good') : icon('not-ready', 'waiting')}<span>${row.status}</span></span
  >`;
}

function renderShare(target: string, share: number): TemplateResult {
  const width = Math.max(1, Math.round(share * 56));
  return html`<td class="nowrap"><code>${target}</code></td>
    <td class="nowrap">
      <span class="number">${formatShare(share, locale())}</span
      ><svg width="58" height="10" aria-hidden="true">
        <rect class="track" x="0.5" y="0.5" width="57" height="9" rx="2" />
        <rect class="bar" x="1" y="1" width=${width} height="8" rx="1.5" />
      </svg>
    </td>`;
}
