// What a hover says: of a Service what `kubectl describe` would, of pods which Services reach them.
import { t } from '@vscode/l10n';
import {
  formatRequirement,
  formatSelector,
  selectorFromMap,
  type LabelSet,
} from '../../shared/model/labels.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject, PodSource, Service } from '../../shared/model/objects.ts';
import { shortList } from '../../shared/render/endpoint-lists.ts';
import { describeService } from '../../shared/render/describe-service.ts';
import type { RuleContext } from '../analysis/context.ts';
import { predict, type Prediction } from '../analysis/prediction.ts';
import {
  gatewayBackends,
  ingressBackends,
  isOfGatewayApi,
  type RouteBackend,
} from '../analysis/route-backends.ts';
import { selectorsOf, unselectedBeside } from '../analysis/selection.ts';
import { backendReference, findService } from '../analysis/service-reference.ts';
import { countPods } from '../analysis/words.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import { touches, type Span } from '../yaml/span.ts';
import { cursorAt, type Cursor } from './cursor.ts';

/** A hover: Markdown for a stretch of the file. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** Where a Service is told of as a whole. */
const SUMMED_UP: readonly string[] = ['kind', 'metadata.name', 'spec', 'spec.type', 'spec.externalName'];
const MAX_ENDPOINTS = 8;
const MAX_OTHERS = 5;

/** The hover at an offset; `undefined` where there is nothing to say. */
export function hoverAt(file: ManifestFile, offset: number, ctx: RuleContext): Hover | undefined {
  const cursor = cursorAt(file, offset);
  if (!cursor || !touches(cursor.span, offset)) return undefined; // white space belongs to a field that stands elsewhere
  const markdown = textFor(cursor, ctx);
  return markdown === undefined ? undefined : { span: cursor.span, markdown };
}

function textFor({ object, path }: Cursor, ctx: RuleContext): string | undefined {
  if (object.is === 'Service') {
    const isName = SUMMED_UP.includes(path.join('.'));
    const isSelector = path[0] === 'spec' && path[1] === 'selector';
    const isPort = path[0] === 'spec' && path[1] === 'ports';
    if (!isName && !isSelector && !isPort) return undefined;
    const prediction = predict(object, ctx);
    if (isPort && typeof path[2] === 'number') return portText(prediction, path[2], ctx);
    if (isSelector && object.selector)
      return paragraphs(
        ...selectorText(object, object.selector, prediction, ctx),
        fence(describeText(prediction, ctx)),
      );
    return serviceText(prediction, ctx);
  }
  if (object.is === 'Pod' || object.is === 'Workload') {
    const { path: template } = object.template;
    const isInTemplate = template.every((step, index) => path[index] === step);
    const rest = path.slice(template.length);
    const isLabel = isInTemplate && rest[0] === 'metadata' && rest[1] === 'labels';
    const isPort = isInTemplate && rest[0] === 'spec' && rest.includes('ports');
    const isName = path.join('.') === 'kind' || path.join('.') === 'metadata.name';
    if (isLabel || isPort || isName) return reachedByText(object, ctx);
  }
  if (object.is === 'Ingress') return backendText(object, ingressBackends(object), path, ctx);
  if (isOfGatewayApi(object)) return backendText(object, gatewayBackends(object), path, ctx);
  return undefined;
}

/** Of the Service that a route sends to, the port that it names. */
function backendText(
  route: KubeObject,
  backends: readonly RouteBackend[],
  path: FieldPath,
  ctx: RuleContext,
): string | undefined {
  const backend = backends.find((one) => one.path.every((step, index) => path[index] === step));
  const found = backend && findService(backendReference(route, backend), ctx);
  if (found?.type !== 'found') return undefined;
  const [service] = found.services;
  const index = service.ports.findIndex(
    ({ name, port }) => backend?.port !== undefined && (backend.port === name || backend.port === port),
  );
  return portText(predict(service, ctx), index, ctx);
}

function serviceText(prediction: Prediction, ctx: RuleContext): string {
  const head = t('**Kubereach** · {0}, once applied', describeRef(prediction.service.ref));
  return paragraphs(head, fence(describeText(prediction, ctx)), ...remarks(prediction, ctx));
}

/** Until everything was read, a port without endpoints may have some: then nothing is said of them. */
function describeText({ service, namespace, ports }: Prediction, { isComplete }: RuleContext): string {
  const description = describeService(service, {
    namespace,
    endpointsOf: (_, index) => shortList(readyTargets(ports[index]?.backends ?? []), MAX_ENDPOINTS),
  });
  return isComplete ? description : description.replaceAll(/^Endpoints:\n/gm, '');
}

function portText(prediction: Prediction, index: number, ctx: RuleContext): string {
  const { service, ports } = prediction;
  const only = ports[index];
  if (!only) return serviceText(prediction, ctx);
  const ofPort = { ...prediction, service: { ...service, ports: [only.port] }, ports: [only] };
  const lines = describeText(ofPort, ctx)
    .split('\n')
    .filter((line) => /^(Port|TargetPort|NodePort|Endpoints):/.test(line));
  return paragraphs(
    t('**Kubereach** · {0}, once applied', describeRef(service.ref)),
    fence(lines.join('\n')),
  );
}

/** Whom a selector finds, and who of the same file misses it by which label. */
function selectorText(
  service: Service,
  selector: LabelSet,
  { pods }: Prediction,
  ctx: RuleContext,
): readonly string[] {
  const nPods = new Map<PodSource, number>();
  for (const { source } of pods) nPods.set(source, (nPods.get(source) ?? 0) + 1);
  const selected = [...nPods].map(([source, count]) =>
    source.is === 'Pod'
      ? `- ${describeRef(source.ref)} (${ctx.whereIs(source, service)})`
      : `- ${describeRef(source.ref)} (${ctx.whereIs(source, service)}): ${countPods(count)}`,
  );
  const missing = unselectedBeside(service, ctx)
    .filter(({ nearness }) => nearness === 'file')
    .slice(0, MAX_OTHERS)
    .map(({ source, unmet }) =>
      t(
        '- {0} is not selected: it lacks {1}',
        describeRef(source.ref),
        `\`${unmet.map(formatRequirement).join(', ')}\``,
      ),
    );
  const text = `\`${formatSelector(selectorFromMap(selector))}\``;
  const list = [...selected, ...missing].join('\n');
  if (selected.length > 0) return [t('**Kubereach** · {0} selects', text), list];
  return ctx.isComplete ? [t('**Kubereach** · {0} selects no pod', text), list] : [list];
}

function readyTargets(
  backends: readonly { target: string; port: number; share: number }[],
): readonly string[] {
  return backends.filter(({ share }) => share > 0).map(({ target, port }) => `${target}:${port}`);
}

/** Why a Service without endpoints has none. */
function remarks({ service, pods, ports }: Prediction, { isComplete }: RuleContext): readonly string[] {
  if (service.type === 'ExternalName')
    return [t('An alias: DNS answers with a CNAME to `{0}`, no pod is involved', service.externalName ?? '')];
  if (ports.some(({ backends }) => backends.some(({ share }) => share > 0))) return [];
  if (!service.selector)
    return [
      t(
        'No selector: the Service reaches what an Endpoints object of its name or an EndpointSlice with its label lists',
      ),
    ];
  if (!isComplete) return []; // what would reach it may only be late
  return [
    pods.length === 0
      ? t('No pod has these labels')
      : t('Pods are selected, but none of them serves these ports'),
  ];
}

/** `undefined` when no Service is known to, and not everything was read yet. */
function reachedByText(source: PodSource, ctx: RuleContext): string | undefined {
  const services = selectorsOf(source, ctx);
  const name = describeRef(source.ref);
  if (services.length === 0)
    return ctx.isComplete ? t('**Kubereach** · No Service here selects {0}', name) : undefined;
  const lines = services.map((service) => {
    const where = `- ${describeRef(service.ref)} (${ctx.whereIs(service, source)})`;
    const ports = portsTo(source, service, ctx);
    return ports.length === 0 ? where : `${where}: ${ports.join('; ')}`;
  });
  return paragraphs(t('**Kubereach** · Services that reach {0}', name), lines.join('\n'));
}

/** `http 80/TCP → 8080`: to which ports of a source's pods those of a Service lead. */
function portsTo(source: PodSource, service: Service, ctx: RuleContext): readonly string[] {
  const { ports, pods } = predict(service, ctx);
  const own = new Set(pods.filter((pod) => pod.source === source).map(({ outcome }) => outcome.pod.name));
  return ports.flatMap(({ port, backends }) => {
    const numbers = new Set(backends.filter(({ target }) => own.has(target)).map((backend) => backend.port));
    if (numbers.size === 0 && !ctx.isComplete) return [];
    const to = numbers.size > 0 ? [...numbers].join(', ') : t('nothing');
    return [`${port.name ? `${port.name} ` : ''}${port.port ?? '?'}/${port.protocol} → ${to}`];
  });
}

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function fence(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}
