// Scenarios of the panel: a scene, the changes to it and a request, made into something that can be run.
import { recordsOf } from '../../../shared/dns/resolve.ts';
import { keyOf, nameOf } from '../../../shared/cluster/cluster-names.ts';
import type { DnsRecord } from '../../../shared/dns/dns-record.ts';
import type { Overrides, RequestChoice, RunPiece } from '../../../shared/messages/panel-state.ts';
import type { Scenario, Target } from '../../../shared/traffic/scenario.ts';
import { Simulation, type RequestResult } from '../../../shared/traffic/simulation.ts';
import type { Trace } from '../../../shared/traffic/trace.ts';
import { makeWorld, type World } from '../../../shared/traffic/world.ts';
import type { Chosen, Client } from './entries.ts';
import { changeCluster, clusterNumber, modeOf, whatIfOf } from './overrides.ts';
import type { ReadScene } from './scene.ts';

/** Requests for finding out what is to be expected of many clients. */
const N_PROBES = 200;

/** More requests than these are not sent: a run starts anew with each change. */
export const MAX_REQUESTS = 100_000;

/** A scenario but for its requests: what they meet. */
export type Ground = Omit<Scenario, 'clients' | 'target' | 'seed' | 'plan'>;

/** The ground of a scene. */
export function makeGround(read: ReadScene, overrides: Overrides): Ground {
  return {
    objects: read.objects,
    cluster: changeCluster(read.cluster, overrides),
    clusterDomain: read.clusterDomain,
    ...modeOf(overrides),
    whatIf: whatIfOf(read, overrides),
    events: [],
  };
}

/** The cluster of a ground, settled. */
export function settleGround(ground: Ground): World {
  return makeWorld({ ...ground, ...NO_REQUESTS });
}

const NO_REQUESTS = {
  clients: [],
  target: { kind: 'host', host: '' },
  seed: 0,
  plan: { nRequests: 0, gapMs: 0, arrivals: 'steady', connectionMs: 0, requestsPerConnection: 1 },
} as const satisfies Omit<Scenario, keyof Ground>;

/** The scenario of the chosen request. `undefined` when the way in leads to no port. */
export function makeScenario(
  ground: Ground,
  { client, entry, portIndex }: Chosen,
  { nClients, seed }: Pick<RequestChoice, 'nClients' | 'seed'>,
  overrides: Overrides,
): Scenario | undefined {
  const target = entry.targetOf(portIndex);
  if (!target) return undefined;
  const connectionMs = clusterNumber(overrides, 'connectionMs', 0);
  return {
    ...ground,
    target,
    clients: Array.from({ length: Math.max(1, nClients) }, () => ({ place: client.place })),
    seed,
    plan: {
      ...NO_REQUESTS.plan,
      gapMs: clusterNumber(overrides, 'gapMs', 0),
      connectionMs,
      requestsPerConnection: Math.max(1, clusterNumber(overrides, 'requestsPerConnection', 1)),
    },
  };
}

/** What is to be expected of requests to a target: with one client exactly, with many for as many. */
export function probe(ground: Ground, client: Client, target: Target, nClients: number): Trace {
  const clients = Array.from({ length: Math.max(1, nClients) }, () => ({ place: client.place }));
  const simulation = new Simulation({ ...ground, target, clients, seed: 1, plan: NO_REQUESTS.plan });
  simulation.send(nClients > 1 ? N_PROBES : 1);
  return simulation.trace();
}

/** Adds to a run; pieces of one kind that follow each other are one, for it makes no difference. */
export function addPiece(run: readonly RunPiece[], piece: RunPiece): readonly RunPiece[] {
  const last = run.at(-1);
  const n = Math.min(piece.n, piece.type === 'send' ? MAX_REQUESTS - nSent(run) : piece.n);
  if (n <= 0) return run;
  if (last?.type !== piece.type) return [...run, { ...piece, n }];
  return [...run.slice(0, -1), { ...last, n: last.n + n }];
}

/** The requests of a run. */
export function nSent(run: readonly RunPiece[]): number {
  return run.reduce((sum, { type, n }) => (type === 'send' ? sum + n : sum), 0);
}

/**
 * Runs scenarios piece by piece. The same scenario and run give the same trace, whatever was asked before:
 * what has been run already is only not run again.
 */
export class Runner {
  #scenario: Scenario | undefined;
  #done: readonly RunPiece[] = [];
  #simulation: Simulation | undefined;
  /** Requests since the last call of `takeResults`, the latest. */
  #results: RequestResult[] = [];

  /** The trace after a run. */
  trace(scenario: Scenario, run: readonly RunPiece[]): { readonly trace: Trace; readonly world: World } {
    const rest = scenario === this.#scenario ? restOf(run, this.#done) : undefined;
    if (!rest || !this.#simulation) {
      this.#scenario = scenario;
      this.#results = [];
      this.#simulation = new Simulation(scenario, { onRequest: (result) => this.#note(result) });
    }
    const simulation = this.#simulation;
    for (const { type, n } of rest ?? run) {
      if (type === 'send') simulation.send(n);
      else simulation.advance(n);
    }
    this.#done = run;
    return { trace: simulation.trace(), world: simulation.world };
  }

  /** What became of the latest requests, for showing them on their way. */
  takeResults(): readonly RequestResult[] {
    const results = this.#results;
    this.#results = [];
    return results;
  }

  #note(result: RequestResult): void {
    this.#results.push(result);
    if (this.#results.length > 2 * MAX_SHOWN) this.#results = this.#results.slice(-MAX_SHOWN);
  }
}

/** As many as travel at a time. */
const MAX_SHOWN = 200;

/** What a run has that was not done yet; `undefined` when what was done is not its beginning. */
function restOf(run: readonly RunPiece[], done: readonly RunPiece[]): readonly RunPiece[] | undefined {
  if (done.length > run.length) return undefined;
  const rest: RunPiece[] = [];
  for (const [index, piece] of run.entries()) {
    const before = done[index];
    if (!before) rest.push(piece);
    else if (before.type !== piece.type || before.n > piece.n) return undefined;
    else if (before.n < piece.n) {
      if (index < done.length - 1) return undefined;
      rest.push({ ...piece, n: piece.n - before.n });
    }
  }
  return rest;
}

/** Every record of the scene's Service. */
export function dnsRecordsOf({ scene, service }: ReadScene, { zone }: World): readonly DnsRecord[] {
  return recordsOf(zone, scene.namespace, nameOf(service));
}

/** The addresses that the Service has in the cluster. */
export function addressesOf({ scene, service }: ReadScene, { addresses }: World): readonly string[] {
  return addresses.get(keyOf(scene.namespace, nameOf(service)))?.clusterIPs ?? [];
}
