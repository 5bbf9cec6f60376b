// The traffic preview's picture of one Service, in words and shares.
import { t } from '@vscode/l10n';
import type { PodOutcome } from '../../shared/cluster/endpoints-of-service.ts';
import { targetPortOf } from '../../shared/cluster/find-port.ts';
import type {
  Anchor,
  ExclusionView,
  PodView,
  PortView,
  PreviewModel,
  ServiceChoice,
  ServiceView,
  TargetView,
} from '../../shared/messages/preview.ts';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { formatRequirement, formatSelector, selectorFromMap } from '../../shared/model/labels.ts';
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { Finding } from '../analysis/lint.ts';
import { pathInDocument } from '../analysis/places.ts';
import { predict, type PodPrediction, type PortPrediction, type Prediction } from '../analysis/prediction.ts';
import { originOf } from '../workspace/manifest.ts';
import { baseName } from '../workspace/path.ts';
import { uriOf } from '../workspace/snapshot.ts';
import { objectAt } from './cursor.ts';

/** Cards beyond this many are counted, not drawn. */
const MAX_PODS = 200;

/** What to show: a file, and optionally a place in it or a Service by key. */
export interface PreviewQuery {
  readonly uri: string;
  readonly offset?: number;
  readonly service?: string;
}

/** A Service's key: stable while its file, namespace and name stay. */
export function serviceKey(service: Service, ctx: RuleContext): string {
  const uri = uriOf(service);
  const twins = ctx
    .objects('Service')
    .filter(
      (other) =>
        uriOf(other) === uri &&
        other.ref.name === service.ref.name &&
        other.ref.namespace === service.ref.namespace,
    );
  return [uri, service.ref.namespace ?? '', service.ref.name ?? '', twins.indexOf(service)].join('|');
}

/** The preview for a query. `findingsOf` gives the findings of a file. */
export function previewOf(
  query: PreviewQuery,
  ctx: RuleContext,
  findingsOf: (uri: string) => readonly Finding[],
): PreviewModel {
  const services = [...ctx.objects('Service')].sort((a, b) => compareChoices(a, b, query.uri));
  const shown = chooseService(query, services, ctx);
  return {
    uri: query.uri,
    services: services.map((service) => toChoice(service, query.uri, ctx)),
    service: shown && toView(shown, ctx, findingsOf(uriOf(shown))),
    notice: shown
      ? ''
      : services.length === 0
        ? t('No Service here yet')
        : t('No Service in this file. Choose one'),
  };
}

function compareChoices(a: Service, b: Service, uri: string): number {
  const isHere = (service: Service): number => (uriOf(service) === uri ? 0 : 1);
  if (isHere(a) !== isHere(b)) return isHere(a) - isHere(b);
  if (isHere(a) === 0) return 0; // document order
  return uriOf(a) < uriOf(b) ? -1 : uriOf(a) > uriOf(b) ? 1 : 0;
}

function chooseService(
  { uri, offset, service: key }: PreviewQuery,
  services: readonly Service[],
  ctx: RuleContext,
): Service | undefined {
  if (key !== undefined) {
    const chosen = services.find((service) => serviceKey(service, ctx) === key);
    if (chosen) return chosen;
  }
  const file = ctx.snapshot.file(uri);
  const here = file && offset !== undefined ? objectAt(file, offset) : undefined;
  if (here?.is === 'Service' && services.includes(here)) return here;
  if (here?.is === 'Pod' || here?.is === 'Workload') {
    const reaching = services.find((service) => ctx.selection(service).selected.includes(here));
    if (reaching) return reaching;
  }
  return services.find((service) => uriOf(service) === uri);
}

function toChoice(service: Service, uri: string, ctx: RuleContext): ServiceChoice {
  const { namespace, name } = service.ref;
  return {
    key: serviceKey(service, ctx),
    label: namespace ? `${namespace}/${name ?? ''}` : (name ?? t('(no name)')),
    file: baseName(decodeURIComponent(uriOf(service))),
    isHere: uriOf(service) === uri,
  };
}

function toView(service: Service, ctx: RuleContext, findings: readonly Finding[]): ServiceView {
  const prediction = predict(service, ctx);
  const pods = [...podViews(prediction, ctx), ...addressViews(prediction, ctx)];
  const ports = prediction.ports.map((port) => portView(port, prediction, ctx));
  return {
    key: serviceKey(service, ctx),
    name: service.ref.name ?? t('(no name)'),
    namespace: prediction.namespace,
    type: service.clusterIP === 'None' ? 'Headless' : service.type,
    selector: service.selector ? formatSelector(selectorFromMap(service.selector)) : '',
    client:
      service.type === 'NodePort' || service.type === 'LoadBalancer'
        ? t('Client outside or in the cluster')
        : t('Pod in the cluster'),
    entry: entryOf(prediction),
    ports,
    pods: pods.slice(0, MAX_PODS),
    nOmittedPods: Math.max(0, pods.length - MAX_PODS),
    findings: findings
      .filter((finding) => 'object' in finding.at && finding.at.object === service)
      .map((finding) => ({
        code: finding.rule,
        severity: finding.severity,
        message: finding.message,
        anchor: anchorOf(service, 'object' in finding.at ? finding.at.path : [], ctx),
      })),
    summary: summaryOf(prediction),
    anchor: anchorOf(service, [], ctx),
  };
}

function entryOf({ service, namespace }: Prediction): string {
  const host = `${service.ref.name ?? ''}.${namespace}.svc.cluster.local`;
  if (service.type === 'ExternalName') return t('{0} is an alias of {1}', host, service.externalName ?? '');
  if (service.clusterIP === 'None') return t('{0} answers with the addresses of the pods', host);
  return host;
}

function portView(
  { index, port, backends }: PortPrediction,
  { service, pods }: Prediction,
  ctx: RuleContext,
): PortView {
  const isReached = backends.some(({ share }) => share > 0);
  const target = targetPortOf(port);
  return {
    key: portKey(index),
    name: port.name ?? '',
    port: `${port.port ?? '?'}/${port.protocol}`,
    targetPort: service.selector && target !== undefined ? String(target) : '',
    nodePort: port.nodePort ?? 0,
    problem: isReached || service.type === 'ExternalName' ? '' : whyNothing(service, pods, index),
    anchor: anchorOf(service, ['spec', 'ports', index], ctx),
  };
}

function whyNothing(service: Service, pods: readonly PodPrediction[], index: number): string {
  if (!service.selector)
    return t('no Endpoints object of this name and no EndpointSlice with its label lists this port');
  if (pods.length === 0) return t('no pod has these labels');
  if (pods.every(({ outcome }) => outcome.ports[index]?.found.missing !== undefined))
    return t('no selected pod has this port');
  return t('no selected pod is ready');
}

function podViews({ ports, pods, service }: Prediction, ctx: RuleContext): readonly PodView[] {
  const selected = pods.map(({ outcome, source }, index): PodView => {
    const targets = ports.flatMap(({ index: portIndex, backends }): TargetView[] =>
      backends
        .filter((backend) => backend.isPod && backend.target === outcome.pod.name && backend.share > 0)
        .map(({ port, share }) => ({
          port: portKey(portIndex),
          label: targetLabel(outcome, port),
          number: port,
          share,
        })),
    );
    return {
      key: `pod${index}`,
      name: outcome.pod.name,
      source: source.is === 'Pod' ? 'Pod' : `${source.ref.kind} ${source.ref.name ?? ''}`,
      node: outcome.pod.node ?? '',
      status: statusOf(outcome),
      isReady: outcome.ready,
      targets,
      exclusions: exclusionsOf(outcome, ports, targets),
      anchor: anchorOf(source, source.template.path, ctx),
    };
  });
  const nearby = ctx
    .selection(service)
    .others.filter(({ nearness }) => nearness === 'file' && service.selector);
  const others = nearby.map(({ source, unmet }, index): PodView => ({
    key: `other${index}`,
    name: source.ref.name ?? source.ref.kind,
    source: source.is === 'Pod' ? 'Pod' : `${source.ref.kind} ${source.ref.name ?? ''}`,
    node: '',
    status: t('Not selected'),
    isReady: false,
    targets: [],
    exclusions: [
      {
        port: '',
        reason: 'labels-differ',
        message: t('does not have {0}', unmet.map(formatRequirement).join(', ')),
      },
    ],
    anchor: anchorOf(source, [...source.template.path, 'metadata', 'labels'], ctx),
  }));
  return [...selected, ...others];
}

/** Endpoints that stand for no pod: hand-written addresses. */
function addressViews({ ports, service }: Prediction, ctx: RuleContext): readonly PodView[] {
  const byAddress = new Map<string, { targets: TargetView[]; isReady: boolean }>();
  for (const { index, backends } of ports) {
    for (const { target, port, share, isPod, condition } of backends) {
      if (isPod) continue;
      const view = byAddress.get(target) ?? { targets: [], isReady: condition === 'ready' };
      if (share > 0) view.targets.push({ port: portKey(index), label: `:${port}`, number: port, share });
      byAddress.set(target, view);
    }
  }
  const written = ctx.snapshot.objectsNamed('Endpoints', service.ref.name ?? '')[0];
  return [...byAddress].map(([address, { targets, isReady }], index) => ({
    key: `address${index}`,
    name: address,
    source: t('Address'),
    node: '',
    status: isReady ? t('Ready') : t('Not ready'),
    isReady,
    targets,
    exclusions: targets.length > 0 ? [] : [{ port: '', reason: 'not-ready', message: t('not ready') }],
    anchor: anchorOf(written ?? service, written ? ['subsets'] : [], ctx),
  }));
}

function statusOf({ pod, ready, reason }: PodOutcome): string {
  if (ready) return t('Ready');
  switch (reason) {
    case 'terminal':
      return pod.phase === 'Failed' ? t('Failed') : t('Completed');
    case 'no-ip':
      return t('Pending');
    case 'terminating':
      return t('Terminating');
    default:
      return t('Not ready');
  }
}

function exclusionsOf(
  outcome: PodOutcome,
  ports: readonly PortPrediction[],
  targets: readonly TargetView[],
): readonly ExclusionView[] {
  if (outcome.reason === 'terminal')
    return [{ port: '', reason: 'terminal', message: t('the pod has ended') }];
  if (outcome.reason === 'no-ip')
    return [{ port: '', reason: 'no-address', message: t('the pod has no address yet') }];
  const exclusions = ports.flatMap(({ index, port }): ExclusionView[] => {
    const missing = outcome.ports[index]?.found.missing;
    if (!missing) return [];
    const name = String(port.targetPort);
    const message =
      missing === 'wrong-protocol'
        ? t('port "{0}" is not {1}', name, port.protocol)
        : missing === 'init-container'
          ? t('port "{0}" belongs to an init container, which has ended', name)
          : t('no container port is named "{0}"', name);
    return [
      {
        port: portKey(index),
        reason: missing === 'wrong-protocol' ? 'wrong-protocol' : 'no-port-name',
        message,
      },
    ];
  });
  if (exclusions.length > 0 || targets.length > 0) return exclusions;
  if (outcome.reason === 'terminating')
    return [{ port: '', reason: 'terminating', message: t('terminating, and ready pods are there') }];
  return outcome.reason === 'not-ready' ? [{ port: '', reason: 'not-ready', message: t('not ready') }] : [];
}

/** `web:8080`: the container that declares the port. */
function targetLabel({ pod }: PodOutcome, port: number): string {
  const container = pod.template.containers.find(({ ports }) =>
    ports.some(({ containerPort }) => containerPort === port),
  );
  return `${container?.name ?? ''}:${port}`;
}

function summaryOf({ service, ports }: Prediction): string {
  const name = service.ref.name ?? '';
  if (service.type === 'ExternalName') return t('{0} is an alias of {1}', name, service.externalName ?? '');
  const parts = ports.map(({ port, backends }) => {
    const targets = backends
      .filter(({ share }) => share > 0)
      .map(({ target, port: number }) => `${target}:${number}`);
    return t(
      'port {0}: {1}',
      port.name || String(port.port ?? '?'),
      targets.length > 0 ? targets.join(', ') : t('nothing'),
    );
  });
  return t('{0} reaches {1}', name, parts.join('; '));
}

function portKey(index: number): string {
  return `port${index}`;
}

/** An anchor to a field of an object. */
function anchorOf(object: KubeObject, path: FieldPath, ctx: RuleContext): Anchor {
  const { document } = originOf(object);
  const placed = ctx.snapshot
    .file(document.uri)
    ?.documents.find((candidate) => candidate.document === document);
  return {
    uri: document.uri,
    document: placed?.index ?? 0,
    field: formatFieldPath(pathInDocument(object, path)),
  };
}
