// What a run of a scenario tells.
import type { End, ExclusionReason, Hop, Outcome, PodHop } from './hop.ts';
import type { PodEvent } from './scenario.ts';

/** A place that requests were sent to, or could have been. */
export interface Backend extends Pick<PodHop, 'pod' | 'ref' | 'node' | 'address' | 'port' | 'container'> {
  /**
   * The share of new connections that was to be expected, 0 to 1, given which client opened how many. With affinity it
   * holds for many clients, not for one.
   */
  readonly expected: number;
  /** Those that were sent there. */
  readonly requests: number;
  /** Those of them that got no answer. */
  readonly failed: number;
  /** Connections that are open now. */
  readonly open: number;
}

/** A pod or address of the Service that gets nothing, with the reason. */
export interface Exclusion {
  readonly pod: string;
  readonly namespace: string;
  readonly node: string | undefined;
  readonly address: string | undefined;
  readonly reason: ExclusionReason;
  /** The name that the targetPort asks for, where that is the reason. */
  readonly portName?: string;
}

/** How many requests ended in each way. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** One way in which requests ended without an answer. */
export interface EndCount {
  readonly end: End;
  readonly requests: number;
}

/** What happened between two events, or before the first or after the last. */
export interface TimelineStep {
  readonly fromMs: number;
  readonly toMs: number;
  /** What the step began with; `undefined` for the first. */
  readonly event: PodEvent | undefined;
  readonly outcomes: OutcomeCounts;
  /** By the index of the trace's backends; those that got none are left out. */
  readonly backends: readonly { readonly backend: number; readonly requests: number }[];
}

/** `partly`: some of the requests were answered. Otherwise what most of them came to. */
export type Verdict = Outcome | 'partly';

/** The whole story. */
export interface Trace {
  readonly seed: number;
  readonly requests: number;
  readonly durationMs: number;
  /** Of the first request. */
  readonly hops: readonly Hop[];
  readonly outcome: Verdict;
  readonly outcomes: OutcomeCounts;
  /** The commonest first. */
  readonly ends: readonly EndCount[];
  /** Those usable, and those that got requests before. */
  readonly backends: readonly Backend[];
  readonly excluded: readonly Exclusion[];
  readonly timeline: readonly TimelineStep[];
  /** False where the expected shares hold only while connections stay open and pods are alike. */
  readonly isExpectedExact: boolean;
}

/** The verdict on all requests together. */
export function verdictOf(outcomes: OutcomeCounts): Verdict {
  const n = outcomes.delivered + outcomes.refused + outcomes.dropped + outcomes.unresolved;
  if (outcomes.delivered === n) return 'delivered';
  if (outcomes.delivered > 0) return 'partly';
  const failures: readonly Outcome[] = ['refused', 'dropped', 'unresolved'];
  return failures.reduce((most, outcome) => (outcomes[outcome] > outcomes[most] ? outcome : most));
}
