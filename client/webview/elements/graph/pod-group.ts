import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { StageGroup } from '../../model/cards.ts';
import { stop } from '../../model/edges.ts';
import type { PortView } from '../../model/service-view.ts';
import { icon } from '../../theme/icon.ts';
import { groupCount } from '../../words.ts';
import { podCard } from './pod-card.ts';
import { tabIndexOf, type GraphContext } from './stop-button.ts';

/** The pods of one source under its name. */
export function podGroup(ctx: GraphContext, group: StageGroup, ports: readonly PortView[]): TemplateResult {
  return html`<section class="group" aria-label=${group.source}>
    <div class="group-head">
      ${group.isCollapsible ? toggle(ctx, group) : html`<span>${group.source}</span>`}
      <span class="muted small">${groupCount(group)}</span>
    </div>
    ${group.cards.map((card) => podCard(ctx, card, group, ports))}
  </section>`;
}

/** Pods that exist but are neither listed nor drawn. */
export function omittedNote(nOmittedPods: number): TemplateResult | typeof nothing {
  if (nOmittedPods === 0) return nothing;
  return html`<p class="muted small note">
    ${l10n.t('and {0} more pods that are not drawn', nOmittedPods)}
  </p>`;
}

function toggle(ctx: GraphContext, group: StageGroup): TemplateResult {
  const id = stop.toggle(group.source);
  return html`<button
    type="button"
    class="toggle"
    data-stop=${id}
    tabindex=${tabIndexOf(ctx, id)}
    aria-expanded=${!group.isCollapsed}
    @click=${() => ctx.toggle(group.source)}
  >
    ${icon(group.isCollapsed ? 'closed' : 'open')}<span>${group.source}</span>
  </button>`;
}
