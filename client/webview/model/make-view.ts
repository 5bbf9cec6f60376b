// From the settled cluster and what requests to each port come to, to the picture: words, shares, reasons.
import * as l10n from '@vscode/l10n';
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import { targetPortOf } from '../../../shared/cluster/find-port.ts';
import { isHeadless } from '../../../shared/cluster/service-families.ts';
import type { FindingView } from '../../../shared/messages/preview.ts';
import { parseFieldPath } from '../../../shared/model/field-path.ts';
import { formatSelector, selectorFromMap } from '../../../shared/model/labels.ts';
import type { ServicePort } from '../../../shared/model/objects.ts';
import type { Trace } from '../../../shared/traffic/trace.ts';
import type { World } from '../../../shared/traffic/world.ts';
import { clientName, entryView } from '../words-request.ts';
import { endText } from '../words-reason.ts';
import { podCount } from '../words.ts';
import { portKey } from './entries.ts';
import { podViews, type PortTrace } from './pod-views.ts';
import { anchorAt, keyOfObject, type ReadScene } from './scene.ts';
import type { PortView, ServiceView } from './service-view.ts';
import { probe } from './simulate.ts';
import type { ViewInput } from './view-input.ts';

/** Cards beyond this many are counted, not drawn. */
const MAX_PODS = 500;

/** The picture of a scene for one client and one way in. */
export function makeView(input: ViewInput): ServiceView {
  const { read, world, entries, chosen, overrides } = input;
  const { service, scene } = read;
  const traces = probePorts(input);
  const pods = podViews(read, world, traces, overrides);
  const ports = traces.map((one) => portView(one, input));
  const isExternal = service.type === 'ExternalName';
  const view = {
    key: scene.choice,
    name: service.ref.name ?? l10n.t('(no name)'),
    namespace: scene.namespace,
    type: !isExternal && isHeadless(service) ? 'Headless' : service.type,
    selector: service.selector ? formatSelector(selectorFromMap(service.selector)) : '',
    client: clientName(chosen.client.place, input.nClients),
    entries: entries.map((entry) => entryView(entry, input)),
    outside: isExternal ? (service.externalName ?? '') : '',
    ports,
    pods: pods.slice(0, MAX_PODS),
    nOmittedPods: Math.max(0, pods.length - MAX_PODS),
    findings: otherFindings(read, world),
    anchor: anchorAt(read, scene.service, []),
  };
  return { ...view, summary: summaryOf({ ...view, pods }, traces) };
}

/** What becomes of requests to each port by the chosen way in. */
function probePorts({ read, ground, chosen, nClients }: ViewInput): readonly PortTrace[] {
  return read.service.ports.map((port, index) => {
    const target = chosen.entry.targetOf(index);
    const trace = target && probe(ground, chosen.client, target, nClients);
    return { key: portKey(index), port, index, trace };
  });
}

function portView({ port, index, key, trace }: PortTrace, { read, world, chosen }: ViewInput): PortView {
  const { service, scene } = read;
  const target = targetPortOf(port);
  const isTranslated = service.type !== 'ExternalName' && !isHeadless(service) && target !== undefined;
  return {
    key,
    name: port.name ?? '',
    port: `${port.port ?? '?'}/${port.protocol}`,
    targetPort: isTranslated && service.selector ? String(target) : '',
    nodePort: nodePortOf(read, world, index),
    isOpen: trace !== undefined,
    isAsked: chosen.portIndex === index,
    problem: problemOf(port, trace, read, world),
    findings: scene.findings.filter((finding) => portOfFinding(read, finding) === index),
    anchor: anchorAt(read, scene.service, ['spec', 'ports', index]),
  };
}

function nodePortOf({ scene, service }: ReadScene, world: World, index: number): number {
  return world.addresses.get(`${scene.namespace}/${nameOf(service)}`)?.nodePorts[index] ?? 0;
}

/** Why requests to a port reach nothing; empty when some do. */
function problemOf(port: ServicePort, trace: Trace | undefined, read: ReadScene, world: World): string {
  if (!trace) return l10n.t('this way in does not lead to this port');
  const { service } = read;
  const [end] = trace.ends;
  if (!end || trace.outcomes.delivered > 0) return '';
  const { code } = end.end.reason;
  if (code !== 'no-endpoints' && code !== 'headless-empty') return endText(end.end);
  const outcome = world.state.services.find((one) => nameOf(one.service) === nameOf(service));
  if (!service.selector)
    return l10n.t('no Endpoints object of this name and no EndpointSlice with its label lists this port');
  const pods = outcome?.pods ?? [];
  if (pods.length === 0) return l10n.t('no pod has these labels');
  const index = service.ports.indexOf(port);
  if (pods.every((pod) => pod.ports[index]?.found.missing !== undefined))
    return l10n.t('no selected pod has this port');
  return l10n.t('no selected pod is ready');
}

/** The index of the port that a finding is about; `undefined` for any other finding. */
function portOfFinding(read: ReadScene, finding: FindingView): number | undefined {
  if (finding.object !== read.scene.service) return undefined;
  const path = pathOfFinding(read, finding);
  const [spec, ports, index] = path;
  return spec === 'spec' &&
    ports === 'ports' &&
    typeof index === 'number' &&
    index < read.service.ports.length
    ? index
    : undefined;
}

function pathOfFinding({ scene }: ReadScene, { object, anchor }: FindingView): readonly (string | number)[] {
  const root = scene.objects.find(({ key }) => key === object);
  const base = parseFieldPath(root?.anchor.field ?? '') ?? [];
  return (parseFieldPath(anchor.field) ?? []).slice(base.length);
}

/**
 * Those on the Service as a whole, then those on what stands behind it; other Services have cards of their own.
 * What another file might add to the pods, and does not, is its own affair.
 */
function otherFindings(read: ReadScene, world: World): readonly FindingView[] {
  const { scene, service, byKey } = read;
  const own = scene.objects.find(({ key }) => key === scene.service)?.anchor.uri;
  const outcome = world.state.services.find(
    (one) => one.namespace === scene.namespace && nameOf(one.service) === nameOf(service),
  );
  const sources = new Set(outcome?.pods.map(({ pod }) => keyOfObject(pod.source, scene.namespace)));
  const concerns = ({ object, anchor }: FindingView): boolean => {
    if (object === scene.service) return true;
    const is = byKey.get(object)?.is;
    if (is === 'Workload' || is === 'Pod') return anchor.uri === own || sources.has(object);
    return is !== 'Service';
  };
  return scene.findings
    .filter((finding) => concerns(finding) && portOfFinding(read, finding) === undefined)
    .sort((a, b) => Number(b.object === scene.service) - Number(a.object === scene.service));
}

/** The whole result in a sentence a port. */
function summaryOf(
  { name, ports, pods, outside }: Pick<ServiceView, 'name' | 'ports' | 'pods' | 'outside'>,
  traces: readonly PortTrace[],
): string {
  if (outside) return l10n.t('{0} is an alias of {1}', name, outside);
  if (ports.length === 0) return l10n.t('{0} has no ports', name);
  const nPods = pods.filter(({ override }) => override !== '').length;
  return ports
    .filter((_, index) => traces[index]?.trace !== undefined)
    .map(({ key, name: portName, port, problem }) => {
      const label = portName || port.split('/')[0] || port;
      if (problem) return l10n.t('Port {0} of {1} reaches nothing: {2}', label, name, problem);
      const nReached = pods.filter(({ targets }) => targets.some((target) => target.port === key)).length;
      if (nReached > nPods || nPods === 0)
        return l10n.t('Port {0} of {1} reaches {2}', label, name, addressCount(nReached));
      return nReached === nPods
        ? l10n.t('Port {0} of {1} reaches {2}', label, name, podCount(nReached))
        : l10n.t('Port {0} of {1} reaches {2} of {3}', label, name, nReached, podCount(nPods));
    })
    .join('. ');
}

function addressCount(n: number): string {
  return n === 1 ? l10n.t('1 address') : l10n.t('{0} addresses', n);
}
