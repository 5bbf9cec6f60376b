import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { closedPorts, describeTarget, type ClosedPort } from '../analysis/closed-services.ts';
import { defineRule } from '../analysis/rule.ts';

/** A policy that leaves a Service without a way in. */
export const rule = defineRule({
  id: 'networkpolicy-blocks-service',
  severity: 'information',
  summary: 'A NetworkPolicy lets nobody reach a port of a Service',
  why: 'As soon as a NetworkPolicy is about a pod, everything that no rule lets in is dropped. A Service whose targetPort stands in no rule times out for every client in the cluster.',
  silentWhen: [
    'a rule of this policy, or of another one about the same pods, lets the port in from anywhere',
    'the policy is about all pods of its namespace or lets nothing in at all: that is a default, to which others add',
    'the policy names the port of the Service by mistake: `networkpolicy-service-port` says so',
    'a network plugin has policies of its own here (Cilium, Calico), which may let it in',
    'the pods are elsewhere, on the network of their node, or text has yet to be filled in',
  ],
  howToFix: 'Add the targetPort to a rule, or remove the port from the Service.',
  subject: 'Other',
  kinds: ['NetworkPolicy'],

  *find(object, ctx) {
    const closed = closedPorts(object, ctx);
    const told = new Set<string>();
    for (const one of closed) {
      const key = `${one.number}/${one.port.protocol}`;
      const isTold = closed.some(({ mistaken, port }) => mistaken && port === one.port);
      if (isTold || told.has(key)) continue;
      told.add(key);
      yield { at: { object, path: ['spec', 'ingress'], on: 'key' }, state: one };
    }
  },

  say(closed, ctx) {
    const { service, policy, port } = closed;
    return {
      message: t(
        'No rule lets port {0} in, so {1} ({2}) cannot be reached there from the cluster. Add the port to a rule unless that is meant',
        describeTarget(closed),
        describeRef(service.ref),
        ctx.whereIs(service, policy),
      ),
      related: [
        {
          at: { object: service, path: ['spec', 'ports', service.ports.indexOf(port)] },
          message: describeRef(service.ref),
        },
      ],
    };
  },

  *fix({ policy, rules, number, port }: ClosedPort) {
    const [first, ...others] = rules;
    if (!first || others.length > 0) return; // whom to let in is for the user to say
    yield {
      title: t('Let port {0} in', number),
      steps: [
        {
          type: 'append',
          object: policy,
          path: [...first.path, 'ports'],
          item: { ...(port.protocol === 'TCP' ? {} : { protocol: port.protocol }), port: number },
        },
      ],
    };
  },
});
