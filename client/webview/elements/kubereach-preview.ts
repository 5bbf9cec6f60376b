import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { PanelState } from '../../../shared/messages/panel-state.ts';
import type { PreviewModel, ServiceView } from '../../../shared/messages/preview.ts';
import { legendParts, type LegendPart } from '../model/legend.ts';
import { setStage } from '../model/stage.ts';
import { detailOf } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { isToWebview } from '../to-webview.ts';
import { loadState, post, saveState } from '../vscode-api.ts';
import './kubereach-graph.ts';
import './kubereach-keys.ts';
import type { KubereachKeys } from './kubereach-keys.ts';
import './kubereach-legend.ts';
import './kubereach-notice.ts';
import './kubereach-reach-table.ts';
import './kubereach-toolbar.ts';
import type { KubereachToolbar } from './kubereach-toolbar.ts';

/** The whole panel: talks to the host, keeps what the user chose, and lays out the parts. */
@customElement('kubereach-preview')
export class KubereachPreview extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100vh;
      }

      header {
        background: var(--vscode-editor-background);
        border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border));
        padding: 8px 16px;
        position: sticky;
        top: 0;
        z-index: 2;
      }

      .summary {
        margin: 0;
        padding: 12px 16px 0;
      }

      main {
        flex: 1;
        padding: 16px;
      }

      footer {
        padding: 0 16px 12px;
      }
    `,
  ];

  @state() private model: PreviewModel | undefined;
  @state() private failure = '';
  /** Set by the first translations; nothing is shown before, so that no English flashes up. */
  @state() private hasWords = false;
  @state() private kept: PanelState = loadState();
  /** Sources whose many pods are shown one by one. */
  @state() private opened: ReadonlySet<string> = new Set();
  @query('kubereach-toolbar') private readonly toolbar!: KubereachToolbar | null;
  @query('kubereach-keys') private readonly keys!: KubereachKeys | null;

  constructor() {
    super();
    this.addEventListener('kubereach-reveal', (event) =>
      post({ type: 'reveal', anchor: detailOf('kubereach-reveal', event) }),
    );
    this.addEventListener('kubereach-select', (event) =>
      post({ type: 'select', service: detailOf('kubereach-select', event) }),
    );
    this.addEventListener('kubereach-pin', (event) => this.#pin(detailOf('kubereach-pin', event)));
    this.addEventListener('kubereach-view', (event) =>
      this.#keep({ view: detailOf('kubereach-view', event) }),
    );
    this.addEventListener('kubereach-legend', (event) =>
      this.#keep({ isLegendOpen: detailOf('kubereach-legend', event) }),
    );
    this.addEventListener('kubereach-toggle', (event) => this.#toggle(detailOf('kubereach-toggle', event)));
    this.addEventListener('kubereach-keys', () => this.keys?.toggle());
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
    super.disconnectedCallback();
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.hasWords;
  }

  override render(): TemplateResult {
    const service = this.failure ? undefined : this.model?.service;
    return html`
      <header>
        <h1 class="visually-hidden">
          ${service ? l10n.t('Traffic: {0}', service.name) : l10n.t('Traffic preview')}
        </h1>
        <kubereach-toolbar
          role="toolbar"
          aria-label=${l10n.t('Preview')}
          .services=${this.model?.services ?? []}
          .service=${this.model?.service?.key ?? ''}
          .isPinned=${this.kept.isPinned}
          .view=${this.kept.view}
        ></kubereach-toolbar>
      </header>
      <p class="summary" data-testid="summary" role="status" aria-live="polite">${service?.summary}</p>
      ${service ? this.#renderService(service) : html`<main>${this.#renderNotice()}</main>`}
      <kubereach-keys></kubereach-keys>
    `;
  }

  #renderService(service: ServiceView): TemplateResult {
    if (this.kept.view === 'table') {
      return html`<main><kubereach-reach-table .service=${service}></kubereach-reach-table></main>`;
    }
    const stage = setStage(service, this.opened);
    const parts = legendParts(stage);
    return html`<main><kubereach-graph .stage=${stage}></kubereach-graph></main>
      ${parts.length > 0 ? this.#renderLegend(parts) : nothing}`;
  }

  #renderLegend(parts: readonly LegendPart[]): TemplateResult {
    return html`<footer>
      <kubereach-legend .parts=${parts} .isOpen=${this.kept.isLegendOpen}></kubereach-legend>
    </footer>`;
  }

  #renderNotice(): TemplateResult {
    if (this.failure) {
      return html`<kubereach-notice
        icon="warning"
        .text=${this.failure}
        .action=${l10n.t('Show Output')}
        @kubereach-action=${() => post({ type: 'showOutput' })}
      ></kubereach-notice>`;
    }
    if (!this.model)
      return html`<kubereach-notice .text=${l10n.t('Reading the manifests…')}></kubereach-notice>`;
    return html`<kubereach-notice
      .text=${this.model.notice}
      .action=${this.model.services.length > 0 ? l10n.t('Choose a Service') : ''}
      @kubereach-action=${() => this.toolbar?.openPicker()}
    ></kubereach-notice>`;
  }

  readonly #receive = (event: MessageEvent<unknown>): void => {
    const message = event.data;
    if (!isToWebview(message)) return;
    switch (message.type) {
      case 'l10n':
        l10n.config({ contents: { ...message.bundle } });
        this.hasWords = true;
        return;
      case 'failed':
        this.failure = message.message;
        return;
      case 'model':
        return this.#take(message.model, message.isPinned);
    }
  };

  #take(model: PreviewModel, isPinned: boolean): void {
    this.failure = '';
    this.model = model;
    const { service } = model;
    this.#keep({ isPinned, uri: service?.anchor.uri ?? model.uri, service: service?.key ?? '' });
  }

  #pin(isPinned: boolean): void {
    this.#keep({ isPinned });
    post({ type: 'pin', isPinned });
  }

  #toggle(source: string): void {
    const opened = new Set(this.opened);
    if (!opened.delete(source)) opened.add(source);
    this.opened = opened;
  }

  #keep(change: Partial<PanelState>): void {
    this.kept = { ...this.kept, ...change };
    saveState(this.kept);
  }

  readonly #pressKey = (event: KeyboardEvent): void => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.keys?.toggle();
  };
}
