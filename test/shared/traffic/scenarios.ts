// Scenarios for tests, written as YAML and a few words.
import { parseClient, parseTarget } from '../../../shared/traffic/parse-target.ts';
import { DEFAULT_PLAN, type RequestPlan, type Scenario } from '../../../shared/traffic/scenario.ts';
import { run } from '../../../shared/traffic/simulation.ts';
import type { Trace } from '../../../shared/traffic/trace.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';
import { cluster, objects } from '../cluster/objects.ts';

/** What a test says about a scenario besides its objects. */
export type ScenarioChanges = Partial<Omit<Scenario, 'objects' | 'target' | 'clients' | 'plan'>> & {
  readonly from?: string;
  readonly clients?: Scenario['clients'];
  readonly plan?: Partial<RequestPlan>;
};

/** A scenario from a pod on node-1 that is none of the files', frozen. */
export function scenario(text: string, to: string, changes: ScenarioChanges = {}): Scenario {
  const { from, clients, plan, ...rest } = changes;
  const target = parseTarget(to, 'default');
  if (!target) throw new Error(`${to} is no target`);
  const made = objects(text);
  const { pods } = settle(made, cluster());
  const client = from === undefined ? undefined : parseClient(from, 'default', pods);
  const anyPod = { place: { kind: 'any-pod', namespace: 'default', node: 'node-1' } } as const;
  return deepFreeze({
    objects: made,
    cluster: cluster(),
    clusterDomain: 'cluster.local',
    mode: 'iptables',
    scheduler: 'rr',
    whatIf: {},
    events: [],
    seed: 1,
    ...rest,
    clients: clients ?? [client ?? anyPod],
    target,
    plan: { ...DEFAULT_PLAN, nRequests: 60, ...plan },
  });
}

/** Runs such a scenario. */
export function trace(text: string, to: string, changes: ScenarioChanges = {}): Trace {
  return run(scenario(text, to, changes));
}

/** A Service `web` over pods with the label `app: web`. */
export function web(spec: string, metadata = ''): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: web${metadata}}, spec: {selector: {app: web}, ${spec}}}\n`;
}
