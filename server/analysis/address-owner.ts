// Who has the cluster IP that a Service asks for.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';

/** The Service further up in the file of `object` that asks for a cluster IP; `undefined` when none does. */
export function ownerOfAddress(object: KubeObject, ip: string, ctx: RuleContext): Service | undefined {
  const others = ctx.lookup(keys.clusterIP(ip)) as readonly Service[];
  return others.find((other) => uriOf(other) === uriOf(object) && other !== object);
}
