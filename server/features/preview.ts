// The traffic preview's picture of one Service, in words and shares.
import { t } from '@vscode/l10n';
import { targetPortOf } from '../../shared/cluster/find-port.ts';
import type { PortView, PreviewModel, ServiceChoice, ServiceView } from '../../shared/messages/preview.ts';
import { formatSelector, selectorFromMap } from '../../shared/model/labels.ts';
import type { Service } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { Finding } from '../analysis/lint.ts';
import { predict, type PodPrediction, type PortPrediction, type Prediction } from '../analysis/prediction.ts';
import { countPods } from '../analysis/words.ts';
import { baseName } from '../workspace/path.ts';
import { uriOf } from '../workspace/manifest.ts';
import { objectAt } from './cursor.ts';
import { addressViews, anchorOf, podViews, portKey } from './preview-pods.ts';
import { selectionOf } from '../analysis/selection.ts';

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
    .named('Service', service.ref.name ?? '')
    .filter((other) => uriOf(other) === uri && other.ref.namespace === service.ref.namespace);
  return [uri, service.ref.namespace ?? '', service.ref.name ?? '', twins.indexOf(service)].join('|');
}

/** The preview for a query. `findingsOf` gives the findings of a file. */
export function previewOf(
  query: PreviewQuery,
  ctx: RuleContext,
  findingsOf: (uri: string) => readonly Finding[],
): PreviewModel {
  const services = [...ctx.snapshot.objects('Service')].sort((a, b) => compareChoices(a, b, query.uri));
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
    const reaching = services.find((service) => selectionOf(service, ctx).selected.includes(here));
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
  if (service.ref.name === undefined) return '';
  const host = `${service.ref.name}.${namespace}.svc.cluster.local`;
  if (service.type === 'ExternalName') return `${host} → ${service.externalName ?? ''}`;
  return service.clusterIP === 'None' ? t('{0}, which answers with the addresses of the pods', host) : host;
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

/** The whole result in a sentence a port. */
function summaryOf({ service, ports, pods }: Prediction): string {
  const name = service.ref.name ?? t('this Service');
  if (service.type === 'ExternalName') return t('{0} is an alias of {1}', name, service.externalName ?? '');
  if (ports.length === 0) return t('{0} has no ports', name);
  return ports
    .map(({ port, backends, index }) => {
      const label = port.name || String(port.port ?? '?');
      const nReached = backends.filter(({ share }) => share > 0).length;
      if (nReached === 0)
        return t('Port {0} of {1} reaches nothing: {2}', label, name, whyNothing(service, pods, index));
      const nAll = Math.max(pods.length, backends.length);
      return nReached === nAll
        ? t('Port {0} of {1} reaches {2}', label, name, countOf(nReached, backends[0]?.isPod ?? true))
        : t('Port {0} of {1} reaches {2} of {3}', label, name, nReached, countOf(nAll, true));
    })
    .join('. ');
}

function countOf(n: number, arePods: boolean): string {
  if (arePods) return countPods(n);
  return n === 1 ? t('1 address') : t('{0} addresses', n);
}
