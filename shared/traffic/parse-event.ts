// Events as people write them, and whether they can happen.
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import { findPod } from './parse-target.ts';
import type { PodEvent, PodRef, ScheduledEvent } from './scenario.ts';

/** What may follow the name of a pod, as `parseEvent` reads it. */
export const EVENT_VERBS = [
  'ready',
  'not-ready',
  'terminating',
  'removed',
  'refuses',
  'accepts',
  'slow FACTOR',
  'added NAME',
] as const;

const EVENT_FORM = /^(\d+(?:\.\d+)?)(ms|s|m)? +(\S+) +([a-z-]+)(?: +(\S+))?$/;
const UNIT_MS = { ms: 1, s: 1000, m: 60_000 } as const;

/** Reads an event: a time (`500ms`, `5s`, `3m`), a pod, and one of `EVENT_VERBS`. `undefined` for anything else. */
export function parseEvent(
  text: string,
  namespace: string,
  pods: readonly ClusterPod[],
): ScheduledEvent | undefined {
  const match = EVENT_FORM.exec(text);
  if (!match) return undefined;
  const [, amount, unit = 'ms', podName = '', kind = '', rest] = match;
  const pod = findPod({ namespace, name: podName.replace(/^pod\//, '') }, pods);
  const event = makeEvent(kind, pod, rest);
  return event && { atMs: Math.round(Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]), event };
}

function makeEvent(kind: string, pod: PodRef, rest: string | undefined): PodEvent | undefined {
  switch (kind) {
    case 'ready':
    case 'not-ready':
    case 'terminating':
    case 'removed':
    case 'refuses':
    case 'accepts':
      return rest === undefined ? { kind, pod } : undefined;
    case 'slow': {
      const factor = Number(rest);
      return Number.isInteger(factor) && factor > 0 ? { kind, pod, factor } : undefined;
    }
    case 'added':
      return rest === undefined ? undefined : { kind, like: pod, name: rest };
    default:
      return undefined;
  }
}

/** An event that cannot happen: its pod is not there by then, or one is to be added that is. */
export interface ImpossibleEvent {
  readonly scheduled: ScheduledEvent;
  readonly why: 'no-such-pod' | 'is-there';
  readonly pod: PodRef;
}

/** The first that cannot happen, of events in the order of their times; `undefined` when all can. */
export function findImpossible(
  events: readonly ScheduledEvent[],
  pods: readonly PodRef[],
): ImpossibleEvent | undefined {
  const there = new Set(pods.map(idOf));
  for (const scheduled of events) {
    const { event } = scheduled;
    const pod = event.kind === 'added' ? event.like : event.pod;
    if (!there.has(idOf(pod))) return { scheduled, why: 'no-such-pod', pod };
    if (event.kind === 'removed') there.delete(idOf(pod));
    if (event.kind !== 'added') continue;
    const fresh = { namespace: pod.namespace, name: event.name };
    if (there.has(idOf(fresh))) return { scheduled, why: 'is-there', pod: fresh };
    there.add(idOf(fresh));
  }
  return undefined;
}

function idOf({ namespace, name }: PodRef): string {
  return `${namespace}/${name}`;
}
