import { t } from '@vscode/l10n';
import { describeMissing, relatedToMissing, useAlike } from '../analysis/missing-service.ts';
import { describeRoutes, ingressBackends, type RouteBackend } from '../analysis/route-backends.ts';
import { groupBy } from '../analysis/group-by.ts';
import { defineRule } from '../analysis/rule.ts';
import { findService, ownReference, type MissingService } from '../analysis/service-reference.ts';

interface State {
  readonly missing: MissingService;
  readonly backends: readonly RouteBackend[];
}

/** An Ingress that sends to a Service that is not there. */
export const rule = defineRule({
  id: 'ingress-backend-service-missing',
  severity: 'warning',
  summary: 'An Ingress sends to a Service that is not there',
  why: 'The API server takes an Ingress whatever its backends name. The controller then finds no Service and answers with an error, 503 as a rule. An Ingress reaches only Services of its own namespace.',
  silentWhen: [
    'a Service of that name is in the workspace, of any type, in the same namespace or where one of the two names none',
    'the backend is a resource, or an action that an annotation of the AWS controller defines',
    'the name holds text that a template has yet to fill in, or a kustomization changes names',
    'a custom resource has the name or begins it: its controller may make the Service',
    'the configuration lists the Service under `externalServices`',
    'only information when nothing near is spelt alike and the file holds no Service, or when a controller or chart beside may create it',
  ],
  howToFix: 'Write the name of the Service. If it is made elsewhere, list it under `externalServices`.',
  subject: 'Ingress',
  isAbsence: true,

  *find(ingress, ctx) {
    for (const backends of groupBy(ingressBackends(ingress), ({ name }) => name).values()) {
      const [{ name, namePath }] = backends;
      const missing = findService(ownReference(ingress, name), ctx);
      if (missing.type !== 'missing') continue;
      yield {
        at: { object: ingress, path: namePath },
        state: { missing, backends } satisfies State,
        severity: missing.severity,
      };
    }
  },

  say({ missing, backends }, ctx) {
    return {
      message: t(
        '{0}. Without it the Ingress controller answers {1} with an error',
        describeMissing(missing, ctx),
        describeRoutes(backends),
      ),
      related: relatedToMissing(missing),
    };
  },

  fix({ missing, backends }) {
    return useAlike(
      missing,
      backends.map(({ namePath }) => namePath),
    );
  },
});
