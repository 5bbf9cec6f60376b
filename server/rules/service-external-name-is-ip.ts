import { t } from '@vscode/l10n';
import { familyOf } from '../../shared/api/ip.ts';
import type { Service } from '../../shared/model/objects.ts';
import { sliceManifest } from '../analysis/endpoint-skeleton.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly service: Service;
  readonly ip: string;
}

/** An ExternalName that is an address. */
export const rule = defineRule({
  id: 'service-external-name-is-ip',
  severity: 'warning',
  summary: 'An externalName is a DNS name, not an IP address',
  why: 'The cluster answers for an ExternalName Service with a CNAME, which holds a name. An address is accepted there, but then clients look up a host of the name "10.0.0.5", which no DNS server knows.',
  silentWhen: ['the name holds text that a template has yet to fill in', 'the Service is of another type'],
  howToFix: 'Write a Service without a selector and an EndpointSlice with the address.',
  subject: 'Service',

  *find(service) {
    const { type, externalName } = service;
    if (type !== 'ExternalName' || !externalName || familyOf(externalName) !== 'IPv4') return;
    yield {
      at: { object: service, path: ['spec', 'externalName'] },
      state: { service, ip: externalName } satisfies State,
    };
  },

  say({ ip }) {
    return {
      message: t(
        'externalName "{0}" is an address, but is looked up as a DNS name, which does not exist. Use a Service without a selector and an EndpointSlice with the address',
        ip,
      ),
    };
  },

  *fix({ service, ip }, ctx) {
    const slice = sliceManifest(service, ip, ctx);
    if (slice === undefined) return; // without ports, say, there is nothing to send to
    yield {
      title: t('Convert to a Service with an EndpointSlice'),
      steps: [
        { type: 'set', object: service, path: ['spec', 'type'], value: 'ClusterIP' },
        { type: 'remove', object: service, path: ['spec', 'externalName'] },
        { type: 'document', behind: service, newText: slice },
      ],
    };
  },
});
