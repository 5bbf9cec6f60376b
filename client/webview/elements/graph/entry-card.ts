import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { dock, stop } from '../../model/edges.ts';
import type { EntryView } from '../../model/service-view.ts';
import { breakable } from '../../theme/breakable.ts';
import { icon } from '../../theme/icon.ts';
import { markOf, tabIndexOf, type GraphContext } from './stop-button.ts';

/** A way in. Those that the request does not take are dimmed. */
export function entryCard(ctx: GraphContext, entry: EntryView): TemplateResult {
  const id = stop.entry(entry.key);
  const name = [kindWord(entry.kind), entry.title, ...entry.lines].join(', ');
  return html`<button
    type="button"
    class="card entry-card ${entry.isChosen ? 'chosen' : 'unreached'} ${markOf(ctx, id)}"
    data-stop=${id}
    data-testid="entry"
    data-chosen=${entry.isChosen}
    tabindex=${tabIndexOf(ctx, id)}
    aria-label=${entry.isChosen ? name : l10n.t('{0}: another way in', name)}
    @click=${() => ctx.reveal(entry.anchor)}
  >
    <span class="dock entry-in" data-dock=${dock.entryIn(entry.key)}></span>
    <span class="muted small lead"
      >${icon(ICONS[entry.kind])}<span class="grow">${kindWord(entry.kind)}</span></span
    >
    <code class="block">${breakable(entry.title)}</code>
    ${entry.lines.map((line) => html`<span class="muted small block">${breakable(line)}</span>`)}
    ${entry.isChosen ? html`<span class="dock right out" data-dock=${dock.entryOut(entry.key)}></span>` : nothing}
  </button>`;
}

const ICONS = {
  name: 'name',
  'node-port': 'node',
  'load-balancer': 'balancer',
  'external-ip': 'outside',
  ingress: 'ingress',
} as const;

function kindWord(kind: EntryView['kind']): string {
  switch (kind) {
    case 'name':
      return l10n.t('DNS');
    case 'node-port':
      return l10n.t('Node port');
    case 'load-balancer':
      return l10n.t('Load balancer');
    case 'external-ip':
      return l10n.t('External IP');
    case 'ingress':
      return l10n.t('Ingress');
  }
}
