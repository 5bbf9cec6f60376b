// The Service that governs a StatefulSet: it gives its pods their DNS names.
import { matches, selectorFromMap } from '../../shared/model/labels.ts';
import type { Service, Workload } from '../../shared/model/objects.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys, nearKeys } from '../workspace/object-index.ts';
import { directoryOf } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';
import { mayShareNamespace } from './namespaces.ts';
import { once } from './reads.ts';
import { isControllerLabel } from './controller-labels.ts';
import { findService, ownReference, type ReferencedService } from './service-reference.ts';

/** What the `serviceName` of a StatefulSet means; `undefined` for other workloads and where it is not written, as it may. */
export const governingService = once(
  (workload: Workload, ctx: RuleContext): ReferencedService | undefined => {
    const { serviceName, ref } = workload;
    if (ref.kind !== 'StatefulSet' || !serviceName) return undefined;
    return findService(ownReference(workload, serviceName), ctx);
  },
);

/** True when a Service selects the pods of a workload, or may: unresolved and run-time labels leave it open. */
export function maySelect({ selector }: Service, { template }: Workload, { settings }: RuleContext): boolean {
  if (!selector) return false;
  const asked = selectorFromMap(selector).filter(
    ({ key }) => !isControllerLabel(key, settings.controllerLabels),
  );
  return matches(asked, template.labels) !== 'no';
}

/** The headless Service near that selects the pods of a workload: the nearest, the first by file when there are several. */
export function headlessServiceOf(workload: Workload, ctx: RuleContext): Service | undefined {
  const headless = ctx.lookupWhere(
    nearKeys('Service', directoryOf(uriOf(workload))).map(keys.headless),
    (service) =>
      service.is === 'Service' && mayShareNamespace(workload, service) && maySelect(service, workload, ctx),
  ) as readonly Service[];
  return ctx.nearestFirst(workload, headless)[0];
}
