import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { defineRule } from '../analysis/rule.ts';

/** A Service that sends to pods before they are ready. */
export const rule = defineRule({
  id: 'service-publish-not-ready',
  severity: 'hint',
  isOffByDefault: true,
  summary: 'A Service with a cluster IP publishes pods that are not ready',
  why: '`publishNotReadyAddresses` counts every pod with an address as ready. That lets the members of a cluster find each other while they start, but it also sends ordinary traffic to pods that cannot answer yet.',
  silentWhen: ['the Service is headless: its clients look for peers and choose themselves'],
  howToFix: 'Keep the field to the headless Service by which peers find each other.',
  subject: 'Service',

  *find(service) {
    if (!service.publishNotReadyAddresses || service.clusterIP === 'None') return;
    if (service.type === 'ExternalName') return;
    yield { at: { object: service, path: ['spec', 'publishNotReadyAddresses'] }, state: service };
  },

  say: ({ ref }) => ({
    message: t(
      '{0} sends connections to pods before they are ready, where some of them fail. Keep this for a headless Service by which peers find each other',
      describeRef(ref),
    ),
  }),

  *fix(service) {
    const path = ['spec', 'publishNotReadyAddresses'];
    yield { title: t('Remove publishNotReadyAddresses'), steps: [{ type: 'remove', object: service, path }] };
  },
});
