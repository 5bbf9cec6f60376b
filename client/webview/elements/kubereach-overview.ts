import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FindingView, Overview } from '../../../shared/messages/preview.ts';
import type { OverviewPicture } from '../model/overview.ts';
import type { Spot } from '../model/overview-spots.ts';
import { tell } from '../panel-events.ts';
import { dataUrlOf } from '../export-png.ts';
import { themeName } from '../theme/theme-name.ts';
import { icon } from '../theme/icon.ts';
import { problemCount, severityWord } from '../words.ts';
import { baseStyles } from '../theme/base-styles.ts';

/** The picture of a namespace or of an Ingress. Its boxes lead to their text, and the list below to each Service. */
@customElement('kubereach-overview')
export class KubereachOverview extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        margin-bottom: 16px;
      }

      header {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 8px;
      }

      h2 {
        font-size: inherit;
        font-weight: 600;
        margin: 0;
      }

      .scroll {
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
        border-radius: 6px;
        max-height: 70vh;
        overflow: auto;
      }

      .picture {
        position: relative;
      }

      img,
      .spots {
        display: block;
        height: auto;
        max-width: none;
        min-width: 640px;
        width: 100%;
      }

      .spots {
        inset: 0;
        position: absolute;
      }

      .spot rect {
        cursor: pointer;
        fill: transparent;
        stroke: transparent;
        stroke-width: 2px;
      }

      .spot:hover rect {
        stroke: var(--vscode-focusBorder);
      }

      .spot:focus {
        outline: none;
      }

      .spot:focus-visible rect {
        stroke: var(--vscode-focusBorder);
        stroke-width: 3px;
      }

      .badge circle {
        fill: var(--vscode-editor-background);
        stroke: var(--vscode-charts-yellow);
        stroke-width: 2px;
      }

      .badge text {
        fill: var(--vscode-foreground);
        font-size: 11px;
        font-weight: 600;
        text-anchor: middle;
      }

      .badge {
        pointer-events: none;
      }

      .problems {
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }

      .problems button {
        align-items: baseline;
        background: none;
        border: 0;
        color: inherit;
        cursor: pointer;
        display: flex;
        font: inherit;
        gap: 8px;
        min-height: 24px;
        padding: 3px 4px;
        text-align: start;
        width: 100%;
      }

      .problems button:hover {
        background: var(--vscode-list-hoverBackground);
      }
    `,
  ];

  @property({ attribute: false }) overview: Overview | undefined;
  @state() private ingress = '';
  @state() private ingresses: readonly string[] = [];
  @state() private picture: OverviewPicture | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('overview')) this.ingress = '';
    if (changed.has('overview') || changed.has('ingress'))
      this.#draw().catch(() => tell(this, 'kubereach-missing-part', undefined));
  }

  override render(): TemplateResult | typeof nothing {
    const { overview, picture } = this;
    if (!overview || !picture) return nothing;
    const name = overview.namespace || l10n.t('No namespace written');
    return html`<header>
        <h2>${name}</h2>
        ${this.ingresses.length > 0 ? this.#renderChoice() : nothing}
        ${overview.nOmitted > 0 ? html`<span class="muted">${l10n.t('and {0} more', overview.nOmitted)}</span>` : nothing}
      </header>
      <div class="scroll" role="region" tabindex="0" aria-label=${l10n.t('Picture of {0}', name)}>
        <div class="picture">
          <img
            data-testid="overview"
            width=${picture.width}
            height=${picture.height}
            src=${dataUrlOf(picture.svg)}
            alt=${picture.summary}
          />
          ${this.#renderSpots(picture)}
        </div>
      </div>
      ${this.#renderProblems(picture.spots.flatMap(({ problems }) => problems))}`;
  }

  /** What the badges count, in words. */
  #renderProblems(problems: readonly FindingView[]): TemplateResult | typeof nothing {
    if (problems.length === 0) return nothing;
    return html`<ul class="problems" aria-label=${problemCount(problems.length)}>
      ${problems.map(
        ({ code, severity, message, anchor }) =>
          html`<li>
            <button
              type="button"
              data-testid="problem"
              aria-label=${`${severityWord(severity)}: ${message} (${code})`}
              @click=${() => tell(this, 'kubereach-reveal', anchor)}
            >
              ${icon(severity, severity)}
              <span>${message} <code class="muted">${code}</code></span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #renderSpots({ width, height, spots }: OverviewPicture): TemplateResult {
    return html`<svg
      class="spots"
      viewBox="0 0 ${width} ${height}"
      role="group"
      aria-label=${l10n.t('Show the YAML')}
    >
      ${spots.map((spot) => this.#renderSpot(spot))}
    </svg>`;
  }

  #renderSpot({ label, x, y, width, height, anchor, problems }: Spot): TemplateResult {
    const count = problems.length > 0 ? problemCount(problems.length) : '';
    const said = problems.map(({ code, message }) => `${message} (${code})`).join('\n');
    const show = (): void => tell(this, 'kubereach-reveal', anchor);
    return svg`<g
      class="spot"
      role="button"
      tabindex="0"
      data-testid="spot"
      aria-label=${count ? `${label}: ${count}` : label}
      @click=${show}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        show();
      }}
    >
      <rect x=${x} y=${y} width=${width} height=${height} rx="5" />
      ${said ? svg`<title>${said}</title>` : nothing}
      ${count ? svg`<g class="badge" aria-hidden="true"><circle cx=${x + width} cy=${y} r="9" /><text x=${x + width} y=${y + 4}>${problems.length}</text></g>` : nothing}
    </g>`;
  }

  #renderChoice(): TemplateResult {
    return html`<select
      aria-label=${l10n.t('What is drawn')}
      @change=${(event: Event) => (this.ingress = (event.target as HTMLSelectElement).value)}
    >
      <option value="" .selected=${this.ingress === ''}>${l10n.t('The whole namespace')}</option>
      ${this.ingresses.map(
        (name) =>
          html`<option value=${name} .selected=${this.ingress === name}>
            ${l10n.t('Ingress {0}', name)}
          </option>`,
      )}
    </select>`;
  }

  async #draw(): Promise<void> {
    const { overview, ingress } = this;
    if (!overview) return;
    // A part of its own, which few panels need.
    const { drawOverview, ingressNames } = await import('../model/overview.ts');
    if (overview !== this.overview || ingress !== this.ingress) return;
    this.ingresses = ingressNames(overview);
    this.picture = drawOverview(overview, ingress, themeName());
  }
}
