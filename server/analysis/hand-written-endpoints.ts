// Endpoints and EndpointSlices that people write for Services without a selector, and the Services they are joined with.
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import type { Endpoints, EndpointSlice, KubeObject, Service } from '../../shared/model/objects.ts';
import { asList, asMap } from '../../shared/model/value.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import { mayShareNamespace } from './namespaces.ts';

/** Labels by which a controller claims Endpoints or slices, or keeps Endpoints from being mirrored. */
const CLAIMED = [
  'endpoints.kubernetes.io/managed-by',
  'endpointslice.kubernetes.io/managed-by',
  'endpointslice.kubernetes.io/skip-mirror',
];

/** Annotation of Endpoints that hold a lock and no addresses. */
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** True for Endpoints and slices that nobody else looks after: no owner, no controller's label, no leader election. */
export function isHandWritten(object: Endpoints | EndpointSlice): boolean {
  const metadata = asMap(object.raw['metadata']);
  return (
    !CLAIMED.some((label) => Object.hasOwn(object.labels, label)) &&
    !Object.hasOwn(object.annotations, LEADER) &&
    asList(metadata['ownerReferences']).length === 0
  );
}

/** True for a Service whose endpoints someone has to write: no selector, and not a mere alias. */
export function needsHandWrittenEndpoints(service: Service): boolean {
  return service.selector === undefined && service.type !== 'ExternalName';
}

/** The name of the Service that Endpoints or a slice belong to. */
export function serviceNameOf(object: Endpoints | EndpointSlice): string | undefined {
  return object.is === 'Endpoints' ? object.ref.name : object.labels[SERVICE_NAME_LABEL];
}

/** All Endpoints and slices that are joined with a Service. */
export function endpointsFor(service: Service, ctx: RuleContext): readonly (Endpoints | EndpointSlice)[] {
  const { name } = service.ref;
  if (name === undefined) return [];
  const joined = [
    ...ctx.named('Endpoints', name),
    ...(ctx.lookup(keys.slicesOf(name)) as readonly EndpointSlice[]),
  ];
  return ctx.nearestFirst(
    service,
    joined.filter((object) => mayShareNamespace(service, object)),
  );
}

/** The Service that an object is joined with: of that name, in its namespace as far as written, the nearest. */
export function serviceNamed(
  object: KubeObject,
  name: string | undefined,
  ctx: RuleContext,
): Service | undefined {
  if (name === undefined) return undefined;
  const namesakes = ctx.named('Service', name).filter((service) => mayShareNamespace(object, service));
  return ctx.nearestFirst(object, namesakes)[0];
}
