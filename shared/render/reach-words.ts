// The words of the picture, in English as kubectl speaks it. Each is one sentence or name for one value; whoever shows the
// picture in another language has other functions for them, as graph-words.ts lists them.
import { joinHostPort } from '../cluster/ip-address.ts';
import type { EndReason, ExclusionReason } from '../traffic/hop.ts';
import type {
  ClientCard,
  EntryCard,
  EntryRow,
  PodCondition,
  PodGroup,
  PortRow,
  ReachEdge,
  ReachReason,
  ReachSubject,
  ServiceCard,
  TargetRow,
} from './reach-graph.ts';
import { explainEnd, explainExclusion } from './trace-reasons.ts';

/** What tells reasons apart, for choosing words or colours by. */
export type ReasonCode = EndReason['code'] | ExclusionReason | 'labels-differ' | 'earlier-rule';

/** The code of a reason. */
export function reasonCode(reason: ReachReason): ReasonCode {
  if (reason.is === 'end') return reason.end.reason.code;
  return reason.is === 'excluded' ? reason.reason : reason.is;
}

/** A reason in words. */
export function reasonText(reason: ReachReason): string {
  switch (reason.is) {
    case 'end':
      return explainEnd({ ...reason.end, fixes: [] });
    case 'excluded': {
      const pod = { pod: '', namespace: '', node: undefined, address: undefined };
      const { portName } = reason;
      return explainExclusion({
        ...pod,
        reason: reason.reason,
        ...(portName === undefined ? {} : { portName }),
      });
    }
    case 'labels-differ':
      return `label ${reason.unmet
        .map(({ label, wanted, has }) =>
          has === undefined ? `${label}=${wanted} is missing` : `${label} is ${has}, not ${wanted}`,
        )
        .join(', ')}`;
    case 'earlier-rule':
      return `never used: Ingress ${reason.ingress} has the same rule earlier`;
  }
}

/** A pod's state in a word or two. */
export const CONDITION_TEXT: Readonly<Record<PodCondition, string>> = {
  ready: 'ready',
  'not-ready': 'not ready',
  terminating: 'terminating',
  succeeded: 'completed',
  failed: 'failed',
  pending: 'pending',
  address: 'no pod',
  outside: 'outside',
};

/** The head of a column. */
export const COLUMN_TEXT = {
  clients: 'Client',
  entries: 'Entry',
  services: 'Service',
  groups: 'Pods',
} as const;

/** What the lines of the picture mean. */
export const LEGEND_TEXT = {
  live: 'connections go here, the thicker the more',
  waiting: 'none for now, or not from everywhere',
  blocked: 'none can go here',
} as const;

/** What the picture is of. */
export function subjectText(subject: ReachSubject): string {
  switch (subject.kind) {
    case 'service':
      return `Service ${subject.namespace}/${subject.name}`;
    case 'ingress':
      return `Ingress ${subject.namespace}/${subject.name}`;
    case 'namespace':
      return `Services of namespace ${subject.namespace}`;
    case 'all':
      return 'All Services';
  }
}

/** Who asks. */
export function clientText({ place, isAnywhere }: ClientCard): string {
  switch (place.kind) {
    case 'pod':
      return `Pod ${place.name}`;
    case 'any-pod':
      return isAnywhere ? 'Pod in the cluster' : `Pod on ${place.node}`;
    case 'node':
      return `Node ${place.name}`;
    case 'external':
      return 'Outside the cluster';
  }
}

/** The head of a way in. */
export function entryText({ kind, name }: Pick<EntryCard, 'kind' | 'name'>): string {
  switch (kind) {
    case 'dns':
      return 'DNS name';
    case 'node-port':
      return 'Node port';
    case 'load-balancer':
      return 'Load balancer';
    case 'external-ip':
      return 'External IP';
    case 'ingress':
      return `Ingress ${name}`;
  }
}

/** One way in. */
export function entryRowText(kind: EntryCard['kind'], { host, port, path }: EntryRow): string {
  switch (kind) {
    case 'dns':
      return host;
    case 'node-port':
      return `${host || 'every node'}:${port}`;
    case 'load-balancer':
      return `port ${port}`;
    case 'external-ip':
      return joinHostPort(host, port);
    case 'ingress':
      return `${host || 'any host'}${path || ' (default backend)'}`;
  }
}

/** `ClusterIP`, or that it is not there. */
export function serviceTypeText({ exists, type }: ServiceCard): string {
  return exists ? type : 'does not exist';
}

/** `http 80/TCP → http`; words where the Service has no such port. */
export function portText({ index, name, port, protocol, targetPort }: PortRow): string {
  if (port === 0 && index < 0) return name === '' ? 'any port' : `${name} (no such port)`;
  const head = `${name === '' ? '' : `${name} `}${port}/${protocol}`;
  return targetPort === '' ? head : `${head} → ${targetPort}`;
}

/** `Deployment web`, `Pods`, or what stands in their place. */
export function groupText({ kind, name }: Pick<PodGroup, 'kind' | 'name'>): string {
  switch (kind) {
    case 'Pod':
      return 'Pods of their own';
    case 'Address':
      return 'Addresses';
    case 'Outside':
      return 'Outside the cluster';
    default:
      return `${kind} ${name}`;
  }
}

/** `web:8080`, the container and its port; the number alone where no container declares it. */
export function targetText({ container, port, protocol }: TargetRow): string {
  if (port === 0) return 'any port';
  return `${container}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}

/** `33%`; less than one in a hundred with a digit after the point. */
export function percentText(share: number): string {
  const percent = share * 100;
  const isSmall = percent > 0 && percent < 1;
  return `${isSmall ? Math.max(0.1, Math.round(percent * 10) / 10) : Math.round(percent)}%`;
}

/** The share on an edge from a port: one for all clients, else the mean, which says so. */
export function shareText({ byClient, share }: ReachEdge): string {
  const texts = new Set(byClient.map((one) => percentText(one.share)));
  return texts.size > 1 ? `avg ${percentText(share)}` : percentText(share);
}

/** How much a port reaches, with the dot. `nTargets` counts those that it reaches and those that it does not. */
export function reachText(
  { namespace, name }: ServiceCard,
  row: PortRow,
  nReached: number,
  nTargets: number,
): string {
  const head = `Service ${namespace}/${name}, ${portText(row)}`;
  if (nReached > 0) {
    const of = nReached === nTargets ? '' : ` of ${nTargets}`;
    return `${head}: reaches ${nReached}${of}.`;
  }
  return `${head}: reaches nothing${row.reason ? `, ${reasonText(row.reason)}` : ''}.`;
}
