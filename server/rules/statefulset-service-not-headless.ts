import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service, Workload } from '../../shared/model/objects.ts';
import { isHeadless } from '../../shared/cluster/service-families.ts';
import { governingService, headlessServiceOf, maySelect } from '../analysis/governing-service.ts';
import { defineRule } from '../analysis/rule.ts';
import { appliedTogether } from '../analysis/service-reference.ts';

interface State {
  readonly workload: Workload;
  readonly service: Service;
  /** A headless Service near that selects the pods. */
  readonly headless: Service | undefined;
}

const PATH = ['spec', 'serviceName'];

/** A StatefulSet whose governing Service has an address of its own. */
export const rule = defineRule({
  id: 'statefulset-service-not-headless',
  severity: 'information',
  summary: 'The Service that governs a StatefulSet should be headless',
  why: 'DNS names of single pods, such as `db-0.db`, are specified for headless Services only (`clusterIP: None`). Whether another kind of Service gets them is up to the DNS server of the cluster.',
  silentWhen: [
    'the Service is not in the workspace: `statefulset-service-missing` says so',
    'the Service does not select the pods: `statefulset-service-selector` says so',
    'the Service stands far away and the namespaces are not both written',
    'a headless Service of the same name stands near',
    'only a hint for a StatefulSet of one replica',
  ],
  howToFix:
    'Add `clusterIP: None` to the Service, or name a headless one. Neither can be changed once it exists.',
  subject: 'Workload',

  *find(workload, ctx) {
    const found = governingService(workload, ctx);
    if (found?.type !== 'found' || !found.isCertain || found.services.some(isHeadless)) return;
    const [service] = appliedTogether(found, workload, ctx);
    if (!service || !maySelect(service, workload, ctx)) return;
    const headless = headlessServiceOf(workload, ctx);
    if (headless && headless.ref.name === service.ref.name) return; // another form of the same Service
    yield {
      at: { object: workload, path: PATH },
      state: { workload, service, headless } satisfies State,
      // A single pod is reached through the Service as well as by a name of its own.
      severity: workload.replicas === undefined || workload.replicas <= 1 ? 'hint' : 'information',
    };
  },

  say({ workload, service, headless }, ctx) {
    const name = describeRef(service.ref);
    const where = ctx.whereIs(service, workload);
    return {
      message: headless
        ? t(
            '{0} ({1}) is not headless, so DNS names of single pods are not assured. "{2}" is, and selects the same pods',
            name,
            where,
            headless.ref.name ?? '',
          )
        : t(
            '{0} ({1}) is not headless, so DNS names of single pods are not assured. Give it clusterIP: None if anyone uses them',
            name,
            where,
          ),
      related: [{ at: { object: service, path: ['metadata', 'name'] }, message: name }],
    };
  },

  *fix({ workload, service, headless }) {
    if (headless?.ref.name !== undefined) {
      const value = headless.ref.name;
      yield {
        title: t('Use Service "{0}"', value),
        steps: [{ type: 'set', object: workload, path: PATH, value }],
        isPreferred: true,
      };
    } else if (service.type === 'ClusterIP') {
      yield {
        title: t('Make Service "{0}" headless', service.ref.name ?? ''),
        steps: [{ type: 'set', object: service, path: ['spec', 'clusterIP'], value: 'None' }],
      };
    }
  },
});
