import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Ingress } from '../../shared/model/objects.ts';
import { duplicateRoutes, type DuplicateRoute } from '../analysis/duplicate-routes.ts';
import { defineRule } from '../analysis/rule.ts';

interface State extends DuplicateRoute {
  readonly ingress: Ingress;
}

/** A route that an Ingress before has already. */
export const rule = defineRule({
  id: 'ingress-duplicate-route',
  severity: 'warning',
  summary: 'Two Ingresses take the same host and path',
  why: 'Only one of two routes with the same host, path and path type gets the requests. Which one is up to the controller: the older Ingress as a rule, so that the later one does nothing.',
  silentWhen: [
    'the Ingresses are of different classes, or only one of them names its class',
    'an annotation makes one of them a canary, orders them or has them merged',
    'both send to the same port of the same Service',
    'they stand in different directories, in different namespaces, or in files that are alternatives of each other',
    'they stand in different files and name no host, or more than two files have the route: these are examples',
    'the host or path holds text that a template has yet to fill in',
    'only information when they stand in different files',
  ],
  howToFix: 'Give one of them another path, or remove it.',
  subject: 'Ingress',

  *find(ingress, ctx) {
    for (const duplicate of duplicateRoutes(ingress, ctx)) {
      yield {
        at: { object: ingress, path: [...duplicate.backend.path.slice(0, -1), 'path'] },
        state: { ingress, ...duplicate } satisfies State,
        severity: ctx.nearness(ingress, duplicate.first) === 'file' ? 'warning' : 'information',
      };
    }
  },

  say({ ingress, first, firstBackend, backend }, ctx) {
    const route = `${backend.host ?? ''}${backend.httpPath ?? '/'}`;
    const name = describeRef(first.ref);
    return {
      message:
        first === ingress
          ? t(
              '{0} is routed twice in this Ingress, to "{1}" and "{2}": only one of them gets the requests',
              route,
              firstBackend.serviceName ?? '',
              backend.serviceName ?? '',
            )
          : t(
              '{0} is also routed by {1} ({2}), to "{3}": only one of them gets the requests, the older one as a rule',
              route,
              name,
              ctx.whereIs(first, ingress),
              firstBackend.serviceName ?? '',
            ),
      related: [{ at: { object: first, path: [...firstBackend.path.slice(0, -1), 'path'] }, message: name }],
    };
  },
});
