import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { closedPorts, describeTarget, type ClosedPort } from '../analysis/closed-services.ts';
import { defineRule } from '../analysis/rule.ts';
import type { PolicyPort } from '../analysis/network-policies.ts';

interface State {
  readonly closed: ClosedPort;
  readonly mistaken: PolicyPort;
}

/** A policy that names the port of the Service instead of that of the pods. */
export const rule = defineRule({
  id: 'networkpolicy-service-port',
  severity: 'warning',
  summary: 'A NetworkPolicy must name the port of the pods, not that of the Service',
  why: 'Connections to a Service are sent to the targetPort of a pod before any NetworkPolicy looks at them. A rule for the port of the Service lets in what never arrives, and everything that does arrive is dropped.',
  silentWhen: [
    'a container declares the port, or its settings mention it',
    'this policy or another one about the same pods lets the targetPort in as well',
    'no Service nearby maps the port to another one',
    'a network plugin has policies of its own here (Cilium, Calico), which may let it in',
    'the pods are elsewhere, on the network of their node, or text has yet to be filled in',
  ],
  howToFix: 'Write the targetPort of the Service, or the name of the container port.',
  subject: 'Other',
  kinds: ['NetworkPolicy'],

  *find(object, ctx) {
    const told = new Set<PolicyPort>();
    for (const closed of closedPorts(object, ctx)) {
      const { mistaken } = closed;
      if (!mistaken || told.has(mistaken)) continue;
      told.add(mistaken);
      yield {
        at: { object, path: [...mistaken.path, 'port'] },
        state: { closed, mistaken } satisfies State,
      };
    }
  },

  say({ closed, mistaken }, ctx) {
    const { service, source, policy, port } = closed;
    const portIndex = service.ports.indexOf(port);
    return {
      message: t(
        '{0} is a port of {1} ({2}), which sends to {3}. A NetworkPolicy sees the port of the pods, so this lets nothing in: use {4}',
        typeof mistaken.port === 'string' ? `"${mistaken.port}"` : String(mistaken.port),
        describeRef(service.ref),
        ctx.whereIs(service, policy),
        describeTarget(closed),
        closed.number,
      ),
      related: [
        { at: { object: service, path: ['spec', 'ports', portIndex] }, message: describeRef(service.ref) },
        { at: { object: source, path: ['metadata', 'name'] }, message: describeRef(source.ref) },
      ],
    };
  },

  *fix({ closed: { number, policy }, mistaken }) {
    yield {
      title: t('Use {0}', number),
      steps: [{ type: 'set', object: policy, path: [...mistaken.path, 'port'], value: number }],
      isPreferred: true,
    };
  },
});
