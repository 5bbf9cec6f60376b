import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from '../analysis/context.ts';
import { EXAMPLE_IP, sliceManifest } from '../analysis/endpoint-skeleton.ts';
import { isExternalService } from '../analysis/external.ts';
import {
  endpointsFor,
  needsHandWrittenEndpoints,
  serviceNameOf,
} from '../analysis/hand-written-endpoints.ts';
import { addsToSelectors, kustomizationsAround } from '../analysis/kustomizations-around.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
}

/** Labels and annotations of those who write the endpoints of a Service without a selector themselves. */
const WRITERS =
  /^(?:endpoint(?:slice)?s?\.kubernetes\.io|service\.cilium\.io|io\.cilium|mirror\.linkerd\.io|multicluster\.linkerd\.io|consul\.hashicorp\.com|skupper\.io|internal\.skupper\.io|submariner\.io|lighthouse\.submariner\.io|multicluster\.kubernetes\.io|networking\.knative\.dev|serving\.knative\.dev|kubevirt\.io|olm\.managed)\b/;

/** A Service that has neither a selector nor endpoints. */
export const rule = defineRule({
  id: 'service-without-endpoints',
  severity: 'information',
  summary: 'A Service has neither a selector nor Endpoints',
  why: 'Nobody looks for the pods of a Service without a selector: someone has to write its Endpoints or EndpointSlices. Without them every connection to it is refused.',
  silentWhen: [
    'Endpoints of its name or an EndpointSlice with its label are in the workspace, or some near that miss it by a name or label',
    'the Service is of type ExternalName, or has no ports: then the API server refuses it',
    'a kustomization around adds labels to selectors',
    'its labels or annotations show that a controller writes the endpoints (Cilium, Linkerd, Consul, Knative)',
    'it is `kubernetes` of the namespace `default`, or the configuration lists it under `externalServices`',
    'a name or label near holds text that a template has yet to fill in',
  ],
  howToFix: 'Add the selector, or write an EndpointSlice with the label `kubernetes.io/service-name`.',
  subject: 'Service',
  isAbsence: true,

  *find(service, ctx) {
    const { name } = service.ref;
    if (!needsHandWrittenEndpoints(service) || name === undefined || isUnresolved(name)) return;
    if (service.ports.length === 0) return; // half written: the API server refuses it for that
    if (endpointsFor(service, ctx).length > 0 || areWrittenByOthers(service, name, ctx)) return;
    if (kustomizationsAround(service, ctx).some(addsToSelectors) || hasStrayEndpoints(service, ctx)) return;
    yield { at: { object: service, path: ['spec'], on: 'key' }, state: { service } satisfies State };
  },

  say({ service }, ctx) {
    const name = describeRef(service.ref);
    return {
      message: ctx.hasForeignPodsBeside(service)
        ? t(
            '{0} has no selector, and no Endpoints or EndpointSlice of it are in this workspace: unless a controller writes them, it leads nowhere',
            name,
          )
        : t(
            '{0} has no selector, and no Endpoints or EndpointSlice of it are in this workspace, so it leads nowhere. Add a selector, or an EndpointSlice',
            name,
          ),
    };
  },

  *fix({ service }, ctx) {
    const slice = sliceManifest(service, EXAMPLE_IP, ctx);
    if (slice === undefined) return;
    yield {
      title: t('Add an EndpointSlice (replace its address)'),
      steps: [{ type: 'document', behind: service, newText: slice }],
    };
  },
});

function areWrittenByOthers(service: Service, name: string, ctx: RuleContext): boolean {
  const { ref, labels, annotations } = service;
  const isClusterOwn = name === 'kubernetes' && (ref.namespace ?? 'default') === 'default';
  if (isClusterOwn || isExternalService(ref, ctx.settings)) return true;
  return [...Object.keys(labels), ...Object.keys(annotations)].some((key) => WRITERS.test(key));
}

/** True when Endpoints or a slice near belong to no Service, which their own rules say, or may yet turn out to be for this one. */
function hasStrayEndpoints(service: Service, ctx: RuleContext): boolean {
  return [...ctx.near(service, 'Endpoints'), ...ctx.near(service, 'EndpointSlice')].some((object) => {
    const owner = serviceNameOf(object);
    return owner === undefined || isUnresolved(owner) || ctx.named('Service', owner).length === 0;
  });
}
