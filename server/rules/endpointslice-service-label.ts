import { t } from '@vscode/l10n';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { EndpointSlice, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { areAlikeNames } from '../analysis/alike-names.ts';
import type { RuleContext } from '../analysis/context.ts';
import {
  endpointsFor,
  isHandWritten,
  needsHandWrittenEndpoints,
} from '../analysis/hand-written-endpoints.ts';
import { describeMissing, relatedToMissing, useAlike } from '../analysis/missing-service.ts';
import { defineRule, type Found } from '../analysis/rule.ts';
import { findService, ownReference, type MissingService } from '../analysis/service-reference.ts';

const LABEL_PATH = ['metadata', 'labels', SERVICE_NAME_LABEL];

type State = { readonly slice: EndpointSlice } & (
  | { readonly type: 'no-label'; readonly meant: Service | undefined }
  | { readonly type: 'no-service'; readonly missing: MissingService; readonly isUnsure: boolean }
);

/** An EndpointSlice that belongs to no Service. */
export const rule = defineRule({
  id: 'endpointslice-service-label',
  severity: 'error',
  summary: 'An EndpointSlice must name its Service in the label kubernetes.io/service-name',
  why: 'An EndpointSlice belongs to the Service that its label `kubernetes.io/service-name` names, in its namespace. Its own name means nothing: without the label kube-proxy passes over it.',
  silentWhen: [
    'the label names a Service of the workspace, in the same namespace or where one of the two names none',
    'a label holds text that a template has yet to fill in',
    'a controller looks after the slice (owner, `managed-by` label)',
    'only a warning or information when the label names a Service that is not in the workspace',
  ],
  howToFix: 'Add the label `kubernetes.io/service-name` with the name of the Service.',
  subject: 'EndpointSlice',

  *find(slice, ctx): Iterable<Found<State>> {
    if (!isHandWritten(slice)) return;
    const name = slice.labels[SERVICE_NAME_LABEL];
    if (name === undefined) {
      if (Object.entries(slice.labels).some(([key, value]) => isUnresolved(key) || isUnresolved(value)))
        return;
      const state: State = { type: 'no-label', slice, meant: serviceMeantBy(slice, ctx) };
      yield { at: { object: slice, path: ['metadata', 'labels'], on: 'key' }, state };
      return;
    }
    if (!ctx.isComplete) return; // it may only be late
    const missing = findService(ownReference(slice, name), ctx);
    if (missing.type !== 'missing') return;
    const isUnsure = ctx.unreadableNear(slice).length > 0;
    const state: State = { type: 'no-service', slice, missing, isUnsure };
    yield {
      at: { object: slice, path: LABEL_PATH },
      state,
      severity: isUnsure ? 'hint' : missing.severity,
    };
  },

  say(state, ctx) {
    if (state.type === 'no-service') {
      return {
        message: state.isUnsure
          ? t(
              '{0}. Without it nobody uses this slice (a file in this folder could not be read)',
              describeMissing(state.missing, ctx),
            )
          : t('{0}. Without it nobody uses this slice', describeMissing(state.missing, ctx)),
        related: relatedToMissing(state.missing),
      };
    }
    const { slice, meant } = state;
    return {
      message: meant
        ? t(
            '{0} belongs to no Service: it lacks the label {1}, so kube-proxy passes over it. It is probably meant for Service "{2}" ({3})',
            describeRef(slice.ref),
            SERVICE_NAME_LABEL,
            meant.ref.name ?? '',
            ctx.whereIs(meant, slice),
          )
        : t(
            '{0} belongs to no Service: it lacks the label {1}, so kube-proxy passes over it. Add it with the name of the Service',
            describeRef(slice.ref),
            SERVICE_NAME_LABEL,
          ),
    };
  },

  *fix(state) {
    if (state.type === 'no-service') {
      yield* useAlike(state.missing, [LABEL_PATH]);
    } else if (state.meant?.ref.name !== undefined) {
      const { name } = state.meant.ref;
      yield {
        title: t('Label it with Service "{0}"', name),
        steps: [{ type: 'set', object: state.slice, path: LABEL_PATH, value: name }],
        isPreferred: true,
      };
    }
  },
});

/** The Service near that waits for endpoints and has the slice's name, one like it, or is the only one. */
function serviceMeantBy(slice: EndpointSlice, ctx: RuleContext): Service | undefined {
  const waiting = ctx
    .near(slice, 'Service')
    .filter((service) => needsHandWrittenEndpoints(service) && endpointsFor(service, ctx).length === 0);
  const name = slice.ref.name ?? slice.generateName ?? '';
  const alike = waiting.find(({ ref: { name: other = '' } }) => other !== '' && isNamedAfter(name, other));
  const inFile = waiting.filter((service) => ctx.nearness(slice, service) === 'file');
  return alike ?? (inFile.length === 1 ? inFile[0] : undefined);
}

function isNamedAfter(name: string, service: string): boolean {
  return name === service || name.startsWith(`${service}-`) || areAlikeNames(name, service);
}
