import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Endpoints, Service } from '../../shared/model/objects.ts';
import { isHandWritten } from '../analysis/hand-written-endpoints.ts';
import { defineRule } from '../analysis/rule.ts';
import { appliedTogether, findService, ownReference } from '../analysis/service-reference.ts';

interface State {
  readonly endpoints: Endpoints;
  readonly service: Service;
}

/** Hand-written Endpoints of a Service with a selector. */
export const rule = defineRule({
  id: 'endpoints-overwritten',
  severity: 'warning',
  summary: 'Hand-written Endpoints of a Service with a selector are overwritten',
  why: 'For a Service with a selector the endpoints controller writes the Endpoints object of its name: the addresses in the manifest are replaced by those of the pods, with nothing when no pod is selected.',
  silentWhen: [
    'the Service has no selector, or is of type ExternalName',
    'a controller looks after the Endpoints (owner, `managed-by` label, leader election)',
    'the Service stands far away and the namespaces are not both written, or in files for another cluster',
  ],
  howToFix: 'Remove the selector, so that the addresses count; or remove the Endpoints.',
  subject: 'Endpoints',

  *find(endpoints, ctx) {
    const { name } = endpoints.ref;
    if (name === undefined || !isHandWritten(endpoints)) return;
    const found = findService(ownReference(endpoints, name), ctx);
    if (found.type !== 'found' || !found.isCertain || !found.services.every(isWrittenFor)) return;
    const [service] = appliedTogether(found, endpoints, ctx);
    if (!service) return;
    yield { at: { object: endpoints, path: ['subsets'] }, state: { endpoints, service } satisfies State };
  },

  say({ endpoints, service }, ctx) {
    const name = describeRef(service.ref);
    return {
      message: t(
        '{0} ({1}) has a selector, so the cluster overwrites these Endpoints with the addresses of the pods it selects. Remove the selector or the Endpoints',
        name,
        ctx.whereIs(service, endpoints),
      ),
      related: [{ at: { object: service, path: ['spec', 'selector'] }, message: name }],
    };
  },

  *fix({ service }) {
    yield {
      title: t('Remove the selector of Service "{0}"', service.ref.name ?? ''),
      steps: [{ type: 'remove', object: service, path: ['spec', 'selector'] }],
    };
  },
});

function isWrittenFor({ selector, type }: Service): boolean {
  return selector !== undefined && type !== 'ExternalName';
}
