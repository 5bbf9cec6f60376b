import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { OtherObject, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { portName } from '../../shared/api/names.ts';
import {
  arePortsUnknown,
  declaredPorts,
  describeDeclared,
  isPortPatchedIn,
} from '../analysis/declared-ports.ts';
import { closedPorts } from '../analysis/closed-services.ts';
import { podsOfPolicy, policyOf, type PolicyPort } from '../analysis/network-policies.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly policy: OtherObject;
  readonly port: PolicyPort;
  readonly name: string;
  readonly sources: readonly PodSource[];
}

/** A named port in a policy that no pod has. */
export const rule = defineRule({
  id: 'networkpolicy-port-name',
  severity: 'warning',
  summary: 'A port that a NetworkPolicy names must be a port of its pods',
  why: 'A name in a rule for incoming connections is looked up among the container ports of the pods that the policy is about. A name that no pod has lets nothing in.',
  silentWhen: [
    'one of the pods has the name',
    'the policy is about all pods of its namespace, or about pods that are not near',
    'not all ports of the pods are in the manifests, or a patch writes the name',
    'the name is that of a port of the Service: `networkpolicy-service-port` says so',
  ],
  howToFix: 'Use the name that the containers declare, or the number.',
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
          declaredPorts(source).some((one) => one.name === name) ||
          isPortPatchedIn(source, name, ctx),
      );
      if (isThere || closedPorts(object, ctx).some(({ mistaken }) => mistaken === port)) continue;
      yield {
        at: { object, path: [...port.path, 'port'] },
        state: { policy: object, port, name, sources: nearest } satisfies State,
      };
    }
  },

  say: ({ name, sources }) => ({
    message: t(
      'No pod that this policy selects has a container port "{0}", so this lets nothing in. {1}',
      name,
      describeDeclared(sources),
    ),
    related: sources.map((source) => ({
      at: { object: source, path: ['metadata', 'name'] },
      message: describeDeclared([source]),
    })),
  }),

  *fix({ policy, port, name, sources }) {
    const path = [...port.path, 'port'];
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
