import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { isReached, type StageCard, type StageGroup, type StageRow } from '../../model/cards.ts';
import { dock, isConcerned, toneOfReason } from '../../model/edges.ts';
import type { PodView, PortView } from '../../model/service-view.ts';
import { icon } from '../../theme/icon.ts';
import { cardName, podCount, reasonText, requestCount } from '../../words.ts';
import { markOf, tabIndexOf, type GraphContext, type PodCount } from './stop-button.ts';

/** A pod, or all pods of a group behind one card. One that gets nothing has a dashed border and says why. */
export function podCard(
  ctx: GraphContext,
  card: StageCard,
  group: StageGroup,
  ports: readonly PortView[],
): TemplateResult {
  const [pod] = card.pods;
  const count = countOf(ctx, card);
  const requests = count ? requestCount(count.requests, ctx.nRequests, count.failed) : '';
  const canFlip = !card.isBundle && pod !== undefined && pod.override !== '';
  return html`<div class="slot">
    <button
      type="button"
      class="card pod-card ${card.nReached === 0 ? 'unreached' : ''} ${markOf(ctx, card.id)}"
      data-stop=${card.id}
      data-testid="pod"
      data-reached=${card.nReached > 0}
      tabindex=${tabIndexOf(ctx, card.id)}
      aria-label=${cardName(card, ports, group.source, requests)}
      @click=${() => ctx.reveal(card.anchor)}
      @keydown=${(event: KeyboardEvent) => pressSpace(event, () => canFlip && ctx.flip(pod))}
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
      ${count ? countBar(count, ctx.nRequests) : nothing}
    </button>
    ${canFlip ? flipButton(ctx, pod) : nothing}
  </div>`;
}

/** Space is a click on a button; here it changes the pod instead. */
function pressSpace(event: KeyboardEvent, flip: () => void): void {
  if (event.key !== ' ') return;
  event.preventDefault();
  flip();
}

function flipButton(ctx: GraphContext, pod: PodView): TemplateResult {
  const label = pod.isReady
    ? l10n.t('What if {0} were not ready', pod.name)
    : l10n.t('What if {0} were ready', pod.name);
  return html`<button
    type="button"
    class="flip"
    tabindex="-1"
    data-testid="flip"
    title=${label}
    aria-label=${label}
    @click=${() => ctx.flip(pod)}
  >
    ${icon('power')}
  </button>`;
}

/** What the pods of a card got of the run; `undefined` before one, and for cards that have no part in it. */
function countOf({ counts, nRequests }: GraphContext, card: StageCard): PodCount | undefined {
  if (nRequests === 0) return undefined;
  const known = card.pods.flatMap((pod) => counts.get(pod.name) ?? []);
  if (known.length === 0) return undefined;
  return {
    requests: known.reduce((sum, { requests }) => sum + requests, 0),
    failed: known.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function countBar({ requests, failed }: PodCount, nAll: number): TemplateResult {
  const width = Math.round((requests / nAll) * 1000) / 10;
  const bad = Math.round((failed / nAll) * 1000) / 10;
  return html`<span class="count">
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      <rect class="bar" width=${width} height="6" />
      <rect class="bar bad" width=${bad} height="6" />
    </svg>
    <span class="number" data-testid="count">${requests}</span>
  </span>`;
}

function podHead(card: StageCard, pod: PodView): TemplateResult {
  const tone = isConcerned(card) ? 'waiting' : 'muted';
  return html`<span class="title lead">
      ${pod.isReady ? icon('ready', 'good') : icon('not-ready', tone)}
      <span class="grow">${pod.name}</span>
    </span>
    <span class="muted small lead where">
      <span>${[pod.isReady ? '' : pod.status, pod.node].filter(Boolean).join(' · ')}</span>
      ${pod.isChanged ? html`<span class="changed">${l10n.t('changed')}</span>` : nothing}
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
