// Node ports for a Service that needs them, and the port for the health checks of its load balancer.
import { formatFieldPath } from '../model/field-path.ts';
import type { ValueMap } from '../model/value.ts';
import { child, invalid, item, ROOT, type Cause } from './cause.ts';
import type { Context } from './context.ts';
import { needsHealthCheck } from './default-service.ts';
import { number, structs, text, withFields } from './read.ts';
import type { ApiServerState } from './state.ts';

/** The spec with its node ports, and which of them are taken from now on; or the refusal. */
export type PortAllocation =
  | { readonly spec: ValueMap; readonly nodePorts: readonly number[] }
  | { readonly code: 422 | 500; readonly causes: readonly Cause[] };

/** Stands for a port that the server would choose. */
const CHOSEN = 'chosen';

/**
 * Takes the node ports that the ports name. Ports of the same number share one node port, whatever their protocol,
 * unless they name different ones. A port that names none gets one that the server chooses, which stays missing here.
 *
 * Source: kubernetes/kubernetes pkg/registry/core/service/storage/alloc.go initNodePorts, v1.36.
 */
export function allocatePorts(ctx: Context, spec: ValueMap, state: ApiServerState): PortAllocation {
  const taken = new Set<number>();
  const type = text(spec, 'type');
  let result = spec;
  if (type === 'NodePort' || type === 'LoadBalancer') {
    const ports = initNodePorts(ctx, spec, state, taken);
    if ('causes' in ports) return ports;
    if (ports.ports.length > 0) result = withFields(spec, { ports: ports.ports });
  }
  const healthPort = number(spec, 'healthCheckNodePort');
  if (needsHealthCheck(spec) && healthPort !== 0) {
    const problem = portProblem(ctx, healthPort, state, taken);
    if (problem) return refuseHealthCheck(healthPort, problem);
    taken.add(healthPort);
  }
  return { spec: result, nodePorts: [...taken] };
}

type NodePorts =
  { readonly ports: readonly ValueMap[] } | { readonly code: 422; readonly causes: readonly Cause[] };

function initNodePorts(ctx: Context, spec: ValueMap, state: ApiServerState, taken: Set<number>): NodePorts {
  const ports = structs(spec, 'ports');
  const doesChoose = text(spec, 'type') === 'NodePort' || spec['allocateLoadBalancerNodePorts'] !== false;
  const byPort = new Map<number, number | typeof CHOSEN>();
  const allocated: ValueMap[] = [];
  for (const [index, port] of ports.entries()) {
    const [value, nodePort] = [number(port, 'port'), number(port, 'nodePort')];
    const given = byPort.get(value);
    allocated.push(port);
    if (nodePort === 0 && !doesChoose) continue;
    const wanted = given === undefined ? requestedNodePort(ports, value) : nodePort;
    if (wanted !== 0 && wanted !== given) {
      const problem = portProblem(ctx, wanted, state, taken);
      if (problem) return { code: 422, causes: [refuse(index, wanted, problem)] };
      taken.add(wanted);
    }
    if (given === undefined) byPort.set(value, wanted === 0 ? CHOSEN : wanted);
    const settled = given === undefined ? wanted : nodePort === 0 ? given : nodePort;
    if (typeof settled === 'number' && settled !== 0) allocated[index] = { ...port, nodePort: settled };
  }
  return { ports: allocated };
}

/** The node port that any port of this number names: the first port takes it, even when a later one names it. */
function requestedNodePort(ports: readonly ValueMap[], value: number): number {
  return (
    ports
      .map((port) => (number(port, 'port') === value ? number(port, 'nodePort') : 0))
      .find((port) => port !== 0) ?? 0
  );
}

function portProblem(
  ctx: Context,
  port: number,
  state: ApiServerState,
  taken: ReadonlySet<number>,
): string | undefined {
  const { first, last } = ctx.options.nodePortRange;
  if (port < first || port > last) {
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
  }
  return state.nodePorts.has(port) || taken.has(port) ? 'provided port is already allocated' : undefined;
}

function refuse(index: number, port: number, problem: string): Cause {
  return invalid(child(item(child(ROOT, 'spec', 'ports'), index), 'nodePort'), port, problem);
}

/** Not a fault of a field in the server's eyes, but an internal error with status 500. */
function refuseHealthCheck(port: number, problem: string): PortAllocation {
  const path = ['spec', 'healthCheckNodePort'];
  const message = `failed to allocate requested HealthCheck NodePort ${port}: ${problem}`;
  const cause: Cause = { reason: 'InternalError', field: formatFieldPath(path), message, path, on: 'value' };
  return { code: 500, causes: [cause] };
}
