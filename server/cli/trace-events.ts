// The events of `kubereach trace --event`.
import type { ClusterPod } from '../../shared/cluster/cluster-pod.ts';
import {
  EVENT_VERBS,
  findImpossible,
  parseEvent,
  type ImpossibleEvent,
} from '../../shared/traffic/parse-event.ts';
import type { ScheduledEvent } from '../../shared/traffic/scenario.ts';
import { UsageError } from './usage-error.ts';

/** An event that is one, and what else may happen: for the help, and for those who wrote something else. */
export const EVENT_EXAMPLE = `"5s web#2 not-ready": a time, a pod and ${EVENT_VERBS.slice(0, -1).join(', ')} or ${EVENT_VERBS.at(-1)}`;

/**
 * The events in the order of their times.
 * @throws {UsageError} when one is of no form, or cannot happen to these pods after those before it.
 */
export function readEvents(
  texts: readonly string[],
  namespace: string,
  pods: readonly ClusterPod[],
): readonly ScheduledEvent[] {
  const written = new Map<ScheduledEvent, string>();
  for (const text of texts) {
    const event = parseEvent(text, namespace, pods);
    if (!event) throw new UsageError(`--event "${text}": not like ${EVENT_EXAMPLE}`);
    written.set(event, text);
  }
  const events = [...written.keys()].sort((a, b) => a.atMs - b.atMs);
  const impossible = findImpossible(events, pods);
  if (!impossible) return events;
  throw new UsageError(`--event "${written.get(impossible.scheduled)}": ${explain(impossible)}`);
}

function explain({ why, pod: { namespace, name } }: ImpossibleEvent): string {
  const pod = `pod ${namespace}/${name}`;
  return why === 'is-there' ? `there is a ${pod} already` : `there is no ${pod} at that time`;
}
