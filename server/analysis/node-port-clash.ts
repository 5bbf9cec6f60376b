// Two Services that ask for the same node port and may end up in one cluster.
import type { Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { Nearness } from '../workspace/path.ts';
import { NEARNESS_ORDER } from '../workspace/path.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import { areAlternatives } from './alternatives.ts';
import { answerTo } from './api-answers.ts';
import type { RuleContext } from './context.ts';
import { allocatesNodePorts } from './node-ports.ts';
import { compareNamespaces } from './namespaces.ts';

/** The other Service with a node port. */
export interface NodePortClash {
  readonly other: Service;
  readonly otherIndex: number;
  readonly nearness: Nearness;
  /** The other one comes first: in the file, or by the names of the files. */
  readonly isLater: boolean;
  /** Applying the file from top to bottom gives the port to the other one. */
  readonly isRefused: boolean;
}

/** A node port with the Service that asks for it. */
interface Claim {
  readonly service: Service;
  readonly portIndex: number;
}

/** The nearest other Service that asks for a node port of this one; `undefined` when none does, or when the two are never in one cluster. */
export function nodePortClash(
  service: Service,
  portIndex: number,
  ctx: RuleContext,
): NodePortClash | undefined {
  const nodePort = service.ports[portIndex]?.nodePort;
  const { first, last } = ctx.settings.nodePortRange;
  if (!nodePort || nodePort < first || nodePort > last || !allocatesNodePorts(service)) return undefined;
  const all = claimsOf(nodePort, ctx);
  const rivals = all
    .filter((claim) => claim.service !== service && !isSameObject(claim.service, service))
    .map((claim) => ({ ...claim, nearness: ctx.nearness(service, claim.service) }))
    .sort((a, b) => NEARNESS_ORDER.indexOf(a.nearness) - NEARNESS_ORDER.indexOf(b.nearness));
  const rival = rivals.find((claim) => !areAlternatives(service, claim.service, ctx));
  if (!rival) return undefined;
  const [uri, otherUri] = [uriOf(service), uriOf(rival.service)];
  const services = all.map((claim) => claim.service);
  const isLater =
    uri === otherUri ? services.indexOf(rival.service) < services.indexOf(service) : otherUri < uri;
  const field = `spec.ports[${portIndex}].nodePort`;
  const isRefused =
    rival.nearness === 'file' &&
    isLater &&
    (answerTo(service, ctx)?.causes ?? []).some(
      (cause) => cause.field === field && cause.message.endsWith('already allocated'),
    );
  return { other: rival.service, otherIndex: rival.portIndex, nearness: rival.nearness, isLater, isRefused };
}

/** By file, then in document order. Of one Service the first port counts: its other protocols share it. */
function claimsOf(nodePort: number, ctx: RuleContext): readonly Claim[] {
  return (ctx.lookup(keys.nodePort(nodePort)) as readonly Service[])
    .filter(allocatesNodePorts)
    .map((service) => ({
      service,
      portIndex: service.ports.findIndex((port) => port.nodePort === nodePort),
    }));
}

/** True also for names that a template has yet to fill in, and for Services without any: they may turn out the same. */
function isSameObject(a: Service, b: Service): boolean {
  if (compareNamespaces(a.ref.namespace, b.ref.namespace) === 'different') {
    return [a, b].some(({ ref }) => isUnresolved(ref.namespace ?? ''));
  }
  if (a.generateName !== undefined || b.generateName !== undefined) return false;
  const [name, otherName] = [a.ref.name, b.ref.name];
  if (name === undefined || otherName === undefined) return true;
  return name === otherName || isUnresolved(name) || isUnresolved(otherName);
}
