// What a request meets on its way, and how it ends: structured, without a word of any language.
import type { MissingPort } from '../cluster/find-port.ts';
import type { DnsAnswer } from '../dns/resolve.ts';
import type { BackendFault, ControllerTarget } from '../ingress/backend.ts';
import type { BeatenBy, NoRule } from '../ingress/route.ts';
import type { FieldPath } from '../model/field-path.ts';
import type { Protocol } from '../model/objects.ts';
import type { ProxyMode } from '../proxy/balancer.ts';
import type { PodRef } from './scenario.ts';

/** A field of an object that would change the outcome. */
export interface FieldRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly field: FieldPath;
}

/** How one request ends. `refused`: someone says no. `dropped`: nobody answers. `unresolved`: it never set out. */
export type Outcome = 'delivered' | 'refused' | 'dropped' | 'unresolved';

/** Why a pod of a Service gets no requests. */
export type ExclusionReason =
  | 'not-ready'
  /** And others are ready. */
  | 'terminating'
  /** Terminating while none is ready, and not taken in their place. */
  | 'no-longer-ready'
  | 'terminal'
  | 'no-ip'
  | 'other-node'
  | 'other-zone'
  | 'other-family'
  /** The client asked for another pod of a headless Service by its name. */
  | 'other-pod'
  /** The load balancer lets none of the clients in. */
  | 'source-range'
  | MissingPort;

/** Why a request ended without reaching a pod. */
export type EndReason =
  /** `elsewhere`: namespaces that have a Service called like the first part of the name. */
  | { readonly code: 'no-such-name'; readonly name: string; readonly elsewhere: readonly string[] }
  /** An alias of `target`, a name of the cluster that has no address. */
  | { readonly code: 'alias-of-nothing'; readonly name: string; readonly target: string }
  /** Aliases that lead from one to the next and to no address. */
  | { readonly code: 'alias-loop'; readonly name: string; readonly target: string }
  /** Of a headless Service without ready endpoints. */
  | { readonly code: 'headless-empty'; readonly namespace: string; readonly name: string }
  /** The client does not ask the cluster's DNS. */
  | { readonly code: 'asks-elsewhere'; readonly name: string }
  | { readonly code: 'no-such-port'; readonly port: number | string; readonly ports: readonly string[] }
  | { readonly code: 'port-needed'; readonly ports: readonly string[] }
  | { readonly code: 'no-such-service'; readonly namespace: string; readonly name: string }
  | { readonly code: 'no-such-node'; readonly name: string }
  | { readonly code: 'no-such-pod'; readonly namespace: string; readonly name: string }
  /** Cluster IPs and pods cannot be reached from outside. */
  | { readonly code: 'not-routed'; readonly address: string }
  | { readonly code: 'no-such-family'; readonly address: string }
  | { readonly code: 'unknown-address'; readonly address: string }
  | { readonly code: 'other-proxy'; readonly label: string }
  | { readonly code: 'no-load-balancer'; readonly type: string }
  | { readonly code: 'no-healthy-node' }
  /** What kube-proxy answers to a health check for this node. */
  | { readonly code: 'fails-health-check'; readonly node: string }
  | { readonly code: 'source-range'; readonly address: string; readonly ranges: readonly string[] }
  | { readonly code: 'port-closed'; readonly port: number }
  /** Nothing selects a pod, or nothing that it selects is usable; `excluded` of the trace has the details. */
  | { readonly code: 'no-endpoints'; readonly nExcluded: number }
  | { readonly code: 'no-local-endpoints'; readonly policy: 'internal' | 'external'; readonly node: string }
  /** IPVS sends it to a pod elsewhere, whose answer bears an address that the client did not call. */
  | { readonly code: 'reply-lost'; readonly node: string }
  | {
      readonly code: 'not-listening';
      readonly port: number;
      readonly declared: readonly number[];
      /** The client came by a headless Service. */
      readonly isHeadless: boolean;
    }
  | { readonly code: 'refuses' }
  | { readonly code: 'gone' }
  | { readonly code: 'no-rule'; readonly why: NoRule; readonly host: string; readonly path: string }
  | {
      readonly code: 'bad-backend';
      readonly fault: BackendFault;
      readonly service: string;
      readonly port: number | string | undefined;
    };

/** The end of a request that no pod answered. */
export interface End {
  readonly outcome: Exclude<Outcome, 'delivered'>;
  readonly reason: EndReason;
  /** What an Ingress controller answers, or kube-proxy to a health check. */
  readonly httpStatus?: 404 | 502 | 503;
  /** What to change, the likeliest first. */
  readonly fixes: readonly FieldRef[];
}

/** How a packet's source address is changed on its way. */
export interface Masquerade {
  /** `external`: so that the answer comes back over this node. `hairpin`: the pod calls itself. `off-cluster`: the source is no pod. */
  readonly why: 'external' | 'hairpin' | 'off-cluster';
  readonly from: string;
  readonly to: string;
}

/** A name looked up. */
export interface DnsHop {
  readonly kind: 'dns';
  readonly name: string;
  readonly tried: readonly DnsAnswer[];
  readonly addresses: readonly string[];
  /** The name outside that is called: where an ExternalName leads, or what was asked for. */
  readonly outside?: string;
  /** True when the client's own resolver does not know the cluster's names and the Service's address was taken instead. */
  readonly isAssumed: boolean;
  /** The client picks one of these, each alike. */
  readonly isHeadless: boolean;
}

/** The way to the place where a Service is recognised. */
export type RouteHop = { readonly kind: 'route' } & (
  | { readonly via: 'node-port'; readonly node: string; readonly address: string; readonly port: number }
  | { readonly via: 'external-ip'; readonly node: string; readonly address: string; readonly port: number }
  | {
      readonly via: 'load-balancer';
      readonly address: string;
      readonly port: number;
      /** Those that pass its health checks, of which the first request takes `node`. */
      readonly nodes: readonly string[];
      readonly unhealthy: readonly string[];
      readonly healthCheckNodePort: number;
      readonly node?: string;
    }
  | {
      readonly via: 'ingress';
      readonly host: string;
      readonly path: string;
      readonly ingress?: { readonly namespace: string; readonly name: string };
      readonly rule?: { readonly host: string; readonly path: string; readonly pathType: string };
      readonly isDefault: boolean;
      readonly field?: FieldPath;
      readonly beaten: readonly {
        readonly by: BeatenBy;
        readonly ingress: string;
        readonly host: string;
        readonly path: string;
        readonly service: string;
      }[];
      readonly target: ControllerTarget;
    }
  | { readonly via: 'outside'; readonly host: string; readonly port: number }
);

/** The Service port that the request meets. */
export interface ServiceHop {
  readonly kind: 'service';
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Empty for an unnamed port. */
  readonly portName: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly targetPort: number | string;
  /** The address that the client calls; empty for a headless Service. */
  readonly address: string;
  /** True when an Ingress controller takes the endpoints and leaves the address alone. */
  readonly isBypassed: boolean;
}

/** What a node's kube-proxy has written for the request. */
export interface ProxyHop {
  readonly kind: 'proxy';
  readonly mode: ProxyMode;
  readonly scheduler?: string;
  readonly node: string;
  /** Whose endpoints are used: all of the cluster's, or only the node's. */
  readonly list: 'cluster' | 'local';
  /** Why the list is not the whole. */
  readonly narrowedBy?: 'policy' | 'same-node' | 'same-zone' | 'terminating';
  /** Under a Local policy a client inside the cluster is served by all endpoints. */
  readonly isInsideException: boolean;
  /** IPVS takes all endpoints where there are no local ones. */
  readonly isFallback: boolean;
  readonly nEndpoints: number;
  readonly affinitySeconds?: number;
  /** Of the first request: the place of the endpoint in the list, from 1. */
  readonly chosen?: number;
  readonly dnat?: { readonly from: string; readonly to: string };
  readonly masquerade?: Masquerade;
}

/** Where the request arrives. */
export interface PodHop {
  readonly kind: 'pod';
  /** The pod's name, else the address. */
  readonly pod: string;
  readonly ref?: PodRef;
  readonly node: string | undefined;
  readonly address: string;
  readonly port: number;
  /** The container that declares the port; `undefined` when none does. */
  readonly container?: string;
  readonly portName?: string;
}

/** One step of the way. */
export type Hop = DnsHop | RouteHop | ServiceHop | ProxyHop | PodHop;
