import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service, Workload } from '../../shared/model/objects.ts';
import { governingService, headlessServiceOf } from '../analysis/governing-service.ts';
import { headlessManifest } from '../analysis/headless-skeleton.ts';
import { describeMissing, relatedToMissing, useAlike } from '../analysis/missing-service.ts';
import { defineRule } from '../analysis/rule.ts';
import type { MissingService } from '../analysis/service-reference.ts';

interface State {
  readonly workload: Workload;
  readonly missing: MissingService;
  /** A headless Service near that selects the pods: this one must be meant. */
  readonly selecting: Service | undefined;
}

const PATH = ['spec', 'serviceName'];

/** A StatefulSet whose governing Service is not there. */
export const rule = defineRule({
  id: 'statefulset-service-missing',
  severity: 'warning',
  summary: 'The serviceName of a StatefulSet names a Service that is not there',
  why: 'The pods of a StatefulSet get their DNS names, such as `db-0.db`, from the headless Service that `serviceName` names. Without it the pods run, but nobody finds them by name. The field cannot be changed later.',
  silentWhen: [
    'a Service of that name is in the workspace, in the same namespace or where one of the two names none',
    '`serviceName` is left out, as it may be',
    'the name holds text that a template has yet to fill in, or a kustomization changes names',
    'a custom resource has the name or begins it: its controller may make the Service',
    'the configuration lists the Service under `externalServices`',
    'only information when nothing near is spelt alike and the file holds no Service, or when a controller or chart beside may create it',
  ],
  howToFix: 'Write the name of the headless Service that selects the pods, or create one.',
  subject: 'Workload',
  isAbsence: true,

  *find(workload, ctx) {
    const missing = governingService(workload, ctx);
    if (missing?.type !== 'missing') return;
    const selecting = headlessServiceOf(workload, ctx);
    yield {
      at: { object: workload, path: PATH },
      state: { workload, missing, selecting } satisfies State,
      severity: selecting ? 'warning' : missing.severity,
    };
  },

  say({ workload, missing, selecting }, ctx) {
    if (selecting) {
      const name = describeRef(selecting.ref);
      return {
        message: t(
          'No Service "{0}" is in this workspace, so the pods get no DNS names of their own. Their headless Service is "{1}" ({2})',
          missing.reference.name,
          selecting.ref.name ?? '',
          ctx.whereIs(selecting, workload),
        ),
        related: [{ at: { object: selecting, path: ['metadata', 'name'] }, message: name }],
      };
    }
    return {
      message: t('{0}. Without it the pods get no DNS names of their own', describeMissing(missing, ctx)),
      related: relatedToMissing(missing),
    };
  },

  *fix({ workload, missing, selecting }) {
    if (selecting?.ref.name !== undefined) {
      yield {
        title: t('Use Service "{0}"', selecting.ref.name),
        steps: [{ type: 'set', object: workload, path: PATH, value: selecting.ref.name }],
        isPreferred: true,
      };
      return;
    }
    const manifest = headlessManifest(workload, missing.reference.name);
    if (manifest !== undefined) {
      yield {
        title: t('Create headless Service "{0}"', missing.reference.name),
        steps: [{ type: 'document', behind: workload, newText: manifest }],
        isPreferred: !missing.isMisspelt,
      };
    }
    yield* useAlike(missing, [PATH]);
  },
});
