import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TABS, type Overrides, type PanelTab } from '../../../shared/messages/panel-state.ts';
import type { Hop } from '../../../shared/traffic/hop.ts';
import type { Derived } from '../model/derive.ts';
import { modeOf } from '../model/overrides.ts';
import {
  dnsSections,
  endpointSections,
  environmentOf,
  ruleSection,
  type Section,
} from '../model/sections.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { explainStyles } from '../theme/explain-styles.ts';
import { icon } from '../theme/icon.ts';
import { tableStyles } from '../theme/table-styles.ts';
import { resultAsText, stepsAsText } from '../words-copy.ts';
import { stepText, type AddressChange } from '../words-hop.ts';
import './kubereach-result.ts';

/** What stands behind the picture, in tabs: the result, the steps, and what the cluster would say. */
@customElement('kubereach-explain')
export class KubereachExplain extends LitElement {
  static override styles = [baseStyles, tableStyles, explainStyles];

  @property({ attribute: false }) derived: Derived | undefined;
  @property({ attribute: false }) overrides: Overrides = {};
  @property() tab: PanelTab = 'result';

  override render(): TemplateResult | typeof nothing {
    const { derived } = this;
    if (!derived) return nothing;
    return html`<div
        class="tabs"
        role="tablist"
        aria-label=${l10n.t('Explanation')}
        @keydown=${this.#pressKey}
      >
        ${TABS.map((tab) => this.#renderTab(tab))}
      </div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}" data-testid="tab-panel">
        ${this.#renderPanel(derived)}
      </div>`;
  }

  #renderTab(tab: PanelTab): TemplateResult {
    const isSelected = tab === this.tab;
    return html`<button
      type="button"
      role="tab"
      id="tab-${tab}"
      aria-selected=${isSelected}
      aria-controls="panel"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => this.#select(tab)}
    >
      ${tabName(tab)}
    </button>`;
  }

  #select(tab: PanelTab): void {
    tell(this, 'kubereach-do', { type: 'keep', change: { tab } });
  }

  readonly #pressKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -TABS.length, End: TABS.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = TABS.length - 1;
    const at = TABS.indexOf(this.tab) + step;
    const next =
      TABS[at < 0 ? (step === -1 ? last : 0) : at > last ? (step === 1 ? 0 : last) : at] ?? 'result';
    this.#select(next);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };

  #renderPanel(derived: Derived): TemplateResult {
    const { read, world, trace, view } = derived;
    switch (this.tab) {
      case 'result':
        return html`<kubereach-result .trace=${trace} .view=${view}></kubereach-result>
          ${trace ? this.#renderCopyLine(resultAsText(trace), tabName('result')) : nothing}`;
      case 'steps':
        return html`<ol class="steps" data-testid="steps">
            ${(trace?.hops ?? []).map((hop) => this.#renderStep(hop))}
          </ol>
          ${trace ? this.#renderCopyLine(stepsAsText(trace.hops), tabName('steps')) : nothing}`;
      case 'endpoints':
        return html`${endpointSections(read, world).map((section) => this.#renderSection(section))}`;
      case 'dns':
        return html`${dnsSections(read, world).map((section, index) =>
          this.#renderSection(
            section,
            index === 0 ? l10n.t('Names, from a pod of the same namespace') : undefined,
          ),
        )}`;
      case 'env':
        return this.#renderEnv(derived);
      case 'rules':
        return this.#renderRules(derived);
    }
  }

  #renderStep(hop: Hop): TemplateResult {
    const { title, lines, changes } = stepText(hop);
    return html`<li data-testid="step">
      <strong>${title}</strong>
      ${lines.map((line) => html`<span class="line">${line}</span>`)}
      ${changes.length > 0 ? renderChanges(changes) : nothing}
    </li>`;
  }

  #renderSection({ command, text }: Section, title?: string): TemplateResult {
    return html`<section class="section">
      <header>
        ${title ? html`<span>${title}</span>` : html`<code>$ ${command}</code>`}
        ${this.#renderCopy(text, title ?? command)}
      </header>
      <pre tabindex="0" aria-label=${title ?? command}>${text}</pre>
    </section>`;
  }

  #renderCopyLine(text: string, what: string): TemplateResult {
    return html`<p class="copy">${this.#renderCopy(text, what)}</p>`;
  }

  #renderCopy(text: string, what: string): TemplateResult {
    const label = l10n.t('Copy: {0}', what);
    return html`<button
      type="button"
      class="tool"
      title=${label}
      aria-label=${label}
      @click=${() => tell(this, 'kubereach-copy', text)}
    >
      ${icon('copy')}
    </button>`;
  }

  #renderEnv({ read, world }: Derived): TemplateResult {
    const { pod, variables } = environmentOf(read, world);
    const title = pod
      ? l10n.t('What the first container of {0} finds in its environment', pod)
      : l10n.t('What any pod of the namespace finds in its environment');
    const text = variables.map(({ name, value }) => `${name}=${value}`).join('\n');
    const own = variables.filter(({ service }) => service.name === read.service.ref.name);
    const isHidden = variables.some(({ hiddenBy }) => hiddenBy !== undefined);
    return html`${
      own.length === 0
        ? html`<p class="note">
            ${l10n.t('There is none for this Service: it has no cluster IP or no port, or the pod has enableServiceLinks: false')}
          </p>`
        : nothing
    }
    ${isHidden ? html`<p class="note">${l10n.t('Some are hidden: the container or another Service sets the same name')}</p>` : nothing}
    ${this.#renderSection({ command: '', text: text || '–' }, title)}`;
  }

  #renderRules({ world, trace }: Derived): TemplateResult {
    const hop = trace?.hops.find((one) => one.kind === 'proxy');
    const node = hop?.kind === 'proxy' ? hop.node : (world.options.nodes[0]?.name ?? '');
    const section = ruleSection(world, modeOf(this.overrides), node);
    if (!section)
      return html`<p>
        ${l10n.t('Userspace mode writes no rules for endpoints: a process on the node dials them in turn')}
      </p>`;
    return html`<p class="note">${l10n.t('Computed from the manifests, for kube-proxy on {0}', node)}</p>
      ${this.#renderSection(section)}`;
  }
}

function renderChanges(changes: readonly AddressChange[]): TemplateResult {
  return html`<table class="changes">
    <caption class="visually-hidden">
      ${l10n.t('Addresses before and after')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t('Address')}</th>
        <th scope="col">${l10n.t('Before')}</th>
        <th scope="col">${l10n.t('After')}</th>
      </tr>
    </thead>
    <tbody>
      ${changes.map(
        ({ field, from, to }) =>
          html`<tr>
            <th scope="row">
              ${field === 'source' ? l10n.t('Source (SNAT)') : l10n.t('Destination (DNAT)')}
            </th>
            <td><code>${from}</code></td>
            <td><code>${to}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function tabName(tab: PanelTab): string {
  switch (tab) {
    case 'result':
      return l10n.t('Result');
    case 'steps':
      return l10n.t('Steps');
    case 'endpoints':
      return l10n.t('Endpoints');
    case 'dns':
      return l10n.t('DNS');
    case 'env':
      return l10n.t('Environment');
    case 'rules':
      return l10n.t('Rules');
  }
}
