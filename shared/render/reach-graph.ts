// The picture of what a Service, an Ingress or a namespace reaches, as plain data: columns of cards with rows, and edges
// from row to row. It holds no words but names out of the manifests; reach-words.ts words the rest.
// Keys are made of names and port indexes, so that a card keeps its key and its place while something else is edited.
import type { LabelSet } from '../model/labels.ts';
import type { Protocol } from '../model/objects.ts';
import type { End, ExclusionReason } from '../traffic/hop.ts';
import type { ClientPlace } from '../traffic/scenario.ts';

/** What is drawn. `all` and `namespace` leave the API server's own Service out. */
export type ReachSubject =
  | { readonly kind: 'service' | 'ingress'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'all' };

/** Why nothing, or not everything, arrives over an edge. */
export type ReachReason =
  /** The request ends on its way. */
  | { readonly is: 'end'; readonly end: End }
  /** The Service knows the pod and does not use it; `portName` where no container port has that name. */
  | { readonly is: 'excluded'; readonly reason: ExclusionReason; readonly portName?: string }
  /** The selector does not match, but nearly; `has` is `undefined` where the pod lacks the label. */
  | { readonly is: 'labels-differ'; readonly unmet: readonly UnmetLabel[] }
  /** An equal rule that stands earlier takes all requests. */
  | { readonly is: 'earlier-rule'; readonly ingress: string };

/** One pair of a selector that a pod's labels do not have. */
export interface UnmetLabel {
  readonly label: string;
  readonly wanted: string;
  readonly has: string | undefined;
}

/** Where requests start. */
export interface ClientCard {
  readonly key: string;
  readonly place: ClientPlace;
  /** Stands for pods on every node alike. */
  readonly isAnywhere: boolean;
}

/** How requests come to a Service. An Ingress has a row per rule, the others one per way in. */
export interface EntryCard {
  readonly key: string;
  readonly kind: 'dns' | 'node-port' | 'load-balancer' | 'external-ip' | 'ingress';
  readonly namespace: string;
  /** Of the Service or Ingress. */
  readonly name: string;
  readonly rows: readonly EntryRow[];
}

/** One way in: a host name, a node with its port, an address, or a rule of an Ingress. */
export interface EntryRow {
  readonly key: string;
  /** The DNS name, the address or the host of a rule; empty for every node or any host. */
  readonly host: string;
  /** 0 where the Service port decides. */
  readonly port: number;
  /** Of an Ingress rule; empty otherwise. */
  readonly path: string;
}

/** A Service, or the name of one that is not there. */
export interface ServiceCard {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** `Headless` for a Service without cluster IP. */
  readonly type: string;
  readonly selector: LabelSet | undefined;
  /** False for a backend of an Ingress that names no Service of the namespace. */
  readonly exists: boolean;
  readonly rows: readonly PortRow[];
}

/** One port of a Service. */
export interface PortRow {
  readonly key: string;
  /** In `spec.ports`; -1 for a Service that has none, and for a port that it does not have. */
  readonly index: number;
  /** Empty for an unnamed port. */
  readonly name: string;
  /** 0 when there is none. */
  readonly port: number;
  readonly protocol: Protocol;
  /** A number, a name, or empty where ports are not translated. */
  readonly targetPort: string;
  /** 0 when there is none. */
  readonly nodePort: number;
  /** Set when no pod gets anything from the port. */
  readonly reason?: ReachReason;
}

/** Pods of one workload, or what else stands where pods would. */
export interface PodGroup {
  readonly key: string;
  /** The workload's kind; `Pod` for bare pods, `Address` for hand-written endpoints, `Outside` for an ExternalName. */
  readonly kind: string;
  readonly namespace: string;
  /** The workload's name, the Service's for addresses; empty for bare pods and what is outside. */
  readonly name: string;
  readonly cards: readonly PodCard[];
}

/** What a pod's life has come to. `address`: no pod of the files is behind it. */
export type PodCondition =
  'ready' | 'not-ready' | 'terminating' | 'succeeded' | 'failed' | 'pending' | 'address' | 'outside';

/** A pod, an address, or several pods that fare alike. */
export interface PodCard {
  readonly key: string;
  /** The pod's name, the address, or the host outside. */
  readonly name: string;
  /** 1 unless several pods were folded into the card. */
  readonly nPods: number;
  /** `undefined` while not scheduled, and for folded pods on several nodes. */
  readonly node: string | undefined;
  readonly condition: PodCondition;
  readonly rows: readonly TargetRow[];
}

/** A port of a pod that Services send to. */
export interface TargetRow {
  readonly key: string;
  /** The container that declares the port; empty when none does. */
  readonly container: string;
  /** The name under which it does; empty for none. */
  readonly name: string;
  /** 0 for every port, of a headless Service without ports. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** What one client sends over an edge. */
export interface ClientShare {
  /** Key of the ClientCard. */
  readonly client: string;
  readonly share: number;
}

/**
 * A connection from row to row, or to the card of a pod that has no port for it, or from a Service to a near miss.
 * 1. From client to entry and from entry to port `share` is the part of the requests on this way that get an answer.
 * 2. From port to pod it is the part of what leaves the port that this pod answers: the clients of the picture send alike,
 *    each over all of its ways to the port alike. These shares add up to 1, less what goes to pods that do not answer.
 */
export interface ReachEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** 0 to 1, in closed form: nothing is drawn by lot. */
  readonly share: number;
  /** From port to pod, of each client by itself; empty elsewhere and where nothing arrives. */
  readonly byClient: readonly ClientShare[];
  /** Set where not everything, or from port to pod nothing, gets an answer. */
  readonly reason?: ReachReason;
}

/** The columns from left to right, and the edges in the order of the rows they leave. */
export interface ReachGraph {
  readonly subject: ReachSubject;
  readonly clients: readonly ClientCard[];
  readonly entries: readonly EntryCard[];
  readonly services: readonly ServiceCard[];
  readonly groups: readonly PodGroup[];
  readonly edges: readonly ReachEdge[];
}
