// Accessible names and other sentences that are put together from a model. Each is one translatable sentence.
import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../shared/messages/preview.ts';
import type { Trace } from '../../shared/traffic/trace.ts';
import type { StageCard, StageGroup, StageReason } from './model/cards.ts';
import { formatShare } from './model/percent.ts';
import type { PodView, PortView, ServiceView } from './model/service-view.ts';
import { exclusionText } from './words-reason.ts';
import { portLabel } from './model/table-rows.ts';

/** BCP 47 tag of the display language, as the page says. */
export function locale(): string {
  return document.documentElement.lang || 'en';
}

/** Name of the Service's card. */
export function serviceName(service: ServiceView): string {
  const selector = service.selector ? l10n.t('selector {0}', service.selector) : l10n.t('no selector');
  return l10n.t('Service {0}, {1}, {2}', service.name, service.type, selector);
}

/** Name of a port's row. */
export function portName(port: PortView, pods: readonly PodView[]): string {
  const label = port.targetPort
    ? l10n.t('Port {0} to {1}', portLabel(port), port.targetPort)
    : l10n.t('Port {0}', portLabel(port));
  if (port.problem) return `${label}: ${port.problem}`;
  const nReached = pods.filter((pod) => pod.targets.some((target) => target.port === port.key)).length;
  return `${label}: ${reachedOf(nReached, pods.length)}`;
}

/** Name of a pod's card, or of a card that stands for a group. */
export function cardName(
  card: StageCard,
  ports: readonly PortView[],
  source: string,
  requests: string,
): string {
  const gets = card.rows.flatMap((row) =>
    row.inputs.map(({ port, share }) =>
      l10n.t('{0} of {1} at {2}', formatShare(share, locale()), labelOfPort(ports, port), row.label),
    ),
  );
  const whys = card.reasons.map((reason) => reasonText(reason, ports, card.isBundle));
  const parts = [...cardHead(card, source), ...(gets.length > 0 ? gets : [l10n.t('gets nothing')]), ...whys];
  return [...parts, ...(requests ? [requests] : [])].join(', ');
}

function cardHead(card: StageCard, source: string): string[] {
  const [pod] = card.pods;
  if (card.isBundle || !pod) return [source, podCount(card.pods.length)];
  const where = pod.node ? [l10n.t('on {0}', pod.node)] : [];
  return [l10n.t('Pod {0}', pod.name), pod.status, ...where];
}

/** A reason with the port it is about, unless there is only one, and the number of pods on a group's card. */
export function reasonText(reason: StageReason, ports: readonly PortView[], isCounted: boolean): string {
  const port = reason.port && ports.length > 1 ? labelOfPort(ports, reason.port) : '';
  const text = port ? `${port}: ${reason.message}` : reason.message;
  return isCounted ? `${podCount(reason.nPods)}: ${text}` : text;
}

/** `1 pod`, `12 pods`. */
export function podCount(nPods: number): string {
  return nPods === 1 ? l10n.t('1 pod') : l10n.t('{0} pods', nPods);
}

/** `1 problem`, `12 problems`. */
export function problemCount(n: number): string {
  return n === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', n);
}

/** How many of a number of pods get traffic. */
function reachedOf(nReached: number, nPods: number): string {
  if (nPods === 0) return l10n.t('no pods');
  return nPods === 1 && nReached === 1
    ? l10n.t('reaches 1 pod')
    : l10n.t('reaches {0} of {1} pods', nReached, nPods);
}

/** How many of a group's pods get traffic, from their side. */
export function groupCount(group: StageGroup): string {
  if (group.nPods === 1) return '';
  if (group.nReached === group.nPods) return podCount(group.nPods);
  return l10n.t('{0} of {1} reached', group.nReached, group.nPods);
}

/** The label of a port by its key. */
function labelOfPort(ports: readonly PortView[], key: string): string {
  const port = ports.find((candidate) => candidate.key === key);
  return port ? portLabel(port) : key;
}

/** `34 of 100 requests`; with `nFailed` those among them that got no answer. */
export function requestCount(n: number, nAll: number, nFailed = 0): string {
  return nFailed > 0
    ? l10n.t('{0} of {1} requests, {2} failed', n, nAll, nFailed)
    : l10n.t('{0} of {1} requests', n, nAll);
}

/** How loud a finding is. */
export function severityWord(severity: FindingView['severity']): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'information':
      return l10n.t('Information');
    case 'hint':
      return l10n.t('Hint');
  }
}

/** Pods named in a sentence; the rest is counted. */
const MAX_NAMED = 6;

/** The run in a sentence, as a screen reader says it: `100 requests: web#1 34, web#2 66; web#3 none: not ready`. */
export function resultSummary({ requests, backends, excluded, outcomes }: Trace): string {
  if (requests === 0) return l10n.t('No requests yet: the shares are what is to be expected');
  const got = backends.slice(0, MAX_NAMED).map(({ pod, requests: n }) => `${pod} ${n}`);
  if (backends.length > MAX_NAMED) got.push(l10n.t('and {0} more', backends.length - MAX_NAMED));
  const none = excluded
    .slice(0, MAX_NAMED)
    .map((one) => l10n.t('{0} none: {1}', one.pod, exclusionText(one)));
  const counts = requests === 1 ? l10n.t('1 request') : l10n.t('{0} requests', requests);
  const failed = requests - outcomes.delivered;
  return [
    [counts, got.join(', ')].filter(Boolean).join(': '),
    ...(failed > 0 ? [l10n.t('{0} without an answer', failed)] : []),
    ...none,
  ].join('; ');
}
