// Workloads that a Service selects besides those that it is meant for: what they get of its traffic they cannot serve.
import { findPort, targetPortOf } from '../../shared/cluster/find-port.ts';
import type { PodSource, Service, ServicePort } from '../../shared/model/objects.ts';
import { uriOf } from '../workspace/manifest.ts';
import { directoryOf } from '../workspace/path.ts';
import { areAlternatives } from './alternatives.ts';
import type { RuleContext } from './context.ts';
import { arePortsUnknown, declaredPorts, isPortPatchedIn, mentionsPort } from './declared-ports.ts';
import { injectorOf } from './injected.ts';
import { once } from './reads.ts';
import { isControllerLabel } from './controller-labels.ts';
import { selectionOf } from './selection.ts';

/** A Service that selects strangers. */
export interface SeveralApps {
  readonly service: Service;
  /** Those that listen on a port of the Service. At least one. */
  readonly meant: readonly PodSource[];
  /** Those that listen on none of its ports. At least one. */
  readonly strangers: readonly PodSource[];
  /** The strangers do get connections: some port is a number, which every pod is taken to have. */
  readonly getTraffic: boolean;
}

/** Labels by which versions of one application differ on purpose. */
const VERSION_KEYS =
  /^(version|track|color|colour|slot|variant|release-track|stage|canary|blue-green|app\.kubernetes\.io\/version)$/;

/** Names of ports that are there for Prometheus, which asks each pod by itself. */
const METRICS = /metric|prom|monitor|exporter/;

/**
 * The strangers among what a Service selects, in its file and directory; `undefined` when there are none. Silent about:
 * 1. headless Services, whose clients choose, and Services that are only for metrics;
 * 2. workloads without replicas, or in files that are alternatives;
 * 3. versions of one application: the same name and component, the same image, or labels such as `track`;
 * 4. pods whose ports are not in the manifest, or that may listen on what they do not declare.
 */
export const severalApps = once((service: Service, ctx: RuleContext): SeveralApps | undefined => {
  if (!service.selector || service.clusterIP === 'None' || service.type === 'ExternalName') return undefined;
  const { selected } = selectionOf(service, ctx);
  if (selected.length < 2 || service.ports.length === 0) return undefined;
  if (service.ports.every(({ name }) => name !== undefined && METRICS.test(name))) return undefined;
  const beside = selected.filter((source) => runsBeside(service, source));
  if (beside.length < 2) return undefined;
  const isMeant = (source: PodSource): boolean =>
    !isJob(source) && service.ports.some((port) => has(source, port));
  const meant = beside.filter(isMeant);
  if (meant.length === 0 || meant.length === beside.length) return undefined;
  const strangers = beside.filter((source) => !isMeant(source) && isStranger(source, service, meant, ctx));
  // Asked last, since it looks at whole directories.
  const isApplied = (source: PodSource): boolean => isAppliedWith(service, source, ctx);
  if (!strangers.some(isApplied) || !meant.some(isApplied)) return undefined;
  return describe(service, meant.filter(isApplied), strangers.filter(isApplied));
});

function describe(
  service: Service,
  meant: readonly PodSource[],
  strangers: readonly PodSource[],
): SeveralApps {
  const getTraffic = service.ports.some((port) =>
    strangers.some(({ template }) => findPort(template, port, { readSidecars: true }).number !== undefined),
  );
  return { service, meant, strangers, getTraffic };
}

/** A label that all of some pods share and none of others has: selecting by it keeps the others out. */
export function tellingLabel(
  wanted: readonly PodSource[],
  unwanted: readonly PodSource[],
  controllerLabels: readonly string[],
): readonly [key: string, value: string] | undefined {
  return Object.entries(wanted[0]?.template.labels ?? {}).find(([key, value]) => {
    const hasIt = ({ template }: PodSource): boolean => template.labels[key] === value;
    return !isControllerLabel(key, controllerLabels) && wanted.every(hasIt) && !unwanted.some(hasIt);
  });
}

function runsBeside(service: Service, source: PodSource): boolean {
  if (source.is === 'Workload' && source.replicas === 0) return false;
  return directoryOf(uriOf(service)) === directoryOf(uriOf(source));
}

/** A Job that the kustomization leaves out is still applied with the directory. */
function isAppliedWith(service: Service, source: PodSource, ctx: RuleContext): boolean {
  return uriOf(service) === uriOf(source) || isJob(source) || !areAlternatives(service, source, ctx);
}

function isJob({ ref }: PodSource): boolean {
  return ref.kind === 'Job' || ref.kind === 'CronJob';
}

/** True when a container declares what a port is sent to. */
function has(source: PodSource, port: ServicePort): boolean {
  const target = targetPortOf(port);
  return declaredPorts(source).some(
    ({ name, number, protocol }) =>
      protocol === port.protocol && (typeof target === 'number' ? number : name) === target,
  );
}

function isStranger(
  source: PodSource,
  service: Service,
  meant: readonly PodSource[],
  ctx: RuleContext,
): boolean {
  if (arePortsUnknown(source) || injectorOf(source, ctx) !== undefined) return false;
  const mayHave = service.ports.some((port) => {
    const target = targetPortOf(port);
    if (target === undefined) return true;
    if (has(source, port) || isPortPatchedIn(source, target, ctx)) return true;
    return !isJob(source) && typeof target === 'number' && mentionsPort(source, target, ctx);
  });
  if (mayHave) return false;
  if (isJob(source)) return true;
  // Without the name it gets no endpoint, which `service-target-port-partial` says.
  if (service.ports.every((port) => typeof targetPortOf(port) === 'string')) return false;
  return !meant.some((other) => isVersionOf(source, other));
}

function isVersionOf(source: PodSource, other: PodSource): boolean {
  const [labels, otherLabels] = [source.template.labels, other.template.labels];
  const isEqual = (key: string): boolean => labels[key] !== undefined && labels[key] === otherLabels[key];
  if (isEqual('app.kubernetes.io/name') && isEqual('app.kubernetes.io/component')) return true;
  const keys = new Set([...Object.keys(labels), ...Object.keys(otherLabels)]);
  if ([...keys].some((key) => VERSION_KEYS.test(key) && labels[key] !== otherLabels[key])) return true;
  const images = new Set(imagesOf(other));
  return imagesOf(source).some((image) => images.has(image));
}

/** The images of containers without tag and digest. */
function imagesOf({ template }: PodSource): readonly string[] {
  return template.containers.flatMap(({ image }) =>
    image === undefined ? [] : [image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')],
  );
}
