// What a simulation is made of. Everything is plain data, so that a scenario can be sent, stored and run again.
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { ControllerTarget } from '../ingress/backend.ts';
import type { KubeObject } from '../model/objects.ts';
import type { IpvsScheduler, ProxyMode } from '../proxy/balancer.ts';

/** A pod by namespace and name, the name as in `ClusterPod`. */
export interface PodRef {
  readonly namespace: string;
  readonly name: string;
}

/** Where requests start. */
export type ClientPlace =
  | ({ readonly kind: 'pod' } & PodRef)
  /** Some pod of the namespace on a node, none of those in the files. */
  | { readonly kind: 'any-pod'; readonly namespace: string; readonly node: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'external' };

/** One client, or several that act alike. */
export interface ScenarioClient {
  readonly place: ClientPlace;
  /** The source address of an external client; several clients with the same one are behind one NAT. */
  readonly address?: string;
  /** How often it is the one that sends, against the others: a whole number; 1 when absent. */
  readonly weight?: number;
}

/** Where requests go. `port` is a number or the name of a Service port; absent where there is only one choice. */
export type Target =
  /** A name for the DNS or an address. */
  | { readonly kind: 'host'; readonly host: string; readonly port?: number | string }
  /** A node by name, at one of its node ports. */
  | { readonly kind: 'node'; readonly node: string; readonly port: number }
  /** The load balancer in front of a Service. */
  | {
      readonly kind: 'load-balancer';
      readonly namespace: string;
      readonly name: string;
      readonly port?: number | string;
    }
  /** A pod itself, past every Service. */
  | ({ readonly kind: 'pod'; readonly port: number } & PodRef)
  /** A web address: a name of the cluster, or a host of an Ingress. */
  | { readonly kind: 'url'; readonly host: string; readonly port?: number; readonly path: string };

/** How requests come and how long they last. Times are whole virtual milliseconds. */
export interface RequestPlan {
  readonly nRequests: number;
  /** Mean time between requests; 0 sends them all at once. */
  readonly gapMs: number;
  /** `steady`: the gaps are all alike. `random`: as from many independent people (Poisson). */
  readonly arrivals: 'steady' | 'random';
  /** How long a connection stays open after its last request was sent. */
  readonly connectionMs: number;
  /** Requests that one client sends over one connection before it opens another. At least 1. */
  readonly requestsPerConnection: number;
}

/** What may happen to a pod while requests come. */
export type PodEvent =
  | { readonly kind: 'ready' | 'not-ready' | 'terminating' | 'removed'; readonly pod: PodRef }
  /** The pod listens no longer, but its readiness has yet to say so; `accepts` ends it. */
  | { readonly kind: 'refuses' | 'accepts'; readonly pod: PodRef }
  /** Connections last `factor` times as long; 1 ends it. */
  | { readonly kind: 'slow'; readonly pod: PodRef; readonly factor: number }
  /** Another replica like this pod, ready at once, on `node` or on the pod's own. */
  | { readonly kind: 'added'; readonly like: PodRef; readonly name: string; readonly node?: string };

/** An event at a time. */
export interface ScheduledEvent {
  /** Virtual milliseconds since the start. */
  readonly atMs: number;
  readonly event: PodEvent;
}

/** Changes to a pod's state. Absent keeps what the manifests say. */
export interface PodChange {
  readonly pod: PodRef;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  /** Puts the pod on another node, and so into its zone. */
  readonly node?: string;
}

/** Changes to fields of a Service. Absent keeps what the manifest says. */
export interface ServiceChange {
  readonly namespace: string;
  readonly name: string;
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly trafficDistribution?: string;
  readonly sessionAffinity?: 'None' | 'ClientIP';
  readonly affinitySeconds?: number;
  readonly publishNotReadyAddresses?: boolean;
}

/** Another number of replicas. */
export interface WorkloadChange {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
}

/** What if the manifests said something else. */
export interface WhatIf {
  readonly pods?: readonly PodChange[];
  readonly services?: readonly ServiceChange[];
  readonly workloads?: readonly WorkloadChange[];
}

/** One simulation, complete. The same scenario gives the same trace, byte for byte. */
export interface Scenario {
  /** What the API server accepted, in the order in which it was applied. */
  readonly objects: readonly KubeObject[];
  readonly cluster: ClusterOptions;
  /** `cluster.local` */
  readonly clusterDomain: string;
  readonly mode: ProxyMode;
  /** For the mode `ipvs`. */
  readonly scheduler: IpvsScheduler;
  /** Where Ingress controllers send to; absent goes by the Ingress's annotations. */
  readonly controllerTarget?: ControllerTarget;
  readonly whatIf: WhatIf;
  /** At least one. */
  readonly clients: readonly ScenarioClient[];
  readonly target: Target;
  readonly plan: RequestPlan;
  /** In the order of their times. */
  readonly events: readonly ScheduledEvent[];
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
}

/** All at once, each on a connection of its own. */
export const DEFAULT_PLAN: RequestPlan = {
  nRequests: 1000,
  gapMs: 0,
  arrivals: 'steady',
  connectionMs: 0,
  requestsPerConnection: 1,
};
