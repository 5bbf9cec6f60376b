import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ToWebview } from '../../../shared/messages/preview.ts';
import { Deriver, type Derived } from '../model/derive.ts';
import { stopsAt } from '../model/highlight.ts';
import { legendParts } from '../model/legend.ts';
import { setStage } from '../model/stage.ts';
import { initialData, reduce, type PanelAction, type PanelData } from '../model/store.ts';
import { detailOf, type PanelEvents } from '../panel-events.ts';
import { RunClock } from '../run-clock.ts';
import { takeAlong } from '../take-along.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { panelStyles } from '../theme/panel-styles.ts';
import { isToWebview } from '../to-webview.ts';
import { loadState, post, saveState } from '../vscode-api.ts';
import { resultSummary } from '../words.ts';
import type { PodCount } from './graph/stop-button.ts';
import './kubereach-explain.ts';
import './kubereach-graph.ts';
import type { KubereachGraph } from './kubereach-graph.ts';
import './kubereach-keys.ts';
import type { KubereachKeys } from './kubereach-keys.ts';
import './kubereach-legend.ts';
import './kubereach-notice.ts';
import './kubereach-overview.ts';
import './kubereach-reach-table.ts';
import './kubereach-run-bar.ts';
import './kubereach-services.ts';
import './kubereach-toolbar.ts';
import './kubereach-what-if.ts';

/** The whole panel: hands messages to the store, and lays out the parts of what follows from it. */
@customElement('kubereach-preview')
export class KubereachPreview extends LitElement {
  static override styles = [baseStyles, panelStyles];

  @state() private data: PanelData = initialData(loadState());
  readonly #deriver = new Deriver();
  readonly #clock = new RunClock((n) => this.#take({ type: 'piece', piece: { type: 'send', n } }));
  @query('kubereach-keys') private readonly keys!: KubereachKeys | null;
  @query('kubereach-graph') private readonly graph!: KubereachGraph | null;

  constructor() {
    super();
    const on = <Name extends keyof PanelEvents>(name: Name, act: (detail: PanelEvents[Name]) => void): void =>
      this.addEventListener(name, (event) => act(detailOf(name, event)));
    on('kubereach-do', (action) => this.#take(action));
    on('kubereach-reveal', (anchor) => post({ type: 'reveal', anchor }));
    on('kubereach-select', (service) => {
      this.#take({ type: 'list', isOpen: false });
      post({ type: 'select', service });
    });
    on('kubereach-pin', (isPinned) => {
      this.#take({ type: 'keep', change: { isPinned } });
      post({ type: 'pin', isPinned });
    });
    on('kubereach-keys', () => this.keys?.toggle());
    on('kubereach-apply', (edits) => post({ type: 'apply', edits }));
    on('kubereach-overview', (namespace) => post({ type: 'overview', namespace }));
    on('kubereach-copy', (text) => post({ type: 'copy', text }));
    on('kubereach-export', (format) => {
      const derived = this.#deriver.derive(this.data);
      if (derived) takeAlong(format, derived, this.data.kept).then(post, () => this.#tellMissingPart());
    });
    on('kubereach-missing-part', () => this.#tellMissingPart());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.#receive);
    window.addEventListener('keydown', this.#pressKey);
    post({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    window.removeEventListener('message', this.#receive);
    window.removeEventListener('keydown', this.#pressKey);
    this.#clock.stop();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.#clock.set(this.data.isRunning ? this.data.kept.request.speed : 0);
    const results = this.#deriver.takeResults();
    if (this.data.kept.isAnimated) this.graph?.showRequests(results);
  }

  override render(): TemplateResult {
    // What the page itself says of a panel that does not come, which it says after a while.
    if (!this.data.hasWords) return html`<slot></slot>`;
    const { model, failure, kept, isListOpen, overview } = this.data;
    const derived = failure ? undefined : this.#deriver.derive(this.data);
    const service = derived?.view;
    const nChanged = derived?.controls
      .flatMap(({ controls }) => controls)
      .filter((one) => one.isChanged).length;
    return html`
      <header>
        <h1 class="visually-hidden">
          ${service ? l10n.t('Traffic: {0}', service.name) : l10n.t('Traffic preview')}
        </h1>
        <kubereach-toolbar
          role="toolbar"
          aria-label=${l10n.t('Preview')}
          .services=${model?.services ?? []}
          .service=${model?.scene?.choice ?? ''}
          .kept=${kept}
          .isListOpen=${isListOpen}
          .nChanged=${nChanged ?? 0}
        ></kubereach-toolbar>
      </header>
      ${
        isListOpen && model
          ? html`<main>
              ${overview ? html`<kubereach-overview .overview=${overview}></kubereach-overview>` : nothing}
              <kubereach-services
                .services=${model.services}
                .service=${model.scene?.choice ?? ''}
              ></kubereach-services>
            </main>`
          : derived
            ? this.#renderService(derived, nChanged ?? 0)
            : html`<main>${this.#renderNotice()}</main>`
      }
      <p class="visually-hidden" role="status" aria-live="polite" data-testid="live">
        ${derived?.trace && derived.trace.requests > 0 && !this.data.isRunning ? resultSummary(derived.trace) : nothing}
      </p>
      <kubereach-keys></kubereach-keys>
    `;
  }

  #renderService(derived: Derived, nChanged: number): TemplateResult {
    const { model, kept, isRunning } = this.data;
    const { isWhatIfOpen } = kept;
    return html`<div class="body ${isWhatIfOpen ? 'with-rail' : ''}">
      <main>
        ${model?.notice ? html`<p class="banner" data-testid="banner">${model.notice}</p>` : nothing}
        <kubereach-run-bar
          .derived=${derived}
          .request=${kept.request}
          .isRunning=${isRunning}
          .isAnimated=${kept.isAnimated}
          .nRequests=${derived.trace?.requests ?? 0}
        ></kubereach-run-bar>
        <p class="summary" data-testid="summary" role="status" aria-live="polite">${derived.view.summary}</p>
        ${this.#renderView(derived)}
        <kubereach-explain
          .derived=${derived}
          .overrides=${kept.overrides}
          .tab=${kept.tab}
        ></kubereach-explain>
      </main>
      ${
        isWhatIfOpen
          ? html`<aside aria-label=${l10n.t('What if')}>
              <kubereach-what-if .groups=${derived.controls} .nChanged=${nChanged}></kubereach-what-if>
            </aside>`
          : nothing
      }
    </div>`;
  }

  #renderView({ view, read, trace }: Derived): TemplateResult {
    const { kept, opened, cursor } = this.data;
    if (kept.view === 'table') {
      return html`<kubereach-reach-table .service=${view}></kubereach-reach-table>`;
    }
    const stage = setStage(view, { opened, byNode: kept.isGroupedByNode });
    const parts = legendParts(stage);
    const counts = new Map<string, PodCount>(
      trace?.backends.map(({ pod, requests, failed }) => [pod, { requests, failed }]),
    );
    return html`<kubereach-graph
        .stage=${stage}
        .counts=${counts}
        .nRequests=${trace?.requests ?? 0}
        .marked=${stopsAt(stage, read, cursor)}
      ></kubereach-graph>
      ${
        parts.length > 0
          ? html`<kubereach-legend .parts=${parts} .isOpen=${kept.isLegendOpen}></kubereach-legend>`
          : nothing
      }`;
  }

  #renderNotice(): TemplateResult {
    const { model, failure } = this.data;
    if (failure) {
      return html`<kubereach-notice
        icon="warning"
        .text=${failure}
        .action=${l10n.t('Show Output')}
        @kubereach-action=${() => post({ type: 'showOutput' })}
      ></kubereach-notice>`;
    }
    if (!model) return html`<kubereach-notice .text=${l10n.t('Reading the manifests…')}></kubereach-notice>`;
    return html`<kubereach-notice
      .text=${model.notice}
      .action=${model.services.length > 0 ? l10n.t('Choose a Service') : ''}
      @kubereach-action=${() => this.#take({ type: 'list', isOpen: true })}
    ></kubereach-notice>`;
  }

  #tellMissingPart(): void {
    const message = l10n.t('The traffic preview could not be loaded: close it and open it again');
    this.#take({ type: 'list', isOpen: false });
    this.#take({ type: 'failed', message });
  }

  #take(message: ToWebview | PanelAction): void {
    const { kept } = this.data;
    this.data = reduce(this.data, message);
    if (this.data.kept !== kept) saveState(this.data.kept);
  }

  readonly #receive = (event: MessageEvent<unknown>): void => {
    const message = event.data;
    if (!isToWebview(message)) return;
    if (message.type === 'l10n') l10n.config({ contents: { ...message.bundle } });
    this.#take(message);
  };

  readonly #pressKey = (event: KeyboardEvent): void => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.keys?.toggle();
  };
}
