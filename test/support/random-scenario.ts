// A scenario out of a number: the same number, the same scenario. Each one leaves out some kinds of events altogether
// (swarm testing), so that some runs are about few things and go far in them.
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import { settle } from '../../shared/cluster/settle.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import type { Value } from '../../shared/model/value.ts';
import { IPVS_SCHEDULERS, PROXY_MODES } from '../../shared/proxy/balancer.ts';
import { Random } from '../../shared/traffic/random.ts';
import type {
  PodEvent,
  PodRef,
  Scenario,
  ScenarioClient,
  ScheduledEvent,
  Target,
} from '../../shared/traffic/scenario.ts';
import { deepFreeze } from './deep-freeze.ts';

const EVENT_KINDS: readonly PodEvent['kind'][] = [
  'ready',
  'not-ready',
  'terminating',
  'removed',
  'refuses',
  'accepts',
  'slow',
  'added',
];

/** Draws for a scenario. */
class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  upTo(n: number): number {
    return this.#random.below(n + 1);
  }

  isOneIn(n: number): boolean {
    return this.#random.below(n) === 0;
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[this.#random.below(items.length)];
    if (item === undefined) throw new Error('Nothing to choose from');
    return item;
  }
}

/** The scenario of a number, frozen. Its Service is `default/web`. */
export function randomScenario(seed: number): Scenario {
  const dice = new Dice(seed);
  const type = dice.oneOf(['ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer', 'Headless']);
  const objects = [...workloads(dice), service(dice, type)].flatMap((value): readonly KubeObject[] => {
    const object = readObject(value);
    return object ? [object] : [];
  });
  const pods = settle(objects, DEFAULT_CLUSTER).pods.map(({ namespace, name }) => ({ namespace, name }));
  const nRequests = 20 + dice.upTo(60);
  const gapMs = dice.oneOf([0, 10, 500, 2000]);
  return deepFreeze({
    objects,
    cluster: DEFAULT_CLUSTER,
    clusterDomain: 'cluster.local',
    mode: dice.oneOf(PROXY_MODES),
    scheduler: dice.oneOf(IPVS_SCHEDULERS),
    whatIf: whatIf(dice, pods),
    clients: Array.from({ length: 1 + dice.upTo(4) }, () => client(dice, pods, type)),
    target: target(dice, type),
    plan: {
      nRequests,
      gapMs,
      arrivals: dice.oneOf(['steady', 'random']),
      connectionMs: dice.oneOf([0, 0, 100, 5000]),
      requestsPerConnection: dice.oneOf([1, 1, 3]),
    },
    events: events(dice, pods, nRequests * gapMs),
    seed,
  });
}

function workloads(dice: Dice): readonly Value[] {
  return ['web', 'api'].slice(0, 1 + dice.upTo(1)).map((name) => {
    const annotations = {
      ...(dice.isOneIn(3) ? { 'sim/notReady': String(dice.upTo(3)) } : {}),
      ...(dice.isOneIn(8) ? { 'sim/terminating': 'true' } : {}),
      ...(dice.isOneIn(10) ? { 'sim/phase': dice.oneOf(['Pending', 'PendingIP', 'Succeeded']) } : {}),
    };
    const port = { name: dice.oneOf(['http', 'http', 'web']), containerPort: dice.oneOf([8080, 9090]) };
    const spec = {
      containers: [{ name: 'c', image: 'x', ports: [port] }],
      ...(dice.isOneIn(12) ? { hostNetwork: true } : {}),
    };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas: dice.upTo(5),
        selector: { matchLabels: { app: 'web', name } },
        template: { metadata: { labels: { app: 'web', name }, annotations }, spec },
      },
    };
  });
}

function service(dice: Dice, type: string): Value {
  const isExternal = type === 'NodePort' || type === 'LoadBalancer';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: {
      selector: { app: 'web' },
      type: type === 'Headless' ? 'ClusterIP' : type,
      ...(type === 'Headless' ? { clusterIP: 'None' } : {}),
      ...(dice.isOneIn(3) ? { internalTrafficPolicy: 'Local' } : {}),
      ...(isExternal && dice.isOneIn(2) ? { externalTrafficPolicy: 'Local' } : {}),
      ...(dice.isOneIn(5) ? { trafficDistribution: dice.oneOf(['PreferSameZone', 'PreferSameNode']) } : {}),
      ...(dice.isOneIn(5) ? { publishNotReadyAddresses: true } : {}),
      ...(dice.isOneIn(2)
        ? {
            sessionAffinity: 'ClientIP',
            sessionAffinityConfig: { clientIP: { timeoutSeconds: dice.oneOf([1, 5, 10_800]) } },
          }
        : {}),
      ports: [
        {
          name: 'main',
          port: 80,
          protocol: 'TCP',
          targetPort: dice.oneOf<Value>(['http', 8080]),
          ...(isExternal ? { nodePort: 30_080 } : {}),
        },
      ],
    },
  };
}

function whatIf(dice: Dice, pods: readonly PodRef[]): Scenario['whatIf'] {
  if (pods.length === 0 || !dice.isOneIn(4)) return {};
  const pod = dice.oneOf(pods);
  return {
    pods: [
      dice.isOneIn(2) ? { pod, ready: dice.isOneIn(2) } : { pod, node: dice.oneOf(['node-1', 'node-3']) },
    ],
  };
}

function client(dice: Dice, pods: readonly PodRef[], type: string): ScenarioClient {
  const weight = 1 + dice.upTo(3);
  const node = `node-${1 + dice.upTo(2)}`;
  if ((type === 'NodePort' || type === 'LoadBalancer') && !dice.isOneIn(3)) {
    return { place: { kind: 'external' }, address: `198.51.100.${1 + dice.upTo(2)}`, weight };
  }
  if (dice.isOneIn(4)) return { place: { kind: 'node', name: node }, weight };
  if (dice.isOneIn(3) && pods.length > 0) return { place: { kind: 'pod', ...dice.oneOf(pods) }, weight };
  return { place: { kind: 'any-pod', namespace: 'default', node }, weight };
}

function target(dice: Dice, type: string): Target {
  if (type === 'NodePort') return { kind: 'node', node: `node-${1 + dice.upTo(2)}`, port: 30_080 };
  if (type === 'LoadBalancer') return { kind: 'load-balancer', namespace: 'default', name: 'web', port: 80 };
  if (type === 'Headless')
    return { kind: 'host', host: 'web', port: dice.oneOf<number | string>(['main', 8080]) };
  return { kind: 'host', host: dice.oneOf(['web', 'web.default.svc.cluster.local']), port: 80 };
}

function events(dice: Dice, pods: readonly PodRef[], durationMs: number): readonly ScheduledEvent[] {
  const kinds = EVENT_KINDS.filter(() => dice.isOneIn(2));
  if (kinds.length === 0 || pods.length === 0) return [];
  const scheduled = Array.from({ length: dice.upTo(8) }, (_, index): ScheduledEvent => {
    const pod = dice.oneOf(pods);
    return { atMs: dice.upTo(durationMs), event: makeEvent(dice, dice.oneOf(kinds), pod, index) };
  });
  return scheduled.sort((a, b) => a.atMs - b.atMs);
}

function makeEvent(dice: Dice, kind: PodEvent['kind'], pod: PodRef, index: number): PodEvent {
  if (kind === 'slow') return { kind, pod, factor: 1 + dice.upTo(9) };
  if (kind === 'added') return { kind, like: pod, name: `extra#${index}`, node: `node-${1 + dice.upTo(2)}` };
  return { kind, pod };
}
