// Every control of the panel, what is done with it, and how the command line is asked for the same.
import { IPVS_SCHEDULERS } from '../../../shared/proxy/balancer.ts';
import { CLIENT, type ShopChange } from './shop.ts';

/** What the user does with the panel, and what `kubereach trace` is run with. */
export interface Experiment {
  readonly name: string;
  /** Controls of what-if by their keys. */
  readonly controls?: Readonly<Record<string, string | number | boolean>>;
  /** Choices of the run bar by their labels: the values of the options. */
  readonly choices?: Readonly<Partial<Record<'From' | 'Clients' | 'By' | 'To port', string>>>;
  readonly seed?: number;
  /** Requests to send, and seconds to let pass as `60s`. */
  readonly run?: readonly (1 | 10 | 100 | 1000 | `${number}s`)[];
  /** What the manifest would say. */
  readonly manifest?: ShopChange;
  /** Further options of the command line; `--requests` follows from the run. */
  readonly flags?: readonly string[];
  /** Whether the cluster differs in a way that only the panel can say, so that addresses are not compared. */
  readonly isElsewhere?: boolean;
}

const SERVICE = 'Service/default/bazaar';
const ONE = 'Pod/default/one';
const TWO = 'Pod/default/two';
const REPLICAS = 'Deployment/default/web#replicas';

const byName = { By: 'name' };
const toName = ['--to', 'bazaar:80'];

/** From a pod on a node, by the Service's name. */
function fromNode(node: string): Pick<Experiment, 'choices'> & { readonly manifest: ShopChange } {
  return { choices: { ...byName, From: `pod-on/${node}` }, manifest: { client: node } };
}

const fromClient = ['--from', `pod/${CLIENT}`, ...toName];

const requests: readonly Experiment[] = [
  { name: 'nothing changed, a thousand requests', run: [1000] },
  { name: 'one, ten and a hundred requests', run: [1, 10, 100] },
  { name: 'another seed', seed: 7, flags: ['--seed', '7'] },
  { name: 'another port', choices: { 'To port': 'port1' }, flags: ['--to', 'node-1:30181'] },
  { name: 'by another node', choices: { By: 'node/node-3' }, flags: ['--to', 'node-3:30180'] },
  { name: 'by the name, from a pod on node-2', ...fromNode('node-2'), flags: fromClient },
  {
    name: 'from a pod of the Service itself',
    choices: { ...byName, From: 'pod/one' },
    flags: ['--from', 'pod/one', ...toName],
  },
  {
    name: 'from a node',
    choices: { ...byName, From: 'node/node-3' },
    flags: ['--from', 'node/node-3', ...toName],
  },
  {
    name: 'by the name from outside, which nobody there knows',
    choices: { ...byName, From: 'external' },
    flags: ['--from', 'external', ...toName],
  },
];

const pods: readonly Experiment[] = [
  { name: 'more replicas', controls: { [REPLICAS]: 5 }, manifest: { replicas: 5 } },
  { name: 'no replicas', controls: { [REPLICAS]: 0 }, manifest: { replicas: 0 } },
  {
    name: 'a pod not ready',
    controls: { [`${ONE}#state`]: 'not-ready' },
    manifest: { one: { state: 'not-ready' } },
  },
  {
    name: 'a pod terminating',
    controls: { [`${TWO}#state`]: 'terminating' },
    manifest: { two: { state: 'terminating' } },
  },
  {
    name: 'terminating pods alone, which then serve',
    controls: { [REPLICAS]: 0, [`${ONE}#state`]: 'terminating', [`${TWO}#state`]: 'terminating' },
    manifest: { replicas: 0, one: { state: 'terminating' }, two: { state: 'terminating' } },
  },
  {
    name: 'no pod ready',
    controls: { [REPLICAS]: 0, [`${ONE}#state`]: 'not-ready', [`${TWO}#state`]: 'not-ready' },
    manifest: { replicas: 0, one: { state: 'not-ready' }, two: { state: 'not-ready' } },
  },
  {
    name: 'a pod that is not ready, published all the same',
    controls: { [`${ONE}#state`]: 'not-ready', [`${SERVICE}#publishNotReadyAddresses`]: true },
    manifest: { one: { state: 'not-ready' }, service: ['publishNotReadyAddresses: true'] },
  },
  {
    name: 'a pod on another node',
    controls: { [`${TWO}#node`]: 'node-3' },
    manifest: { two: { node: 'node-3' } },
    isElsewhere: true, // The Deployment's pods had their addresses before.
  },
];

const policies: readonly Experiment[] = [
  {
    name: 'the internal policy Local',
    controls: { [`${SERVICE}#internalTrafficPolicy`]: 'Local' },
    ...fromNode('node-2'),
    manifest: { client: 'node-2', service: ['internalTrafficPolicy: Local'] },
    flags: fromClient,
  },
  {
    name: 'the internal policy Local, on a node without a pod',
    controls: { [`${SERVICE}#internalTrafficPolicy`]: 'Local' },
    ...fromNode('node-3'),
    manifest: { client: 'node-3', service: ['internalTrafficPolicy: Local'] },
    flags: fromClient,
  },
  {
    name: 'the external policy Local',
    controls: { [`${SERVICE}#externalTrafficPolicy`]: 'Local' },
    choices: { By: 'node/node-2' },
    manifest: { service: ['externalTrafficPolicy: Local'] },
    flags: ['--to', 'node-2:30180'],
  },
  {
    name: 'the external policy Local, by a node without a pod',
    controls: { [`${SERVICE}#externalTrafficPolicy`]: 'Local' },
    choices: { By: 'node/node-3' },
    manifest: { service: ['externalTrafficPolicy: Local'] },
    flags: ['--to', 'node-3:30180'],
  },
  {
    name: 'the same zone preferred',
    controls: { [`${SERVICE}#trafficDistribution`]: 'PreferSameZone' },
    manifest: { service: ['trafficDistribution: PreferSameZone'] },
  },
  {
    name: 'the same zone preferred, and node-2 in it, which is as if nothing were preferred',
    controls: { [`${SERVICE}#trafficDistribution`]: 'PreferSameZone', 'Node/node-2#zone': 'a' },
    isElsewhere: true,
  },
];

const affinity = ['sessionAffinity: ClientIP'];
const sticky = { [`${SERVICE}#sessionAffinity`]: 'ClientIP' };

const connections: readonly Experiment[] = [
  {
    name: 'fifty clients with affinity',
    controls: sticky,
    choices: { Clients: '50' },
    manifest: { service: affinity },
    flags: ['--clients', '50'],
  },
  {
    name: 'affinity that lasts, a minute between requests',
    controls: sticky,
    run: [1, '60s', 1, '60s', 1, '60s', 1],
    manifest: { service: affinity },
    flags: ['--every', '60000'],
  },
  {
    name: 'affinity that ends after half a minute, a minute between requests',
    controls: { ...sticky, [`${SERVICE}#affinitySeconds`]: 30 },
    run: [1, '60s', 1, '60s', 1, '60s', 1, '60s', 1],
    manifest: { service: [...affinity, 'sessionAffinityConfig: { clientIP: { timeoutSeconds: 30 } }'] },
    flags: ['--every', '60000'],
  },
  {
    name: 'ten requests over one connection',
    controls: { 'cluster#requestsPerConnection': 10 },
    flags: ['--keep-alive', '10'],
  },
];

const modes: readonly Experiment[] = [
  ...(['nftables', 'userspace'] as const).map((mode) => ({
    name: `mode ${mode}`,
    controls: { 'cluster#mode': mode },
    flags: ['--proxy-mode', mode],
  })),
  ...IPVS_SCHEDULERS.map((scheduler) => ({
    name: `IPVS, scheduler ${scheduler}, connections that last`,
    controls: {
      'cluster#mode': 'ipvs',
      'cluster#scheduler': scheduler,
      'cluster#connectionMs': 5000,
      'cluster#gapMs': 100,
    },
    choices: { Clients: '5' },
    flags: [
      '--proxy-mode=ipvs',
      `--scheduler=${scheduler}`,
      '--connection=5000',
      '--every=100',
      '--clients=5',
    ],
  })),
];

/** All of them, each from the manifest as it is. */
export const EXPERIMENTS: readonly Experiment[] = [
  ...requests,
  ...pods,
  ...policies,
  ...connections,
  ...modes,
];
