// The words of a whole namespace's picture in the user's language; what the rest of the panel says is said alike.
import * as l10n from '@vscode/l10n';
import type { GraphWords } from '../../shared/render/graph-words.ts';
import type {
  ClientCard,
  EntryCard,
  EntryRow,
  PodCondition,
  PodGroup,
  PortRow,
  ReachReason,
  ReachSubject,
  ServiceCard,
  UnmetLabel,
} from '../../shared/render/reach-graph.ts';
import { entryRowText, percentText, portText, targetText } from '../../shared/render/reach-words.ts';
import { endText, exclusionText } from './words-reason.ts';
import { clientName } from './words-request.ts';

/** The words of the language that the panel has by now. */
export function graphWords(): GraphWords {
  return {
    subject: subjectName,
    column: columnHead,
    client: clientHead,
    entry: entryHead,
    entryRow: entryRowName,
    serviceType: ({ exists, type }) => (exists ? type : l10n.t('does not exist')),
    port: portRowName,
    group: groupHead,
    condition: conditionWord,
    target: (row) => (row.port === 0 ? l10n.t('any port') : targetText(row)),
    share: ({ byClient, share }) => {
      const texts = new Set(byClient.map((one) => percentText(one.share)));
      return texts.size > 1 ? l10n.t('avg {0}', percentText(share)) : percentText(share);
    },
    reason: reasonSentence,
    legend: legendText,
    reach: reachSentence,
    noService: () => `${l10n.t('There is no Service')}.`,
  };
}

function subjectName(subject: ReachSubject): string {
  switch (subject.kind) {
    case 'service':
      return l10n.t('Service {0}', `${subject.namespace}/${subject.name}`);
    case 'ingress':
      return l10n.t('Ingress {0}', `${subject.namespace}/${subject.name}`);
    case 'namespace':
      return l10n.t('Services of namespace {0}', subject.namespace);
    case 'all':
      return l10n.t('All Services');
  }
}

function columnHead(column: Parameters<GraphWords['column']>[0]): string {
  switch (column) {
    case 'clients':
      return l10n.t('Client');
    case 'entries':
      return l10n.t('Way in');
    case 'services':
      return l10n.t('Service');
    case 'groups':
      return l10n.t('Pods');
  }
}

function clientHead({ place, isAnywhere }: ClientCard): string {
  if (place.kind === 'pod') return l10n.t('Pod {0}', place.name);
  return place.kind === 'any-pod' && isAnywhere ? l10n.t('Pod in the cluster') : clientName(place, 1);
}

function entryHead({ kind, name }: Pick<EntryCard, 'kind' | 'name'>): string {
  switch (kind) {
    case 'dns':
      return l10n.t('Name in the DNS');
    case 'node-port':
      return l10n.t('Node port');
    case 'load-balancer':
      return l10n.t('Load balancer');
    case 'external-ip':
      return l10n.t('External IP');
    case 'ingress':
      return l10n.t('Ingress {0}', name);
  }
}

function entryRowName(kind: EntryCard['kind'], row: EntryRow): string {
  switch (kind) {
    case 'node-port':
      return `${row.host || l10n.t('every node')}:${row.port}`;
    case 'load-balancer':
      return l10n.t('port {0}', row.port);
    case 'ingress': {
      const host = row.host || l10n.t('any host');
      return row.path === '' ? l10n.t('{0} (default backend)', host) : `${host}${row.path}`;
    }
    default:
      return entryRowText(kind, row); // Names and addresses alone.
  }
}

function portRowName(row: PortRow): string {
  if (row.port !== 0 || row.index >= 0) return portText(row);
  return row.name === '' ? l10n.t('any port') : l10n.t('{0} (no such port)', row.name);
}

function groupHead({ kind, name }: Pick<PodGroup, 'kind' | 'name'>): string {
  switch (kind) {
    case 'Pod':
      return l10n.t('Pods of their own');
    case 'Address':
      return l10n.t('Addresses');
    case 'Outside':
      return l10n.t('Outside the cluster');
    default:
      return `${kind} ${name}`;
  }
}

function conditionWord(condition: PodCondition): string {
  switch (condition) {
    case 'ready':
      return l10n.t('Ready');
    case 'not-ready':
      return l10n.t('Not ready');
    case 'terminating':
      return l10n.t('Terminating');
    case 'succeeded':
      return l10n.t('Completed');
    case 'failed':
      return l10n.t('Failed');
    case 'pending':
      return l10n.t('Pending');
    case 'address':
      return l10n.t('no pod');
    case 'outside':
      return l10n.t('Outside the cluster');
  }
}

function reasonSentence(reason: ReachReason): string {
  switch (reason.is) {
    case 'end':
      return endText(reason.end);
    case 'excluded':
      return exclusionText(reason);
    case 'labels-differ':
      return reason.unmet.map(unmetText).join(', ');
    case 'earlier-rule':
      return l10n.t('never used: Ingress {0} has the same rule earlier', reason.ingress);
  }
}

function unmetText({ label, wanted, has }: UnmetLabel): string {
  return has === undefined
    ? l10n.t('the label {0} is missing', `${label}=${wanted}`)
    : l10n.t('the label {0} is {1}, not {2}', label, has, wanted);
}

function legendText(tone: Parameters<GraphWords['legend']>[0]): string {
  switch (tone) {
    case 'live':
      return l10n.t('Expected share of the connections; thicker is more');
    case 'waiting':
      return l10n.t('Nothing flows for now, or not from everywhere');
    case 'blocked':
      return l10n.t('Cannot flow');
  }
}

function reachSentence(service: ServiceCard, row: PortRow, nReached: number, nTargets: number): string {
  const name = `${service.namespace}/${service.name}`;
  const port = portRowName(row);
  if (nReached > 0)
    return `${l10n.t('Service {0}, {1}: reaches {2} of {3}', name, port, nReached, nTargets)}.`;
  return row.reason
    ? `${l10n.t('Service {0}, {1}: reaches nothing: {2}', name, port, reasonSentence(row.reason))}.`
    : `${l10n.t('Service {0}, {1}: reaches nothing', name, port)}.`;
}
