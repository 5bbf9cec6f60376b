// What each selected pod source answers to each port of a Service, and the one thing that is to be said about it.
// Four rules share this judgement; each speaks of one outcome, so that they never speak of the same port.
import { isAtLeast } from '../../shared/cluster/cluster-options.ts';
import { findPort, targetPortOf, type MissingPort } from '../../shared/cluster/find-port.ts';
import { portName, portNumber } from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { IntOrString, PodSource, Service, ServicePort } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, valueAt } from '../../shared/model/value.ts';
import type { Nearness } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';
import {
  arePortsUnknown,
  declaredPorts,
  hasDeclaredPort,
  hasSilentContainer,
  isPortPatchedIn,
  mentionsPort,
  type DeclaredPort,
} from './declared-ports.ts';
import type { Severity } from './settings.ts';
import { once } from './reads.ts';
import { selectionOf } from './selection.ts';

/** What one pod source answers. */
export type PortAnswer =
  /** A container declares it, by name and protocol or by number and protocol. */
  | { readonly type: 'found' }
  /** It is declared, but only with another protocol. */
  | { readonly type: 'wrong-protocol'; readonly declared: DeclaredPort }
  /** No container has the name, or none that is looked at. */
  | { readonly type: 'missing'; readonly why: MissingPort }
  /** No container declares the number, though each declares some port. */
  | { readonly type: 'undeclared' }
  /** It cannot be known. */
  | { readonly type: 'unknown' };

/** A pod source with its answer. */
export interface SourceAnswer {
  readonly source: PodSource;
  readonly answer: PortAnswer;
}

/** What is wrong with a port. */
export type PortFault = 'unresolved' | 'partial' | 'protocol' | 'undeclared';

/** A port of a Service with something wrong. */
export interface FaultyPort {
  readonly service: Service;
  readonly portIndex: number;
  readonly port: ServicePort;
  /** The targetPort with its default filled in. */
  readonly target: IntOrString;
  readonly fault: PortFault;
  /** Of the nearest selected sources. Those that run no pods for long are left out where there are others. */
  readonly answers: readonly SourceAnswer[];
  /** The targetPort, or the port that stands for it. */
  readonly path: FieldPath;
  /**
   * Instead of the rule's own: a number is only a hint, since it needs no declaration; a name is less than an error where
   * the pods stand so far away that others may be meant, and for a headless Service, whose pods keep their addresses.
   */
  readonly severity: Severity | undefined;
}

/** The ports of a Service that have a fault, computed once for all rules. Silent about what other rules tell: see `targetOf`. */
export const faultyPorts = once(judge);

function judge(service: Service, ctx: RuleContext): readonly FaultyPort[] {
  const { nearest, nearness } = selectionOf(service, ctx);
  if (service.type === 'ExternalName' || nearness === undefined || nearness === 'elsewhere') return [];
  // Pods that have yet to be read may stand nearer, or answer otherwise.
  if (nearness !== 'file' && !ctx.isComplete) return [];
  const lasting = nearest.filter(isLasting);
  const sources = lasting.length > 0 ? lasting : nearest;
  const found: FaultyPort[] = [];
  for (let portIndex = 0; portIndex < service.ports.length; portIndex++) {
    const faulty = judgePort(service, portIndex, { sources, nearness }, ctx);
    if (faulty) found.push(faulty);
  }
  return found;
}

function judgePort(
  service: Service,
  portIndex: number,
  { sources, nearness }: { readonly sources: readonly PodSource[]; readonly nearness: Nearness },
  ctx: RuleContext,
): FaultyPort | undefined {
  const port = service.ports[portIndex];
  const target = targetOf(service, portIndex);
  const isHeadless = service.clusterIP === 'None';
  if (!port || target === undefined || (isHeadless && typeof target === 'number')) return undefined; // clients choose the port
  if (sources.every((source) => declares(source, port, target, ctx))) return undefined;
  const answers = sources.map((source) => ({ source, answer: answerOf(source, port, target, ctx) }));
  const fault = faultOf(target, answers);
  if (!fault || (fault === 'partial' && nearness === 'near')) return undefined;
  const step =
    valueAt(service.raw, ['spec', 'ports', portIndex, 'targetPort']) === undefined ? 'port' : 'targetPort';
  const path = ['spec', 'ports', portIndex, step];
  const isCertain = nearness !== 'near' && !isHeadless;
  const severity = typeof target === 'number' ? 'hint' : isCertain ? undefined : 'warning';
  return { service, portIndex, port, target, fault, answers, path, severity };
}

/** False for what runs pods only now and then, or none at all. */
function isLasting(source: PodSource): boolean {
  if (source.ref.kind === 'Job' || source.ref.kind === 'CronJob') return false;
  return source.is === 'Pod' || source.replicas !== 0;
}

/**
 * What a port is sent to; `undefined` where that cannot be judged:
 * 1. text that a template has yet to fill in;
 * 2. a name, number, type or protocol that the API server refuses, which other rules tell.
 */
function targetOf(service: Service, portIndex: number): IntOrString | undefined {
  const written = asMap(asList(asMap(service.raw['spec'])['ports'])[portIndex]);
  const protocol = written['protocol'] ?? '';
  if (typeof protocol !== 'string' || !/^(|TCP|UDP|SCTP)$/.test(protocol)) return undefined;
  const port = service.ports[portIndex];
  const isTyped = port?.targetPort !== undefined || (written['targetPort'] ?? null) === null;
  const target = port && isTyped ? targetPortOf(port) : undefined;
  if (target === undefined) return undefined;
  if (typeof target === 'number') return portNumber(target).length === 0 ? target : undefined;
  return isUnresolved(target) || portName(target).length > 0 ? undefined : target;
}

function answerOf(source: PodSource, port: ServicePort, target: IntOrString, ctx: RuleContext): PortAnswer {
  if (declares(source, port, target, ctx)) return { type: 'found' };
  if (arePortsUnknown(source) || isPortPatchedIn(source, target, ctx)) return { type: 'unknown' };
  const why = findPort(source.template, port, { readSidecars: looksAtSidecars(ctx) }).missing;
  if (why === 'not-in-slices') return { type: 'missing', why };
  const other = declaredPorts(source).find(
    ({ name, number }) => (typeof target === 'number' ? number : name) === target,
  );
  if (other) return { type: 'wrong-protocol', declared: other };
  if (typeof target === 'string') return { type: 'missing', why: why ?? 'no-named-port' };
  const isFree =
    source.template.hostNetwork || hasSilentContainer(source) || mentionsPort(source, target, ctx);
  return { type: isFree ? 'unknown' : 'undeclared' };
}

/**
 * True when a container declares a target with the protocol of a Service's port, for a name: one that is looked at. Asked
 * first, since it is so for most.
 */
function declares(source: PodSource, port: ServicePort, target: IntOrString, ctx: RuleContext): boolean {
  if (typeof target === 'string' && !looksAtSidecars(ctx))
    return findPort(source.template, port, { readSidecars: false }).number !== undefined;
  return hasDeclaredPort(
    source,
    ({ name, containerPort, protocol }) =>
      (typeof target === 'number' ? containerPort : name) === target && protocol === port.protocol,
  );
}

/**
 * True where EndpointSlices have the named ports of sidecars.
 * Source: kubernetes staging/src/k8s.io/endpointslice/utils.go FindPort, v1.33; before, it goes through `containers` alone.
 */
export function looksAtSidecars({ settings }: RuleContext): boolean {
  return isAtLeast(settings.kubernetesVersion, '1.33');
}

/**
 * 1. Nothing known for certain, or found everywhere: no fault.
 * 2. A name that some have: partial. A number that some declare: no fault, since a number needs no declaration.
 * 3. Nowhere, but with another protocol somewhere: protocol.
 * 4. Nowhere: unresolved for a name, undeclared for a number.
 */
function faultOf(target: IntOrString, answers: readonly SourceAnswer[]): PortFault | undefined {
  const has = (type: PortAnswer['type']): boolean => answers.some(({ answer }) => answer.type === type);
  const isNamed = typeof target === 'string';
  if (has('found')) return isNamed && (has('missing') || has('wrong-protocol')) ? 'partial' : undefined;
  if (has('unknown')) return undefined;
  if (has('wrong-protocol')) return 'protocol';
  return isNamed ? 'unresolved' : 'undeclared';
}
