// ReferenceGrants of the Gateway API: which routes may refer to Services of another namespace.
import { groupOf } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, valueAt } from '../../shared/model/value.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import { compareNamespaces } from './namespaces.ts';
import type { RouteBackend } from './route-backends.ts';

/**
 * True when a ReferenceGrant of the workspace lets the route refer to the Service, or may: text yet to be filled in counts.
 * Source: kubernetes-sigs/gateway-api apis/v1beta1/referencegrant_types.go ReferenceGrantSpec, v1.3.
 */
export function isGranted(route: KubeObject, backend: RouteBackend, ctx: RuleContext): boolean {
  return ctx.lookup(keys.referenceGrants).some((grant) => {
    if (compareNamespaces(grant.ref.namespace, backend.namespace) === 'different') return false;
    const from = asList(valueAt(grant.raw, ['spec', 'from']));
    const to = asList(valueAt(grant.raw, ['spec', 'to']));
    return (
      from.some((item) => {
        const { group, kind, namespace } = asMap(item);
        return (
          group === groupOf(route.ref.apiVersion) &&
          kind === route.ref.kind &&
          isSameText(namespace, route.ref.namespace)
        );
      }) &&
      to.some((item) => {
        const { group = '', kind, name } = asMap(item);
        return (group === '' || group === 'core') && kind === 'Service' && isSameText(name, backend.name);
      })
    );
  });
}

function isSameText(written: unknown, text: string | undefined): boolean {
  if (written === undefined || written === null || written === '') return true;
  return written === text || (typeof written === 'string' && isUnresolved(written));
}

/** The grant that a route lacks. */
export function grantManifest({ ref }: KubeObject, { namespace = '', name }: RouteBackend): string {
  return `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: ${ref.namespace ?? 'routes'}-to-${name}
  namespace: ${namespace}
spec:
  from:
    - group: ${groupOf(ref.apiVersion)}
      kind: ${ref.kind}
      namespace: ${ref.namespace ?? ''}
  to:
    - group: ""
      kind: Service
      name: ${name}
`;
}
