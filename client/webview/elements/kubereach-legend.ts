import * as l10n from '@vscode/l10n';
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LegendMark, LegendPart } from '../model/legend.ts';
import { tell } from '../panel-events.ts';
import { baseStyles } from '../theme/base-styles.ts';
import { icon } from '../theme/icon.ts';

/** Explains the marks that are on the stage, and no others. */
@customElement('kubereach-legend')
export class KubereachLegend extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      summary {
        border-radius: 4px;
        cursor: pointer;
        display: inline-flex;
        gap: 4px;
        align-items: center;
        list-style: none;
        min-height: 24px;
        padding-inline-end: 6px;
      }

      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 40px;
        padding: 8px 0 4px 20px;
      }

      h3 {
        color: var(--vscode-descriptionForeground);
        font-size: 0.85em;
        font-weight: 600;
        margin: 0 0 4px;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }

      li {
        align-items: center;
        display: flex;
        gap: 8px;
        min-height: 22px;
      }

      .sample {
        display: inline-grid;
        flex: none;
        place-items: center;
        width: 32px;
      }

      .swatch {
        border: 1px dashed var(--vscode-descriptionForeground);
        border-radius: 4px;
        height: 14px;
        width: 24px;
      }

      svg {
        fill: none;
        stroke-linecap: round;
      }

      .flows {
        stroke: var(--vscode-charts-green);
      }

      .blocked {
        stroke: var(--vscode-charts-red);
      }

      .waiting {
        stroke: var(--vscode-charts-yellow);
      }

      .dashed {
        stroke-dasharray: 4 4;
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly LegendPart[] = [];
  @property({ type: Boolean }) isOpen = false;

  override render(): TemplateResult {
    return html`<details .open=${this.isOpen} @toggle=${this.#toggled}>
      <summary>${icon(this.isOpen ? 'open' : 'closed')}${l10n.t('Legend')}</summary>
      <div class="parts">
        ${this.parts.map(
          (part) =>
            html`<section>
              <h3>${headingText(part.heading)}</h3>
              <ul>
                ${part.marks.map((mark) => html`<li><span class="sample">${sample(mark)}</span>${markText(mark)}</li>`)}
              </ul>
            </section>`,
        )}
      </div>
    </details>`;
  }

  #toggled(event: Event): void {
    const { open } = event.target as HTMLDetailsElement;
    if (open !== this.isOpen) tell(this, 'kubereach-do', { type: 'keep', change: { isLegendOpen: open } });
  }
}

function headingText(heading: LegendPart['heading']): string {
  switch (heading) {
    case 'pods':
      return l10n.t('Pods');
    case 'edges':
      return l10n.t('Connections');
    case 'findings':
      return l10n.t('Findings');
  }
}

function markText(mark: LegendMark): string {
  switch (mark) {
    case 'pod-ready':
      return l10n.t('Ready');
    case 'pod-not-ready':
      return l10n.t('Not ready');
    case 'pod-unreached':
      return l10n.t('Gets nothing');
    case 'pod-bundle':
      return l10n.t('Several pods; a filled square gets traffic');
    case 'edge-share':
      return l10n.t('Expected share of the connections; thicker is more');
    case 'edge-waiting':
      return l10n.t('Would flow if the pod were ready');
    case 'edge-blocked':
      return l10n.t('Cannot flow');
    case 'finding-error':
      return l10n.t('Error');
    case 'finding-warning':
      return l10n.t('Warning');
    case 'finding-information':
      return l10n.t('Information');
    case 'finding-hint':
      return l10n.t('Hint');
  }
}

function sample(mark: LegendMark): TemplateResult {
  switch (mark) {
    case 'pod-ready':
      return icon('ready', 'good');
    case 'pod-not-ready':
      return icon('not-ready', 'waiting');
    case 'pod-unreached':
      return html`<span class="swatch"></span>`;
    case 'pod-bundle':
      return icon('bundle');
    case 'edge-share':
      return line(
        svg`<path class="flows" stroke-width="1.5" d="M2 3H30" /><path class="flows" stroke-width="5" d="M3 11H29" />`,
      );
    case 'edge-waiting':
      return line(svg`<path class="waiting dashed" stroke-width="1.5" d="M2 8H16" />${cross('waiting')}`);
    case 'edge-blocked':
      return line(svg`<path class="blocked dashed" stroke-width="1.5" d="M2 8H16" />${cross('blocked')}`);
    case 'finding-error':
      return icon('error', 'error');
    case 'finding-warning':
      return icon('warning', 'warning');
    case 'finding-information':
      return icon('information', 'information');
    case 'finding-hint':
      return icon('hint', 'hint');
  }
}

function line(content: TemplateResult): TemplateResult {
  return html`<svg width="32" height="16" aria-hidden="true">${content}</svg>`;
}

function cross(tone: string): TemplateResult {
  return svg`<path class=${tone} stroke-width="1.75" d="M20 4l8 8m0-8l-8 8" />`;
}
