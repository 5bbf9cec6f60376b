import { t } from '@vscode/l10n';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import { describeMissing, relatedToMissing, useAlike } from '../analysis/missing-service.ts';
import { grantManifest, isGranted } from '../analysis/reference-grants.ts';
import {
  gatewayBackends,
  isOfGatewayApi,
  ROUTE_KINDS,
  type RouteBackend,
} from '../analysis/route-backends.ts';
import { groupBy } from '../analysis/group-by.ts';
import { defineRule, type Found } from '../analysis/rule.ts';
import { backendReference, findService, type MissingService } from '../analysis/service-reference.ts';

interface State {
  readonly route: KubeObject;
  readonly backends: readonly [RouteBackend, ...RouteBackend[]];
  /** `undefined` when the Service is there but no ReferenceGrant lets the route refer to it. */
  readonly missing: MissingService | undefined;
}

/** A route that sends to a Service that is not there, or that it may not refer to. */
export const rule = defineRule({
  id: 'gateway-backend-missing',
  severity: 'warning',
  summary: 'A route of the Gateway API sends to a Service that is not there, or that it may not reach',
  why: 'The API server takes a route whatever its backends name. The Gateway then answers with 500 for the share of a backend it cannot resolve: one that is not there, or one of another namespace that no ReferenceGrant there opens to the route.',
  silentWhen: [
    'a Service of that name is in the workspace, in the namespace of the reference or where one of the two names none',
    'the backend is not a Service',
    'the name holds text that a template has yet to fill in, or a kustomization changes names',
    'a custom resource has the name or begins it: its controller may make the Service',
    'the configuration lists the Service under `externalServices`',
    'only information when nothing near is spelt alike and the file holds no Service, or when a controller or chart beside may create it',
  ],
  howToFix:
    'Write the name of the Service. To refer to one of another namespace, create a ReferenceGrant in that namespace.',
  subject: 'Other',
  kinds: ROUTE_KINDS,
  isAbsence: true,

  *find(route, ctx): Iterable<Found<State>> {
    if (!isOfGatewayApi(route)) return;
    const keyOf = ({ name, namespace }: RouteBackend): string => `${namespace} ${name}`;
    for (const backends of groupBy(gatewayBackends(route), keyOf).values()) {
      const [backend] = backends;
      const found = findService(backendReference(route, backend), ctx);
      if (found.type === 'unknown') continue;
      if (found.type === 'missing') {
        const state: State = { route, backends, missing: found };
        yield { at: { object: route, path: backend.namePath }, state, severity: found.severity };
      } else if (isGrantMissing(route, backend, ctx)) {
        const state: State = { route, backends, missing: undefined };
        yield {
          at: { object: route, path: [...backend.path, 'namespace'] },
          state,
          severity: found.isCertain ? 'warning' : 'information',
        };
      }
    }
  },

  say({ route, backends: [{ name, namespace = '' }], missing }, ctx) {
    if (missing) {
      return {
        message: t('{0}. Without it the Gateway answers with an error', describeMissing(missing, ctx)),
        related: relatedToMissing(missing),
      };
    }
    return {
      message: t(
        'No ReferenceGrant in namespace "{0}" lets {1} objects of namespace "{2}" refer to Service "{3}", so the Gateway answers with an error. Create one there',
        namespace,
        route.ref.kind,
        route.ref.namespace ?? '',
        name,
      ),
    };
  },

  *fix({ route, backends, missing }) {
    if (missing) {
      yield* useAlike(
        missing,
        backends.map(({ namePath }) => namePath),
      );
      return;
    }
    const { namespace = '' } = backends[0];
    yield {
      title: t('Create a ReferenceGrant in namespace "{0}"', namespace),
      steps: [{ type: 'document', behind: route, newText: grantManifest(route, backends[0]) }],
    };
  },
});

function isGrantMissing(route: KubeObject, backend: RouteBackend, ctx: RuleContext): boolean {
  const { namespace } = route.ref;
  if (backend.namespace === undefined || namespace === undefined || backend.namespace === namespace)
    return false;
  return !isGranted(route, backend, ctx);
}
