import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview } from '../../../shared/messages/preview.ts';
import type { OverviewPicture } from '../model/overview.ts';
import { dataUrlOf } from '../export-png.ts';
import { themeName } from '../theme/theme-name.ts';
import { baseStyles } from '../theme/base-styles.ts';

/** The picture of a namespace or of an Ingress. It only shows: the list below leads to each Service. */
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

      img {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) overview: Overview | undefined;
  @state() private ingress = '';
  @state() private ingresses: readonly string[] = [];
  @state() private picture: OverviewPicture | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('overview')) this.ingress = '';
    if (changed.has('overview') || changed.has('ingress')) void this.#draw();
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
        <img data-testid="overview" src=${dataUrlOf(picture.svg)} alt=${picture.summary} />
      </div>`;
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
