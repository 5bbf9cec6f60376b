// One load balancing decision after the other, as the kernel makes them for one Service port on one node.
// A balancer is a state machine: nothing in it is random or knows the time, both are handed in.

/** The ways kube-proxy can work, the default first. `userspace` was removed in Kubernetes 1.26. */
export const PROXY_MODES = ['iptables', 'nftables', 'ipvs', 'userspace'] as const;

/** How kube-proxy balances. */
export type ProxyMode = (typeof PROXY_MODES)[number];

/** The kernel's schedulers that `--ipvs-scheduler` may name, the default first. */
export const IPVS_SCHEDULERS = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'lblcr',
  'dh',
  'sh',
  'mh',
  'sed',
  'nq',
] as const;

/** One of the kernel's schedulers. */
export type IpvsScheduler = (typeof IPVS_SCHEDULERS)[number];

/** True for a scheduler that goes by how many connections there are, so that its choice depends on the load. */
export function countsConnections(scheduler: IpvsScheduler): boolean {
  return ['lc', 'wlc', 'sed', 'nq', 'lblc', 'lblcr'].includes(scheduler);
}

/** A whole number from 0 up to but without `n`, each as likely as the others. `n` is at least 1. */
export type UniformInt = (n: number) => number;

/** Who asks. Make it once per client and keep it: picking allocates nothing. */
export interface BalancerClient {
  /** The source address as the node sees it, which is what affinity goes by. */
  readonly address: string;
  /** The address as a 32-bit number in network order, IPv6 folded by exclusive or: see `foldAddress`. */
  readonly bits: number;
  /** The source port, which only the scheduler `mh` looks at. */
  readonly port: number;
}

/** What a balancer needs of an endpoint: `key` is `address:port`, by which affinity and counters survive changes. */
export interface BalancerEndpoint {
  readonly key: string;
  readonly address: string;
  readonly port: number;
}

/** What a balancer is for. */
export interface BalancerOptions {
  readonly mode: ProxyMode;
  /** For `ipvs`; `rr` when absent, as in kube-proxy. */
  readonly scheduler?: IpvsScheduler;
  /** Seconds of client-IP affinity; absent for none. */
  readonly affinitySeconds?: number | undefined;
  /** The address that clients call: the schedulers that hash the destination see nothing else. */
  readonly virtualAddress: string;
  readonly endpoints: readonly BalancerEndpoint[];
  /**
   * For iptables and nftables: which clients are bound to which endpoints. Hand one to all balancers of a Service port that
   * share their endpoints (Cluster and Local policy); it then has to be told by `retain` when endpoints go.
   * Without it the balancer keeps its own.
   */
  readonly bindings?: Bindings;
}

/** Clients bound to endpoints, as lists in the kernel, one per endpoint. */
export interface Bindings {
  /** The least index of an endpoint that the client is bound to; -1 for none. `indexOf` is by endpoint key. */
  readonly find: (address: string, nowMs: number, indexOf: ReadonlyMap<string, number>) => number;
  /** Binds a client, or makes its binding last from now on. */
  readonly bind: (address: string, nowMs: number, endpointKey: string) => void;
  /** Forgets the lists of all other endpoints. */
  readonly retain: (endpointKeys: ReadonlySet<string> | ReadonlyMap<string, unknown>) => void;
}

/** Picks endpoints of one list. Indexes are into the list last given. */
export interface Balancer {
  /**
   * The index of the endpoint for a new connection; -1 when there is none to give.
   * `nowMs` never goes back. Constant time for everything but the least-connection schedulers.
   */
  readonly pick: (client: BalancerClient, nowMs: number, uniformInt: UniformInt) => number;
  /** A picked connection came about: it counts as active until closed. */
  readonly connectionOpened: (index: number) => void;
  /** An active connection ended and lingers as inactive (TIME_WAIT and the like) until expired. */
  readonly connectionClosed: (index: number) => void;
  /** A lingering connection is forgotten. */
  readonly connectionExpired: (index: number) => void;
  /** The endpoint did not answer: only `userspace` cares, which then tries another and forgets the affinity. */
  readonly connectionFailed: (client: BalancerClient, index: number) => void;
  /** Another list of endpoints. What is known of those that stay is kept; those that go are forgotten. */
  readonly setEndpoints: (endpoints: readonly BalancerEndpoint[]) => void;
  /**
   * How many connections of a client that is not bound fall to each endpoint, as shares that add up to 1; empty for none.
   * Where it depends on the connections that are open it is told for those that are open now.
   */
  readonly shares: (client: BalancerClient) => Float64Array;
}
