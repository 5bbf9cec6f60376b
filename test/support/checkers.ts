// What must hold for every request of every simulation, judged from the cluster's EndpointSlices alone: nothing here uses
// the simulator's or the proxies' own reasoning. Each checker throws on the first request that breaks its rule.
import assert from 'node:assert/strict';
import type { SliceEndpointObject } from '../../shared/cluster/api-objects.ts';
import type { ClusterState } from '../../shared/cluster/settle.ts';
import type { Service } from '../../shared/model/objects.ts';
import { asInteger, valueAt } from '../../shared/model/value.ts';
import type { PodEvent, Scenario } from '../../shared/traffic/scenario.ts';
import type { RequestResult } from '../../shared/traffic/simulation.ts';

/** Judges a simulation while it runs. */
export interface Checker {
  readonly onRequest: (result: RequestResult) => void;
  readonly onEvent: (event: PodEvent, state: ClusterState) => void;
}

/** All checkers together, for a scenario whose only Service is `default/web`. */
export function makeCheckers(scenario: Scenario, first: ClusterState): Checker {
  const view = new View(scenario, first);
  const checks = [checkOutcome(), checkUsable(view), checkAffinity(view), checkLocal(view)];
  return {
    onRequest: (result) => {
      for (const check of checks) check(result);
    },
    onEvent: (event, state) => view.follow(event, state),
  };
}

type Check = (result: RequestResult) => void;

/** An endpoint of `web` with the port it is reached at. */
interface Listed {
  readonly endpoint: SliceEndpointObject;
  readonly address: string;
  readonly port: number | undefined;
}

/** The cluster as its EndpointSlices show it. */
class View {
  readonly scenario: Scenario;
  state: ClusterState;
  /** Pods that listen no longer, by address. */
  readonly refusing = new Set<string>();

  constructor(scenario: Scenario, first: ClusterState) {
    this.scenario = scenario;
    this.state = first;
  }

  follow(event: PodEvent, state: ClusterState): void {
    this.state = state;
    if (event.kind === 'refuses') this.refusing.add(event.pod.name);
    if (event.kind === 'accepts') this.refusing.delete(event.pod.name);
  }

  get service(): Service {
    const outcome = this.state.services.find(({ service }) => service.ref.name === 'web');
    assert.ok(outcome, 'the Service web is there');
    return outcome.service;
  }

  get isHeadless(): boolean {
    return this.service.clusterIP === 'None';
  }

  get listed(): readonly Listed[] {
    return this.state.endpointSlices
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web')
      .flatMap(({ endpoints, ports }) =>
        endpoints.flatMap((endpoint) => {
          const address = endpoint.addresses[0];
          if (address === undefined) return [];
          const numbers = (ports ?? []).map(({ port }) => port);
          return (numbers.length > 0 ? numbers : [undefined]).map((port) => ({ endpoint, address, port }));
        }),
      );
  }
}

/** Every request ends in exactly one way, and one that got no answer knows why. */
function checkOutcome(): Check {
  let next = 0;
  return ({ index, outcome, end, sentTo }) => {
    assert.equal(index, next++, 'requests come one after the other');
    if (outcome === 'delivered') {
      assert.equal(end, undefined, 'what was delivered has no reason to have failed');
      assert.ok(sentTo, 'what was delivered went somewhere');
    } else assert.equal(end?.outcome, outcome, 'what failed has its reason');
  };
}

function isReady({ endpoint: { conditions } }: Listed): boolean {
  return conditions.ready ?? true;
}

function isDraining({ endpoint: { conditions } }: Listed): boolean {
  return conditions.terminating === true && (conditions.serving ?? true);
}

/** A new connection goes to a ready endpoint, or to a terminating one where no ready one could have been taken. */
function checkUsable(view: View): Check {
  return ({ sentTo, isReused, balancer }) => {
    if (!sentTo || isReused) return;
    const { listed, isHeadless } = view;
    const isSame = (one: Listed): boolean =>
      one.address === sentTo.address && (isHeadless || one.port === sentTo.port);
    const own = listed.filter(isSame);
    assert.ok(own.length > 0, `${sentTo.address}:${sentTo.port} is no endpoint`);
    if (own.some(isReady)) return;
    assert.ok(!isHeadless, 'the DNS names ready endpoints only');
    assert.ok(own.some(isDraining), `${sentTo.pod} is neither ready nor serves while it terminates`);
    const node = balancer.split(' ')[0];
    // Of pods on the host network that share an address kube-proxy keeps one, ready or not.
    const isAlone = (one: Listed): boolean =>
      listed.every((other) => other === one || other.address !== one.address || other.port !== one.port);
    const others = listed.filter((one) => one.port !== undefined && isReady(one) && isAlone(one));
    const here = others.filter(({ endpoint }) => endpoint.nodeName === node);
    const isLocal = isLocalPolicy(view.service);
    assert.ok(
      isLocal ? here.length === 0 : others.length === 0,
      `${sentTo.pod} terminates and others are ready`,
    );
  };
}

function isLocalPolicy({ internalTrafficPolicy, externalTrafficPolicy }: Service): boolean {
  return internalTrafficPolicy === 'Local' || externalTrafficPolicy === 'Local';
}

/** With affinity a client stays with its endpoint until the timeout has passed or the endpoint is no longer usable. */
function checkAffinity(view: View): Check {
  const last = new Map<
    string,
    { atMs: number; address: string; port: number; pod: string; slices: ClusterState }
  >();
  return ({ client, sentTo, isReused, balancer, atMs, outcome }) => {
    const { service, scenario } = view;
    if (service.sessionAffinity !== 'ClientIP' || view.isHeadless || isReused || !sentTo) return;
    const place = scenario.clients[client];
    const source = place?.address ?? JSON.stringify(place?.place);
    const key = `${balancer} ${source}`;
    const before = last.get(key);
    // The userspace proxy forgets the binding to a pod that does not answer.
    if (scenario.mode === 'userspace' && outcome !== 'delivered') last.delete(key);
    else last.set(key, { atMs, ...sentTo, slices: view.state });
    if (!before) return;
    const raw = valueAt(service.raw, ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds']);
    const timeoutMs = (asInteger(raw) ?? 10_800) * 1000;
    // Endpoints that changed may have taken the binding with them, if only for a while.
    const isUnchanged = before.slices === view.state;
    const isRetried = scenario.mode === 'userspace' && view.refusing.size > 0;
    if (!isUnchanged || isRetried || atMs - before.atMs >= timeoutMs) return;
    assert.equal(sentTo.address, before.address, `${source} was bound to ${before.pod}`);
  };
}

/** Under a Local policy nothing that is subject to it is answered by a pod of another node. */
function checkLocal(view: View): Check {
  return ({ sentTo, isReused, balancer, outcome, client }) => {
    const { service, scenario, isHeadless } = view;
    if (!sentTo || isReused || isHeadless || scenario.mode === 'userspace' || outcome !== 'delivered') return;
    const place = scenario.clients[client]?.place;
    const isOutside = place?.kind === 'external';
    const isInternal = scenario.target.kind === 'host';
    const isLocal = isInternal
      ? service.internalTrafficPolicy === 'Local'
      : isOutside && service.externalTrafficPolicy === 'Local';
    if (!isLocal) return;
    const entry = balancer.split(' ')[0];
    const endpoint = view.listed.find(
      ({ address, port }) => address === sentTo.address && port === sentTo.port,
    );
    assert.equal(endpoint?.endpoint.nodeName, entry, `${sentTo.pod} is not on ${entry}`);
  };
}

/** The upper limit for a sum of chi-square statistics: five standard deviations above its mean. */
export function chiSquareLimit(degreesOfFreedom: number): number {
  return degreesOfFreedom + 5 * Math.sqrt(2 * degreesOfFreedom);
}

/** How far counts are from what was expected of them. Expected counts of 0 must have been kept. */
export function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, index) => {
    const wanted = expected[index] ?? 0;
    if (wanted === 0) {
      assert.equal(count, 0, 'nothing was expected and something came');
      return sum;
    }
    return sum + (count - wanted) ** 2 / wanted;
  }, 0);
}
