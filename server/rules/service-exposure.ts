import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service } from '../../shared/model/objects.ts';
import { defineRule } from '../analysis/rule.ts';

/** A Service that can be reached from outside the cluster. */
export const rule = defineRule({
  id: 'service-exposure',
  severity: 'information',
  isOffByDefault: true,
  summary: 'A Service is open to clients outside the cluster',
  why: 'NodePort opens a port on every node, LoadBalancer asks for an address outside the cluster as well, and `externalIPs` takes traffic for any address written there. Where all traffic is meant to come through an Ingress or Gateway, none of these should appear.',
  silentWhen: ['the type is ClusterIP or ExternalName', 'an annotation asks for an internal load balancer'],
  howToFix: 'Use type ClusterIP behind an Ingress or Gateway, or turn the rule off for this Service.',
  subject: 'Service',

  *find(service) {
    const isOpen = service.type === 'NodePort' || service.type === 'LoadBalancer';
    if (isOpen && !isInternal(service)) {
      yield { at: { object: service, path: ['spec', 'type'] }, state: service };
    } else if (service.externalIPs.length > 0 && service.type !== 'ExternalName') {
      yield { at: { object: service, path: ['spec', 'externalIPs'], on: 'key' }, state: service };
    }
  },

  say({ ref, type }) {
    const name = describeRef(ref);
    switch (type) {
      case 'NodePort':
        return {
          message: t(
            '{0} opens a port on every node, to whoever reaches the nodes. Use type ClusterIP and an Ingress unless that is meant',
            name,
          ),
        };
      case 'LoadBalancer':
        return {
          message: t(
            '{0} asks for an address outside the cluster, and no annotation keeps it internal. Use type ClusterIP and an Ingress unless that is meant',
            name,
          ),
        };
      default:
        return {
          message: t(
            '{0} takes traffic for addresses outside the cluster. Use an Ingress or a load balancer unless that is meant',
            name,
          ),
        };
    }
  },
});

/** As the cloud providers spell it: `.../aws-load-balancer-internal: "true"`, `.../load-balancer-type: Internal`. */
function isInternal({ type, annotations }: Service): boolean {
  if (type !== 'LoadBalancer') return false;
  return Object.entries(annotations).some(
    ([key, value]) => (/internal/i.test(key) && value !== 'false') || value.toLowerCase() === 'internal',
  );
}
