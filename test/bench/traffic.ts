// How fast the simulator is, as ratios within one run: `node --import tsx test/bench/traffic.ts`.
// The yardstick is what anyone would write first: `Math.random` over a list of objects, which no seed can repeat.
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import { readObject } from '../../shared/model/read-object.ts';
import { AliasTable } from '../../shared/traffic/alias-table.ts';
import { Random } from '../../shared/traffic/random.ts';
import { DEFAULT_PLAN, type Scenario } from '../../shared/traffic/scenario.ts';
import { Simulation } from '../../shared/traffic/simulation.ts';

const N = 1_000_000;
const ROUNDS = 9;
const SIZES = [3, 100, 5000] as const;

/** What is measured: `make` prepares for a number of endpoints, what it returns makes a million draws or requests. */
interface Subject {
  readonly name: string;
  /** The least ratio to the yardstick. */
  readonly goal?: number;
  readonly make: (nEndpoints: number) => () => void;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: 'Math.random over objects',
    make: (n) => {
      const pods = Array.from({ length: n }, (_, index) => ({ name: `web#${index}`, nRequests: 0 }));
      return () => {
        for (let draw = 0; draw < N; draw++) {
          const pod = pods[Math.floor(Math.random() * n)];
          if (pod) pod.nRequests++;
        }
      };
    },
  },
  {
    name: 'seeded, exactly uniform',
    goal: 0.7,
    make: (n) => {
      const random = new Random(1);
      const counts = new Uint32Array(n);
      return () => {
        for (let draw = 0; draw < N; draw++) {
          const index = random.below(n);
          counts[index] = (counts[index] ?? 0) + 1;
        }
      };
    },
  },
  {
    name: 'seeded, weighted (alias)',
    goal: 0.5,
    make: (n) => {
      const random = new Random(1);
      const weights = new AliasTable(Array.from({ length: n }, (_, index) => (index % 4) + 1));
      const counts = new Uint32Array(n);
      return () => {
        for (let draw = 0; draw < N; draw++) {
          const index = weights.draw(random);
          counts[index] = (counts[index] ?? 0) + 1;
        }
      };
    },
  },
  { name: 'requests, iptables', make: (n) => requests(n, 'iptables') },
  { name: 'requests, ipvs rr', make: (n) => requests(n, 'ipvs') },
];

/** A simulation that has found its routes. */
function requests(nEndpoints: number, mode: Scenario['mode']): () => void {
  const values = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: nEndpoints,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web:1' }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }] },
    },
  ];
  const simulation = new Simulation({
    objects: values.flatMap((value) => readObject(value) ?? []),
    cluster: DEFAULT_CLUSTER,
    clusterDomain: 'cluster.local',
    mode,
    scheduler: 'rr',
    whatIf: {},
    clients: [{ place: { kind: 'any-pod', namespace: 'default', node: 'node-1' } }],
    target: { kind: 'host', host: 'web', port: 80 },
    plan: DEFAULT_PLAN,
    events: [],
    seed: 1,
  });
  return () => simulation.send(N);
}

/** Million draws a second: the median of several rounds, the subjects taking turns so that noise hits all alike. */
function measure(nEndpoints: number): readonly number[] {
  const runs = SUBJECTS.map(({ make }) => make(nEndpoints));
  const times: number[][] = SUBJECTS.map(() => []);
  for (let round = -2; round < ROUNDS; round++) {
    runs.forEach((run, index) => {
      const started = performance.now();
      run();
      if (round >= 0) times[index]?.push(performance.now() - started);
    });
  }
  return times.map((list) => N / 1000 / ([...list].sort((a, b) => a - b)[ROUNDS >> 1] ?? Infinity));
}

const rates = SIZES.map(measure);
console.log(`Million a second (and as a multiple of the first row), median of ${ROUNDS} rounds of ${N}`);
console.log(['', ...SIZES.map((n) => `${n} endpoints`), 'slowest/fastest', 'goal'].join(' | '));
SUBJECTS.forEach(({ name, goal }, row) => {
  const own = rates.map((column) => column[row] ?? 0);
  const ratios = rates.map((column) => (column[row] ?? 0) / (column[0] ?? 1));
  const cells = own.map((rate, column) => `${rate.toFixed(0)} (${(ratios[column] ?? 0).toFixed(2)}x)`);
  const spread = Math.min(...own) / Math.max(...own);
  const verdict =
    goal === undefined ? '' : `${goal}x ${ratios.every((ratio) => ratio >= goal) ? 'met' : 'MISSED'}`;
  console.log([name, ...cells, spread.toFixed(2), verdict].join(' | '));
});
