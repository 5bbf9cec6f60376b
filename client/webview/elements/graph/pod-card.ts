import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PodView, PortView } from '../../../../shared/messages/preview.ts';
import { isReached, type StageCard, type StageGroup, type StageRow } from '../../model/cards.ts';
import { dock, isConcerned, toneOfReason } from '../../model/edges.ts';
import { icon } from '../../theme/icon.ts';
import { cardName, podCount, reasonText } from '../../words.ts';
import { tabIndexOf, type GraphContext } from './stop-button.ts';

/** A pod, or all pods of a group behind one card. One that gets nothing has a dashed border and says why. */
export function podCard(
  ctx: GraphContext,
  card: StageCard,
  group: StageGroup,
  ports: readonly PortView[],
): TemplateResult {
  const [pod] = card.pods;
  return html`<button
    type="button"
    class="card pod-card ${card.nReached === 0 ? 'unreached' : ''}"
    data-stop=${card.id}
    data-testid="pod"
    data-reached=${card.nReached > 0}
    tabindex=${tabIndexOf(ctx, card.id)}
    aria-label=${cardName(card, ports, group.source)}
    @click=${() => ctx.reveal(card.anchor)}
  >
    ${card.isBundle || !pod ? bundleHead(card) : podHead(card, pod)}
    ${card.rows.map((row) => reachRow(card, row))}
    ${card.reasons.map((reason, index) => {
      const tone = toneOfReason(reason.reason);
      return html`<span class="why lead">
        <span class="dock left" data-dock=${dock.reason(card.id, index)}></span>
        ${icon('none', tone ?? 'muted')}<span>${reasonText(reason, ports, card.isBundle)}</span>
      </span>`;
    })}
  </button>`;
}

function podHead(card: StageCard, pod: PodView): TemplateResult {
  const tone = isConcerned(card) ? 'waiting' : 'muted';
  return html`<span class="title lead">
    ${pod.isReady ? icon('ready', 'good') : icon('not-ready', tone)}
    <span class="grow">${pod.name}</span>
    <span class="muted small">${pod.isReady ? pod.node : pod.status}</span>
  </span>`;
}

function bundleHead(card: StageCard): TemplateResult {
  return html`<span class="title lead"
      >${icon('bundle')}<span class="grow">${podCount(card.pods.length)}</span></span
    >
    ${podStrip(card.pods)}`;
}

/** One square for each pod: filled when it gets traffic, hollow when not. */
function podStrip(pods: readonly PodView[]): TemplateResult {
  const nColumns = 25;
  const nRows = Math.ceil(pods.length / nColumns);
  return html`<svg class="strip" viewBox="0 0 ${nColumns * 8} ${nRows * 8}" aria-hidden="true">
    ${pods.map((pod, index) => {
      const x = (index % nColumns) * 8 + 1;
      const y = Math.floor(index / nColumns) * 8 + 1;
      return svg`<rect class=${isReached(pod) ? 'reached' : 'missed'} x=${x} y=${y} width="5.5" height="5.5" rx="1" />`;
    })}
  </svg>`;
}

function reachRow(card: StageCard, row: StageRow): TemplateResult {
  return html`<span class="row">
    <span class="docks">
      ${row.inputs.map(
        ({ port }) =>
          html`<span class="input"
            ><span class="dock left" data-dock=${dock.row(card.id, row.label, port)}></span
          ></span>`,
      )}
    </span>
    <code class="grow">${row.label}</code>
    ${card.isBundle ? html`<span class="muted small">${podCount(row.nPods)}</span>` : nothing}
  </span>`;
}
