// The Service on the stage in words and shares: what the cards, the lines and the table are made of.
import type { Anchor, FindingView } from '../../../shared/messages/preview.ts';

/** Why a pod gets nothing from a port; the words are in `message`. */
export type ExclusionReason =
  | 'labels-differ'
  | 'no-port-name'
  | 'wrong-protocol'
  | 'not-ready'
  | 'terminating'
  | 'terminal'
  | 'no-address'
  | 'elsewhere'
  | 'other';

/** One row of the Service card. */
export interface PortView {
  readonly key: string;
  /** The Service port's name; empty when it has none. */
  readonly name: string;
  /** `80/TCP`. */
  readonly port: string;
  /** `http`, `8080`; empty for a Service that does not translate ports. */
  readonly targetPort: string;
  /** 0 when there is none. */
  readonly nodePort: number;
  /** Whether the chosen way in leads to this port. */
  readonly isOpen: boolean;
  /** Whether requests are sent to this port. */
  readonly isAsked: boolean;
  /** Why requests to the port reach nothing; empty when they reach something. */
  readonly problem: string;
  readonly findings: readonly FindingView[];
  readonly anchor: Anchor;
}

/** One connection from a Service port to a port of a pod. */
export interface TargetView {
  /** Key of the PortView. */
  readonly port: string;
  /** `web:8080`, the container and its port; `:8080` where no container declares it. */
  readonly label: string;
  /** The pod's port. */
  readonly number: number;
  /** Expected share of the port's connections, 0 to 1. */
  readonly share: number;
}

/** A pod's absence from one or all ports. */
export interface ExclusionView {
  /** Key of the PortView; empty for all ports. */
  readonly port: string;
  readonly reason: ExclusionReason;
  readonly message: string;
}

/** A pod card. A pod without targets gets nothing and says why in `exclusions`. */
export interface PodView {
  readonly key: string;
  readonly name: string;
  /** `Deployment web`; for a bare pod `Pod`. */
  readonly source: string;
  readonly node: string;
  /** A word: Ready, Not ready, Terminating… */
  readonly status: string;
  readonly isReady: boolean;
  /** Whether what-if has changed it. */
  readonly isChanged: boolean;
  /** Key of its overrides; empty for an address and a pod that is not the Service's. */
  readonly override: string;
  readonly targets: readonly TargetView[];
  readonly exclusions: readonly ExclusionView[];
  readonly anchor: Anchor;
}

/** A way in to the Service. */
export interface EntryView {
  /** As in `RequestChoice.entry`. */
  readonly key: string;
  readonly kind: 'name' | 'node-port' | 'load-balancer' | 'external-ip' | 'ingress';
  /** `web.shop.svc.cluster.local`, `node-1:30080`. */
  readonly title: string;
  /** What it is, and what the request meets there; may be empty. */
  readonly lines: readonly string[];
  readonly isChosen: boolean;
  readonly anchor: Anchor;
}

/** The Service on the stage with everything around it. */
export interface ServiceView {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  /** ClusterIP, NodePort, LoadBalancer, ExternalName, or Headless. */
  readonly type: string;
  /** `app=web,tier=front`; empty without a selector. */
  readonly selector: string;
  /** Where requests start, in words: "Pod on node-1". */
  readonly client: string;
  readonly entries: readonly EntryView[];
  /** Where an ExternalName leads; empty for all others. */
  readonly outside: string;
  readonly ports: readonly PortView[];
  readonly pods: readonly PodView[];
  /** Pods left out of `pods` because there are too many to draw; the shares are still right. */
  readonly nOmittedPods: number;
  /** Findings on the Service that are not about one of its ports, and those on its pods. */
  readonly findings: readonly FindingView[];
  /** One sentence that says the whole result, for screen readers. */
  readonly summary: string;
  readonly anchor: Anchor;
}
