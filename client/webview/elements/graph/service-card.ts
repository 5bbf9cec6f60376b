import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { FindingView } from '../../../../shared/messages/preview.ts';
import { dock, stop } from '../../model/edges.ts';
import type { PortView, ServiceView } from '../../model/service-view.ts';
import type { Stage } from '../../model/stage.ts';
import { icon } from '../../theme/icon.ts';
import { portName, serviceName, severityWord } from '../../words.ts';
import { markOf, tabIndexOf, type GraphContext } from './stop-button.ts';

/** The Service: what it is, one row for each port, and what is wrong with it. */
export function serviceCard(ctx: GraphContext, { service }: Stage): TemplateResult {
  return html`<div
    class="card service-card"
    data-testid="service"
    role="group"
    aria-label=${serviceName(service)}
  >
    ${head(ctx, service)}
    ${service.ports.map(
      (port) =>
        html`${portRow(ctx, port, service)}
        ${port.findings.map((finding, index) => findingRow(ctx, finding, stop.portFinding(port.key, index)))}`,
    )}
    ${service.findings.map((finding, index) => findingRow(ctx, finding, stop.finding(index)))}
  </div>`;
}

function head(ctx: GraphContext, service: ServiceView): TemplateResult {
  return html`<button
    type="button"
    class="head ${markOf(ctx, stop.service)}"
    data-stop=${stop.service}
    tabindex=${tabIndexOf(ctx, stop.service)}
    aria-label=${serviceName(service)}
    @click=${() => ctx.reveal(service.anchor)}
  >
    <span class="dock entry" data-dock=${dock.serviceIn}></span>
    <span class="title lead">
      ${icon('service')}<span class="grow">${service.name}</span><span class="badge">${service.type}</span>
    </span>
    ${service.namespace ? html`<span class="muted small">${service.namespace}</span>` : nothing}
    ${selectorLine(service)}
    <span class="dock right" data-dock=${dock.serviceOut}></span>
  </button>`;
}

function selectorLine(service: ServiceView): TemplateResult | typeof nothing {
  if (service.type === 'ExternalName') return nothing;
  if (!service.selector) return html`<span class="muted small">${l10n.t('no selector')}</span>`;
  return html`<span class="labels"
    >${service.selector.split(',').map((label) => html`<code>${label}</code> `)}</span
  >`;
}

function portRow(ctx: GraphContext, port: PortView, service: ServiceView): TemplateResult {
  const id = stop.port(port.key);
  return html`<button
    type="button"
    class="port ${port.problem ? 'broken' : ''} ${port.isOpen ? '' : 'closed'} ${port.isAsked ? 'asked' : ''} ${markOf(ctx, id)}"
    data-stop=${id}
    data-testid="port-row"
    tabindex=${tabIndexOf(ctx, id)}
    aria-label=${portName(port, service.pods)}
    @click=${() => ctx.reveal(port.anchor)}
  >
    <span class="dock left" data-dock=${dock.portIn(port.key)}></span>
    <span class="line">
      ${port.name ? html`<span class="name">${port.name}</span>` : nothing}
      <code>${port.port}</code>
      ${port.targetPort ? html`<span class="target">${icon('arrow', 'muted')}<code>${port.targetPort}</code></span>` : nothing}
      ${port.nodePort ? html`<span class="muted small">${l10n.t('node port {0}', port.nodePort)}</span>` : nothing}
    </span>
    ${port.problem ? html`<span class="why lead">${icon('none', port.isOpen ? 'blocked' : 'muted')}<span>${port.problem}</span></span>` : nothing}
    <span class="dock right out ${port.problem ? 'broken' : ''}" data-dock=${dock.portOut(port.key)}></span>
  </button>`;
}

function findingRow(ctx: GraphContext, finding: FindingView, id: string): TemplateResult {
  const severity = severityWord(finding.severity);
  return html`<button
    type="button"
    class="finding lead"
    data-stop=${id}
    data-testid="finding"
    tabindex=${tabIndexOf(ctx, id)}
    aria-label=${`${severity}: ${finding.message} (${finding.code})`}
    @click=${() => ctx.reveal(finding.anchor)}
  >
    ${icon(finding.severity, finding.severity)}
    <span class="grow"
      ><span class="message" title=${finding.message}>${finding.message}</span
      ><code class="block muted">${finding.code}</code></span
    >
  </button>`;
}
