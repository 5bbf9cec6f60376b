import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { OtherObject, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { valueAt } from '../../shared/model/value.ts';
import { portName } from '../../shared/api/names.ts';
import {
  arePortsUnknown,
  declaredPorts,
  describeDeclared,
  isPortPatchedIn,
  type DeclaredPort,
} from '../analysis/declared-ports.ts';
import { closedPorts } from '../analysis/closed-services.ts';
import { podsOfPolicy, policyOf, type PolicyPort } from '../analysis/network-policies.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly policy: OtherObject;
  readonly port: PolicyPort;
  readonly name: string;
  readonly sources: readonly PodSource[];
  /** A port of the pods that has the name, but another protocol. */
  readonly other: DeclaredPort | undefined;
}

/** A named port in a policy that no pod has. */
export const rule = defineRule({
  id: 'networkpolicy-port-name',
  severity: 'warning',
  summary: 'A port that a NetworkPolicy names must be a port of its pods',
  why: 'A name in a rule for incoming connections is looked up among the container ports of the pods that the policy is about. A name that no pod has with the protocol of the rule, which is TCP unless it says otherwise, lets nothing in.',
  silentWhen: [
    'one of the pods has the name with the protocol of the rule',
    'a name is there for both protocols, and the pods have it with one',
    'the policy is about all pods of its namespace, or about pods that are not near',
    'not all ports of the pods are in the manifests, or a patch writes the name',
    'the name is that of a port of the Service: `networkpolicy-service-port` says so',
  ],
  howToFix: 'Use the name and the protocol that the containers declare, or the number.',
  subject: 'Other',
  kinds: ['NetworkPolicy'],

  *find(object, ctx) {
    const policy = policyOf(object, ctx);
    const named = (policy?.ingress ?? []).flatMap(({ ports = [] }) =>
      ports.flatMap((port) => (typeof port.port === 'string' ? [{ port, name: port.port }] : [])),
    );
    if (!policy || named.length === 0 || policy.selector.length === 0) return;
    const { possible, nearest, nearness, isUnknown } = podsOfPolicy(object, ctx);
    if (nearness === undefined || nearness === 'elsewhere' || isUnknown) return;
    for (const { port, name } of named) {
      if (isUnresolved(name) || portName(name).length > 0) continue;
      const isThere = possible.some(
        (source) =>
          arePortsUnknown(source) ||
          declaredPorts(source).some((one) => isMeant(one, port)) ||
          isPortPatchedIn(source, name, ctx),
      );
      if (isThere || closedPorts(object, ctx).some(({ mistaken }) => mistaken === port)) continue;
      const other = nearest.flatMap((source) => declaredPorts(source)).find((one) => one.name === name);
      const isTwin = named.some((one) => one.name === name && one.port.protocol === other?.protocol);
      if (isTwin) continue; // both protocols are let in, and the pods have one of them
      yield {
        at: { object, path: [...port.path, 'port'] },
        state: { policy: object, port, name, sources: nearest, other } satisfies State,
      };
    }
  },

  say: ({ name, port, sources, other }) => ({
    message: other
      ? t(
          'The pods that this policy selects have the container port "{0}" as {1}, and this rule is for {2}, so it lets nothing in. The protocols must agree',
          name,
          other.protocol,
          port.protocol,
        )
      : t(
          'No pod that this policy selects has a container port "{0}", so this lets nothing in. {1}',
          name,
          describeDeclared(sources),
        ),
    related: sources.map((source) => ({
      at: { object: source, path: ['metadata', 'name'] },
      message: describeDeclared([source]),
    })),
  }),

  *fix({ policy, port, name, sources, other }) {
    const path = [...port.path, 'port'];
    if (other) {
      const protocol = [...port.path, 'protocol'];
      const isWritten = valueAt(policy.raw, protocol) !== undefined;
      yield {
        title: t('Set protocol: {0}', other.protocol),
        steps: [{ type: 'set', object: policy, path: protocol, value: other.protocol }],
        ...(isWritten ? {} : { isPreferred: true }),
      };
      return;
    }
    const declared = sources.flatMap((source) => declaredPorts(source));
    const names = [...new Set(declared.flatMap((one) => one.name ?? []))];
    const [nearest] = names.sort((a, b) => distance(a, name) - distance(b, name));
    if (nearest !== undefined) {
      const isLikely = distance(nearest, name) <= 2 || names.length === 1;
      yield {
        title: t('Use "{0}"', nearest),
        steps: [{ type: 'set', object: policy, path, value: nearest }],
        ...(isLikely ? { isPreferred: true } : {}),
      };
    }
    const [only, ...others] = new Set(declared.map(({ number }) => number));
    if (only === undefined || others.length > 0) return;
    yield { title: t('Use {0}', only), steps: [{ type: 'set', object: policy, path, value: only }] };
  },
});

/** Source: k8s.io/api networking/v1 NetworkPolicyPort, v1.36: only the protocol and the port together match. */
function isMeant(declared: DeclaredPort, { port, protocol }: PolicyPort): boolean {
  return declared.name === port && declared.protocol === protocol;
}
