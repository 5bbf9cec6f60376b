import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { joinHostPort } from '../../../shared/cluster/ip-address.ts';
import type { Backend, Exclusion, Trace } from '../../../shared/traffic/trace.ts';
import { formatShare } from '../model/percent.ts';
import type { ServiceView } from '../model/service-view.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';
import { tableStyles } from '../theme/table-styles.ts';
import { endText, exclusionText, fieldText } from '../words-reason.ts';
import { locale, resultSummary } from '../words.ts';

const MAX_ROWS = 200;

/** What became of the requests, pod by pod: the picture's numbers for everyone. */
@customElement('kubereach-result')
export class KubereachResult extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host {
        display: block;
      }

      p {
        margin: 0 0 8px;
      }

      .ends {
        list-style: none;
        margin: 0 0 8px;
        padding: 0;
      }

      .ends li {
        display: flex;
        gap: 6px;
      }

      .see {
        display: block;
      }

      .pod {
        color: var(--vscode-textLink-foreground);
        white-space: nowrap;
      }

      .pod:hover {
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) trace: Trace | undefined;
  @property({ attribute: false }) view: ServiceView | undefined;

  override render(): TemplateResult | typeof nothing {
    const { trace } = this;
    if (!trace) return html`<p>${l10n.t('This way in does not lead to this port')}</p>`;
    return html`<p data-testid="result-summary">${resultSummary(trace)}</p>
      ${this.#renderEnds(trace)} ${this.#renderTable(trace)} ${renderNotes(trace)}`;
  }

  #renderEnds({ ends, requests }: Trace): TemplateResult | typeof nothing {
    if (ends.length === 0) return nothing;
    return html`<ul class="ends">
      ${ends.map(
        ({ end, requests: n }) =>
          html`<li class="lead">
            ${icon('none', 'blocked')}<span
              >${requests > 0 ? `${n} · ` : ''}${endText(end)}${
                end.fixes.length > 0
                  ? html`<span class="muted see"
                      >${l10n.t('See {0}', end.fixes.map(fieldText).join(', '))}</span
                    >`
                  : nothing
              }</span
            >
          </li>`,
      )}
    </ul>`;
  }

  #renderTable({ backends, excluded, requests }: Trace): TemplateResult | typeof nothing {
    if (backends.length + excluded.length === 0) return nothing;
    const label = l10n.t('Requests by pod');
    const nLeft = backends.length + excluded.length - MAX_ROWS;
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${label}>
      <table data-testid="result-table">
        <caption class="visually-hidden">
          ${label}
        </caption>
        <thead>
          <tr>
            <th scope="col">${l10n.t('Pod')}</th>
            <th scope="col">${l10n.t('Node')}</th>
            <th scope="col">${l10n.t('Address')}</th>
            <th scope="col">${l10n.t('Expected')}</th>
            <th scope="col">${l10n.t('Requests')}</th>
            <th scope="col">${l10n.t('Observed')}</th>
          </tr>
        </thead>
        <tbody>
          ${backends.slice(0, MAX_ROWS).map((backend) => this.#renderBackend(backend, requests))}
          ${excluded.slice(0, Math.max(0, MAX_ROWS - backends.length)).map((one) => this.#renderExclusion(one))}
          ${
            nLeft > 0
              ? html`<tr>
                  <td colspan="6" class="muted">${l10n.t('and {0} more', nLeft)}</td>
                </tr>`
              : nothing
          }
        </tbody>
      </table>
    </div>`;
  }

  #renderBackend(backend: Backend, nAll: number): TemplateResult {
    const { pod, node = '', address, port, expected, requests, failed } = backend;
    const share = nAll === 0 ? 0 : requests / nAll;
    return html`<tr>
      <th scope="row">${this.#renderPod(pod)}</th>
      <td class="nowrap">${node}</td>
      <td class="nowrap"><code>${joinHostPort(address, port)}</code></td>
      <td class="nowrap"><span class="number">${formatShare(expected, locale())}</span></td>
      <td class="nowrap">
        <span class="number">${requests}</span>${
          failed > 0 ? html` <span class="muted">${l10n.t('{0} failed', failed)}</span>` : nothing
        }
      </td>
      <td class="nowrap">
        ${nAll === 0 ? html`<span class="muted">–</span>` : renderBar(share, failed / nAll)}
      </td>
    </tr>`;
  }

  #renderExclusion(exclusion: Exclusion): TemplateResult {
    return html`<tr>
      <th scope="row">${this.#renderPod(exclusion.pod)}</th>
      <td class="nowrap">${exclusion.node ?? ''}</td>
      <td class="nowrap"><code>${exclusion.address ?? ''}</code></td>
      <td colspan="3">
        <span class="with-icon">${icon('none', 'muted')}<span>${exclusionText(exclusion)}</span></span>
      </td>
    </tr>`;
  }

  #renderPod(name: string): TemplateResult {
    const anchor = this.view?.pods.find((pod) => pod.name === name)?.anchor;
    if (!anchor) return html`${name}`;
    return html`<button
      type="button"
      class="pod"
      title=${l10n.t('Show the YAML')}
      @click=${() => tell(this, 'kubereach-reveal', anchor)}
    >
      ${name}
    </button>`;
  }
}

function renderBar(share: number, failed: number): TemplateResult {
  const width = Math.round(share * 56);
  return html`<span class="number">${formatShare(share, locale())}</span
    ><svg width="58" height="10" aria-hidden="true">
      <rect class="track" x="0.5" y="0.5" width="57" height="9" rx="2" />
      <rect class="bar" x="1" y="1" width=${width} height="8" rx="1.5" />
      <rect class="bar bad" x="1" y="1" width=${Math.round(failed * 56)} height="8" rx="1.5" />
    </svg>`;
}

/** What the expected shares hold for. */
function renderNotes({ hops, isExpectedExact }: Trace): TemplateResult | typeof nothing {
  const isBound = hops.some((hop) => hop.kind === 'proxy' && hop.affinitySeconds !== undefined);
  if (isBound)
    return html`<p class="muted note">
      ${l10n.t('The expected share is for many clients: with session affinity one address stays with one pod.')}
    </p>`;
  if (isExpectedExact) return nothing;
  return html`<p class="muted note">
    ${l10n.t('The expected share holds while connections stay open and pods are alike: this scheduler goes by what is open.')}
  </p>`;
}
