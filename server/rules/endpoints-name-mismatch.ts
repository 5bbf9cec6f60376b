import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Endpoints } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from '../analysis/context.ts';
import { isHandWritten } from '../analysis/hand-written-endpoints.ts';
import { whatWasMeant, type MeantService } from '../analysis/meant-service.ts';
import { renameSteps } from '../analysis/object-names.ts';
import { defineRule } from '../analysis/rule.ts';
import type { Severity } from '../analysis/settings.ts';
import { mayShareNamespace } from '../analysis/namespaces.ts';

interface State extends MeantService {
  readonly endpoints: Endpoints;
  readonly name: string;
}

/** Endpoints that belong to no Service. */
export const rule = defineRule({
  id: 'endpoints-name-mismatch',
  severity: 'warning',
  summary: 'Endpoints must have the name of their Service',
  why: 'Endpoints are joined with a Service by name, in one namespace; no label or reference does it. Endpoints of another name are stored and used by nobody.',
  silentWhen: [
    'a Service of that name is in the workspace, in the same namespace or where one of the two names none',
    'a controller looks after the Endpoints (owner, `managed-by` label, leader election) or they are not to be mirrored',
    'the name holds text that a template has yet to fill in',
  ],
  howToFix: 'Give the Endpoints the name of the Service.',
  subject: 'Endpoints',
  isAbsence: true,

  *find(endpoints, ctx) {
    const { name } = endpoints.ref;
    if (name === undefined || name === 'kubernetes' || isUnresolved(name) || !isHandWritten(endpoints))
      return;
    const isServed = ctx
      .named('Service', name)
      .some(
        (service) =>
          service.ref.namespace === endpoints.ref.namespace ||
          (mayShareNamespace(service, endpoints) && ctx.nearness(endpoints, service) !== 'elsewhere'),
      );
    const mayBeServed = ctx
      .near(endpoints, 'Service')
      .some((service) => isUnresolved(service.ref.name ?? ''));
    if (isServed || mayBeServed) return;
    const state = { endpoints, name, ...whatWasMeant(endpoints, name, ctx) } satisfies State;
    yield { at: { object: endpoints, path: ['metadata', 'name'] }, state, severity: severityOf(state, ctx) };
  },

  say({ endpoints, name, meant, why }, ctx) {
    const own = describeRef(endpoints.ref);
    if (!meant) {
      return {
        message: t(
          'No Service "{0}" is here. Endpoints are joined with the Service of their own name, so these serve nothing',
          name,
        ),
      };
    }
    const place = ctx.whereIs(meant, endpoints);
    const related = [{ at: { object: meant, path: ['metadata', 'name'] }, message: describeRef(meant.ref) }];
    switch (why) {
      case 'has-selector':
        return {
          message: t(
            '{0} belong to no Service: they are joined by name. {1} ({2}) has a selector, so its endpoints are written for it and these are not needed',
            own,
            describeRef(meant.ref),
            place,
          ),
          related,
        };
      case 'other-namespace':
        return {
          message: t(
            '{0} are in namespace "{1}", but Service "{2}" is in "{3}" ({4}). They are joined only within one namespace, so the Service reaches nothing',
            own,
            endpoints.ref.namespace ?? '',
            name,
            meant.ref.namespace ?? '',
            place,
          ),
          related,
        };
      default:
        return {
          message: t(
            '{0} belong to no Service: they are joined by name, and the Service without a selector is "{1}" ({2}), which reaches nothing',
            own,
            meant.ref.name ?? '',
            place,
          ),
          related,
        };
    }
  },

  *fix({ endpoints, meant, why }, ctx) {
    const wanted = meant?.ref.name;
    if (!meant || wanted === undefined || why === 'has-selector') return;
    if (why === 'other-namespace') {
      const value = meant.ref.namespace ?? '';
      const path = ['metadata', 'namespace'];
      yield {
        title: t('Move the Endpoints to namespace "{0}"', value),
        steps: [{ type: 'set', object: endpoints, path, value }],
      };
      return;
    }
    yield {
      title: t('Rename the Endpoints to "{0}"', wanted),
      steps: [{ type: 'set', object: endpoints, path: ['metadata', 'name'], value: wanted }],
      isPreferred: ctx.nearness(endpoints, meant) === 'file',
    };
    const name = endpoints.ref.name ?? '';
    yield { title: t('Rename Service "{0}" to "{1}"', wanted, name), steps: renameSteps(meant, name, ctx) };
  },
});

function severityOf({ endpoints, why }: State, ctx: RuleContext): Severity {
  const isCertain = why === 'waiting' || why === 'other-namespace';
  return isCertain && !ctx.hasForeignPodsBeside(endpoints) ? 'warning' : 'information';
}
