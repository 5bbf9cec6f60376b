// Traces of every Service of the captured cases: requests reach exactly the pods that a real control plane lists as ready.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVICE_NAME_LABEL } from '../../../shared/cluster/api-objects.ts';
import { DEFAULT_CLUSTER } from '../../../shared/cluster/cluster-options.ts';
import { isHeadless } from '../../../shared/cluster/service-families.ts';
import type { Service } from '../../../shared/model/objects.ts';
import { DEFAULT_PLAN, type Scenario } from '../../../shared/traffic/scenario.ts';
import { run, Simulation } from '../../../shared/traffic/simulation.ts';
import { serviceIn, type World } from '../../../shared/traffic/world.ts';
import { loadGoldenCases, type GoldenCase } from '../../support/load-golden.ts';

const cases = loadGoldenCases('1.36').filter(({ expected }) => expected.mode === 'single' && expected.reach);

function scenario(
  { objects }: GoldenCase,
  id: string,
  port: number,
  changes: Partial<Scenario> = {},
): Scenario {
  const [namespace = '', name = ''] = id.split('/');
  return {
    objects,
    cluster: DEFAULT_CLUSTER,
    clusterDomain: 'cluster.local',
    mode: 'iptables',
    scheduler: 'rr',
    whatIf: {},
    clients: [{ place: { kind: 'any-pod', namespace, node: 'node-1' } }],
    target: { kind: 'host', host: `${name}.${namespace}`, port },
    plan: { ...DEFAULT_PLAN, nRequests: 3 },
    events: [],
    seed: 1,
    ...changes,
  };
}

/** What keeps a node from using every ready endpoint, or a client from calling the Service at all. */
function isNarrowed(service: Service): boolean {
  return (
    service.internalTrafficPolicy === 'Local' ||
    service.trafficDistribution !== undefined ||
    'service.kubernetes.io/topology-mode' in service.annotations ||
    'service.kubernetes.io/service-proxy-name' in service.labels ||
    service.type === 'ExternalName' ||
    isHeadless(service)
  );
}

/** The list of ready targets has every address of an endpoint, of which kube-proxy uses the first. */
function hasSecondAddresses(id: string, { state }: World): boolean {
  return state.endpointSlices.some(
    ({ endpoints, metadata: { labels = {}, namespace } }) =>
      `${namespace}/${labels[SERVICE_NAME_LABEL]}` === id &&
      endpoints.some(({ addresses }) => addresses.length > 1),
  );
}

/** `10.244.1.1:8080` for `a:8080`: pods on the host network may share an address, and then are one endpoint. */
function toAddress(target: string, namespace: string, { state }: World): string {
  const colon = target.lastIndexOf(':');
  const pod = state.pods.find((one) => one.namespace === namespace && one.name === target.slice(0, colon));
  return pod ? `${pod.ips[0]}${target.slice(colon)}` : target;
}

test('requests to a cluster IP reach the ready endpoints that a control plane has', () => {
  let nPorts = 0;
  for (const golden of cases) {
    for (const [id, ports] of Object.entries(golden.expected.reach ?? {})) {
      const [namespace = '', name = ''] = id.split('/');
      const { world } = new Simulation(scenario(golden, id, 80));
      const service = serviceIn(world, namespace, name)?.service;
      if (!service || isNarrowed(service) || hasSecondAddresses(id, world)) continue;
      for (const [port, { ready = [] }] of Object.entries(ports)) {
        if (!/^\d+\/TCP$/.test(port) || ready.length === 0) continue;
        const { backends } = run(scenario(golden, id, Number.parseInt(port, 10)));
        const used = backends.map(({ address, port: number }) => `${address}:${number}`);
        const wanted = ready.map((one) => toAddress(one, namespace, world));
        assert.deepEqual(used.sort(), [...new Set(wanted)].sort(), `${golden.name} ${id} ${port}`);
        nPorts++;
      }
    }
  }
  assert.ok(nPorts > 50, `${nPorts} ports`);
});

test('every Service of every case can be traced in every mode', () => {
  let nTraces = 0;
  for (const golden of cases) {
    for (const id of Object.keys(golden.expected.reach ?? {})) {
      for (const mode of ['nftables', 'ipvs', 'userspace'] as const) {
        const trace = run(scenario(golden, id, 80, { mode }));
        const { delivered, refused, dropped, unresolved } = trace.outcomes;
        assert.equal(delivered + refused + dropped + unresolved, 3, golden.name);
        nTraces++;
      }
    }
  }
  assert.ok(nTraces > 300, `${nTraces} traces`);
});
