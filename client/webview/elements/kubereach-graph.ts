import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RequestResult } from '../../../shared/traffic/simulation.ts';
import { drawEdges, gutterLanes, type DrawnEdge, type StageLayout } from '../model/draw-edges.ts';
import { stop } from '../model/edges.ts';
import { overrideKey } from '../model/overrides.ts';
import type { PodView } from '../model/service-view.ts';
import type { Stage } from '../model/stage.ts';
import { isWalkKey, stopsByColumn, walk } from '../model/walk.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { cardStyles } from './graph/card-styles.ts';
import { dockStyles } from './graph/dock-styles.ts';
import { alignClient } from './graph/align-client.ts';
import { animateRequests } from './graph/animate-requests.ts';
import { clientCard, outsideCard } from './graph/client-card.ts';
import { edgeLayer } from './graph/edge-layer.ts';
import { entryCard } from './graph/entry-card.ts';
import { measureDocks } from './graph/measure-docks.ts';
import { omittedNote, podGroup } from './graph/pod-group.ts';
import { podStyles } from './graph/pod-styles.ts';
import { serviceCard } from './graph/service-card.ts';
import { stageStyles } from './graph/stage-styles.ts';
import type { GraphContext, PodCount } from './graph/stop-button.ts';

/** Below this width in pixels the columns stand one below the other. */
const MIN_WIDE_PX = 700;

/** The picture: cards in columns, laid out by the browser, and lines drawn where the cards came to stand. */
@customElement('kubereach-graph')
export class KubereachGraph extends LitElement {
  static override styles = [baseStyles, cardStyles, dockStyles, podStyles, stageStyles];

  @property({ attribute: false }) stage: Stage | undefined;
  /** What each pod got of the run, by name. */
  @property({ attribute: false }) counts: ReadonlyMap<string, PodCount> = new Map();
  @property({ type: Number }) nRequests = 0;
  /** Stops that the editor's cursor is at. */
  @property({ attribute: false }) marked: ReadonlySet<string> = new Set();
  @state() private layout: StageLayout = 'wide';
  @state() private edges: readonly DrawnEdge[] = [];
  /** The stop in the tab order, and the one before it. */
  @state() private current: string = stop.client;
  #cameFrom: string | undefined;
  #hadFocus = false;
  /** The stop under the pointer or with visible focus; its edges stand out. */
  @state() private lit = '';
  @query('.stage') private readonly stageElement!: HTMLElement | null;
  #drawn = '';
  readonly #observer = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.#draw, { passive: true });
    // Glyphs and editor fonts that come late move the cards.
    void document.fonts.ready.then(this.#draw);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('scroll', this.#draw);
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.#focusedStop() !== undefined;
    if (!changed.has('stage') || !this.stage) return;
    const stops = stopsByColumn(this.stage).flat();
    if (!stops.includes(this.current)) this.current = stop.client;
  }

  protected override firstUpdated(): void {
    this.#observer.observe(this);
    if (this.stageElement) this.#observer.observe(this.stageElement);
  }

  protected override updated(): void {
    this.#draw();
    this.#keepFocus();
  }

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!stage) return nothing;
    const ctx: GraphContext = {
      current: this.current,
      marked: this.marked,
      counts: this.counts,
      nRequests: this.nRequests,
      reveal: (anchor) => tell(this, 'kubereach-reveal', anchor),
      toggle: (group) => tell(this, 'kubereach-do', { type: 'toggleGroup', group }),
      flip: (pod) => this.#flip(pod),
    };
    return html`<div
      class="stage ${this.layout} lanes-${gutterLanes(stage.service.ports.length)}"
      role="group"
      aria-label=${l10n.t('Traffic graph')}
      aria-describedby="hint"
      @keydown=${this.#pressKey}
      @focusin=${this.#focused}
      @focusout=${() => this.#light('')}
      @pointerover=${(event: Event) => this.#light(stopOf(event))}
      @pointerleave=${() => this.#light('')}
    >
      <span id="hint" class="visually-hidden">
        ${l10n.t('Arrow keys move along the connections, Enter shows the YAML, Space changes whether a pod is ready')}
      </span>
      ${edgeLayer(this.edges, this.lit)}<svg class="edges dots" aria-hidden="true"></svg>
      ${renderColumns(ctx, stage)}
    </div>`;
  }

  /** Shows requests on their way, unless the user wants nothing to move. */
  showRequests(results: readonly RequestResult[]): void {
    const layer = this.renderRoot.querySelector<SVGSVGElement>('.dots');
    if (layer && this.stage) animateRequests(layer, this.stage, this.edges, results);
  }

  #fit(): void {
    this.layout = this.clientWidth < MIN_WIDE_PX ? 'stacked' : 'wide';
    this.#draw();
  }

  readonly #draw = (): void => {
    const { stage, stageElement } = this;
    if (!stage || !stageElement) return;
    alignClient(this.renderRoot, stageElement, this.layout);
    const edges = drawEdges(stage.edges, measureDocks(this.renderRoot, stageElement), this.layout);
    // Setting the same lines again would render for ever.
    const drawn = JSON.stringify(edges);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.edges = edges;
  };

  #flip({ override, isReady }: PodView): void {
    const value = isReady ? 'not-ready' : 'ready';
    tell(this, 'kubereach-do', { type: 'override', key: overrideKey(override, 'state'), value });
  }

  #focusedStop(): string | undefined {
    const focused = this.shadowRoot?.activeElement;
    return focused instanceof HTMLElement ? focused.dataset['stop'] : undefined;
  }

  /** Elements are used again by their place: after an update another stop may stand where the focus is, or none. */
  #keepFocus(): void {
    if (this.#hadFocus && this.#focusedStop() !== this.current) this.#stopElement(this.current)?.focus();
  }

  #stopElement(stopId: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stopId)}"]`);
  }

  #light(stopId: string): void {
    // Client and Service are joined to everything; nothing stands out from that.
    this.lit =
      stopId.startsWith('port:') || stopId.startsWith('pod:') || stopId.startsWith('group:') ? stopId : '';
  }

  #focused(event: Event): void {
    const stopId = stopOf(event);
    if (!stopId) return;
    if (stopId !== this.current) this.#cameFrom = this.current;
    this.current = stopId;
    if (event.target instanceof HTMLElement && event.target.matches(':focus-visible')) this.#light(stopId);
  }

  #pressKey(event: KeyboardEvent): void {
    if (!this.stage || !isWalkKey(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = walk(this.stage, this.current, event.key, this.#cameFrom);
    const element = this.#stopElement(next);
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  }
}

function renderColumns(ctx: GraphContext, stage: Stage): TemplateResult {
  const { service, entries, groups, outside } = stage;
  return html`<section class="column client">
      <h2>${l10n.t('Client')}</h2>
      <div class="cards">${clientCard(ctx, stage)}</div>
    </section>
    <section class="column entry">
      <h2>${l10n.t('Way in')}</h2>
      <div class="cards">
        ${entries.map((entry) => entryCard(ctx, entry))}${moreEntries(service.entries.length - entries.length)}
      </div>
    </section>
    <section class="column service">
      <h2>${l10n.t('Service')}</h2>
      <div class="cards">${serviceCard(ctx, stage)}</div>
    </section>
    <section class="column pods">
      <h2>${outside ? l10n.t('Destination') : l10n.t('Pods')}</h2>
      <div class="cards">
        ${outside ? outsideCard(ctx, stage) : nothing}
        ${groups.map((group) => podGroup(ctx, group, service.ports))}
        ${
          groups.length === 0 && !outside
            ? html`<p class="card unreached empty">${l10n.t('No pods')}</p>`
            : nothing
        }
        ${omittedNote(service.nOmittedPods)}
      </div>
    </section>`;
}

function moreEntries(n: number): TemplateResult | typeof nothing {
  return n > 0 ? html`<p class="muted small note more">${l10n.t('and {0} more ways in', n)}</p>` : nothing;
}

function stopOf(event: Event): string {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stop]') : null;
  return element?.dataset['stop'] ?? '';
}
