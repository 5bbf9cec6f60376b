// A pod as the cluster holds it, and the plan for one before it is placed on a node.
import type { LabelSet } from '../model/labels.ts';
import type { PodSource, PodTemplate } from '../model/objects.ts';

/** `status.phase`. */
export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** The controller in a pod's `ownerReferences`: of a Deployment's pod it is the ReplicaSet. */
export interface PodOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** What a pod's life has come to. */
export interface PodState {
  readonly phase: PodPhase;
  /** The Ready condition. */
  readonly ready: boolean;
  /** `metadata.deletionTimestamp` is set. */
  readonly terminating: boolean;
}

interface PodBase extends PodState {
  readonly namespace: string;
  /** A name that a controller makes up is `<workload>#<ordinal>`, ordinals from 1. */
  readonly name: string;
  /** With the labels that controllers add; a value that cannot be known is `<hash>`. */
  readonly labels: LabelSet;
  readonly template: PodTemplate;
  readonly hostname: string | undefined;
  readonly subdomain: string | undefined;
  readonly owner: PodOwner | undefined;
  /** The object that the pod comes from: the Pod itself, or the workload. */
  readonly source: PodSource;
}

/** A pod that was created and waits for a node. */
export interface PlannedPod extends PodBase {
  /** False for a pod that no scheduler will take. */
  readonly schedulable: boolean;
  /** Whether its node has set it up so far that it has an address. */
  readonly getsIp: boolean;
  /** The node that the pod is bound to from the start; `undefined` leaves it to the scheduler. */
  readonly boundTo: string | undefined;
  /** Pods of one wave are created before anything happens to them; the pods of wave n+1 are the answer to wave n. */
  readonly wave: number;
}

/** A pod as the API server would return it. */
export interface ClusterPod extends PodBase {
  /** The node's name; `undefined` while the pod is not scheduled. */
  readonly node: string | undefined;
  /** The node's zone; `undefined` while not scheduled or on a node that does not exist. */
  readonly zone: string | undefined;
  /** At most one address per family of the cluster, the primary family first; empty before the pod has one. */
  readonly ips: readonly string[];
}

/** True for a pod that will never run again. */
export function isTerminal(pod: PodState): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}
