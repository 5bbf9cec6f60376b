import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { dock, stop } from '../../model/edges.ts';
import type { Stage } from '../../model/stage.ts';
import { breakable } from '../../theme/breakable.ts';
import { icon } from '../../theme/icon.ts';
import { tabIndexOf, type GraphContext } from './stop-button.ts';

/** Where a request starts. */
export function clientCard(ctx: GraphContext, { service }: Stage): TemplateResult {
  return html`<button
    type="button"
    class="card client-card"
    data-stop=${stop.client}
    data-testid="client"
    tabindex=${tabIndexOf(ctx, stop.client)}
    aria-label=${l10n.t('Client: {0}', service.client)}
    @click=${() => ctx.reveal(service.anchor)}
  >
    <span class="title lead">${icon('client')}<span class="grow">${service.client}</span></span>
    <span class="dock right out" data-dock=${dock.client}></span>
  </button>`;
}

/** The end of an ExternalName Service: a name outside the cluster. */
export function outsideCard(ctx: GraphContext, { service, outside }: Stage): TemplateResult {
  return html`<button
    type="button"
    class="card"
    data-stop=${stop.outside}
    data-testid="outside"
    tabindex=${tabIndexOf(ctx, stop.outside)}
    aria-label=${l10n.t('Outside the cluster: {0}', outside)}
    @click=${() => ctx.reveal(service.anchor)}
  >
    <span class="dock left" data-dock=${dock.outside}></span>
    <span class="title lead"
      >${icon('outside')}<span class="grow">${l10n.t('Outside the cluster')}</span></span
    >
    <code class="block">${breakable(outside)}</code>
  </button>`;
}
