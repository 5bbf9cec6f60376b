// Node ports across the Services of the workspace.
import type { Service } from '../../shared/model/objects.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';

/** True for a Service whose node ports the cluster allocates; other types ignore or refuse them. */
export function allocatesNodePorts(service: Service): boolean {
  return service.type === 'NodePort' || service.type === 'LoadBalancer';
}

/**
 * A node port of the range that no Service of the workspace asks for; `undefined` when there is none.
 * The next one after a taken port; otherwise close in spirit to `wanted`: 8080 becomes 30080, keeping the last digits that people remember.
 */
export function freeNodePort(service: Service, wanted: number, ctx: RuleContext): number | undefined {
  const { first, last } = ctx.settings.nodePortRange;
  const isTaken = (port: number): boolean =>
    ctx.snapshot.has(
      keys.nodePort(port),
      (other) =>
        other.is === 'Service' && allocatesNodePorts(other) && (other !== service || port !== wanted),
    );
  const isInRange = wanted >= first && wanted <= last;
  const like = first + (wanted % 1000);
  const start = isInRange ? wanted : like <= last ? like : first;
  for (let port = start; port <= last; port++) if (!isTaken(port)) return port;
  for (let port = first; port < start; port++) if (!isTaken(port)) return port;
  return undefined;
}
