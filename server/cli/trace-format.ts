// A trace as text that teaches, and as JSON.
import { joinHostPort } from '../../shared/cluster/ip-address.ts';
import { printable } from '../../shared/render/printable.ts';
import { describeEvent, explainEnd, explainExclusion } from '../../shared/render/trace-reasons.ts';
import { summarizeHop } from '../../shared/render/trace-text.ts';
import type { End, Hop } from '../../shared/traffic/hop.ts';
import type { Scenario, ScenarioClient } from '../../shared/traffic/scenario.ts';
import type { Backend, Exclusion, TimelineStep, Trace } from '../../shared/traffic/trace.ts';
import { nearestName } from '../analysis/rule-patterns.ts';
import { table } from './table.ts';
import { sectionTables, type Sections } from './trace-sections.ts';

const BAR_WIDTH = 20;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Backends beyond this many are summed up. */
const MAX_ROWS = 20;

/** One object, version 1 of the format. */
export function formatTraceJson(trace: Trace, sections: Sections): string {
  const { seed, requests, durationMs, hops, outcome, outcomes, ends, backends, excluded, timeline } = trace;
  const output = {
    version: 1,
    seed,
    requests,
    durationMs,
    hops: hops.map(hopJson),
    outcome,
    outcomes,
    ends: ends.map(({ end, requests: n }) => ({ ...end, message: explainEnd(end), requests: n })),
    backends: backends.map(({ pod, ref, node, port, expected, requests: n, failed, address, container }) => ({
      pod,
      ...(ref ? { namespace: ref.namespace } : {}),
      node: node ?? null,
      address,
      port,
      ...(container === undefined ? {} : { container }),
      expected: round(expected),
      requests: n,
      ...(failed > 0 ? { failed } : {}),
    })),
    isExpectedExact: trace.isExpectedExact,
    excluded: excluded.map((exclusion) => ({
      pod: exclusion.pod,
      namespace: exclusion.namespace,
      node: exclusion.node ?? null,
      reason: exclusion.reason,
      message: explainExclusion(exclusion),
    })),
    ...sections,
    ...(timeline.length > 1 ? { timeline: timeline.map((step) => stepJson(step, backends)) } : {}),
  };
  return `${JSON.stringify(output, undefined, 2)}\n`;
}

function hopJson(hop: Hop): object {
  const { kind, ...rest } = hop;
  return { kind, summary: summarizeHop(hop), ...rest };
}

function stepJson(
  { fromMs, toMs, event, outcomes, backends }: TimelineStep,
  all: readonly Backend[],
): object {
  return {
    fromMs,
    toMs,
    ...(event ? { event, message: describeEvent(event) } : {}),
    outcomes,
    backends: backends.map(({ backend, requests }) => ({ pod: all[backend]?.pod ?? '', requests })),
  };
}

/** Three decimals are what the contract shows; six keep small shares apart. */
function round(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

/** Numbered hops, what came of the requests, and a bar for each pod. */
export function formatTraceText(trace: Trace, scenario: Scenario, to: string, sections: Sections): string {
  const { hops, outcomes, requests, ends, excluded } = trace;
  const lines = [
    `${describeClients(scenario.clients)} to ${to}: ${counted(requests, 'request')}, ${describeMode(scenario)}, seed ${trace.seed}`,
    '',
    ...hops.flatMap((hop, index) => hopLines(hop, index + 1)),
    '',
    `${trace.outcome}: ${outcomes.delivered} of ${counted(requests, 'request')} answered`,
    ...ends.map(({ end, requests: n }) => `  ${n} ${explainEnd(end)}${suggest(end, scenario)}`),
  ];
  const parts = [
    `${lines.map(printable).join('\n')}\n`,
    backendTable(trace),
    exclusionTable(excluded),
    timelineTable(trace),
    ...sectionTables(sections),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The Service that a name was probably meant for, when none has it. */
function suggest({ reason }: End, { objects }: Scenario): string {
  if (reason.code !== 'no-such-name' || reason.elsewhere.length > 0) return '';
  const [name = '', ...rest] = reason.name.split('.');
  const names = objects.flatMap(({ is, ref }) => (is === 'Service' ? (ref.name ?? []) : []));
  const meant = nearestName(name, names);
  return meant === undefined ? '' : `; did you mean ${[meant, ...rest].join('.')}?`;
}

/** Each part of the sentence on a line of its own. */
function hopLines(hop: Hop, number: number): readonly string[] {
  const [first = '', ...rest] = summarizeHop(hop).split('; ');
  const start = `${String(number).padStart(2)}  ${hop.kind.padEnd(7)}  `;
  return [`${start}${first}`, ...rest.map((part) => `${' '.repeat(start.length)}${part}`)];
}

function describeClients(clients: readonly ScenarioClient[]): string {
  const [first] = clients;
  const place = first?.place;
  const sources = new Set(clients.map(({ address }) => address));
  if (!place) return 'nobody';
  const many = clients.length > 1 ? `${clients.length} clients ` : '';
  switch (place.kind) {
    case 'pod':
      return `pod ${place.namespace}/${place.name}`;
    case 'any-pod':
      return `a pod of namespace ${place.namespace} on ${place.node}`;
    case 'node':
      return place.name;
    case 'external': {
      const isNat = clients.length > 1 && sources.size === 1 && first.address !== undefined;
      return `${many}outside of the cluster${isNat ? ` behind ${first.address}` : ''}`;
    }
  }
}

function describeMode({ mode, scheduler }: Scenario): string {
  const name = mode === 'ipvs' ? `${mode} ${scheduler}` : mode;
  return mode === 'userspace' ? `${name} (removed in 1.26)` : name;
}

function backendTable({ backends, hops, requests, isExpectedExact }: Trace): string {
  if (backends.length === 0) return '';
  const shown = backends.length > MAX_ROWS ? backends.slice(0, MAX_ROWS - 1) : backends;
  const rest = backends.slice(shown.length);
  const rows = shown.map((backend) => [
    backend.pod,
    backend.node ?? '-',
    joinHostPort(backend.address, backend.port),
    percent(backend.expected),
    percent(requests === 0 ? 0 : backend.requests / requests),
    `${bar(requests === 0 ? 0 : backend.requests / requests)} ${backend.requests}${backend.failed > 0 ? ` (${backend.failed} failed)` : ''}`.trim(),
  ]);
  const sum = rest.reduce((total, backend) => total + backend.requests, 0);
  const expected = rest.reduce((total, backend) => total + backend.expected, 0);
  const more =
    rest.length > 0
      ? [
          [
            `${rest.length} more`,
            '',
            '',
            percent(expected),
            percent(sum / requests),
            `${bar(sum / requests)} ${sum}`.trim(),
          ],
        ]
      : [];
  const text = table([['POD', 'NODE', 'ADDRESS', 'EXPECTED', 'OBSERVED', ''], ...rows, ...more]);
  const isBound = hops.some((hop) => hop.kind === 'proxy' && hop.affinitySeconds !== undefined);
  if (isBound)
    return `${text}EXPECTED is for many clients: with session affinity one address stays with one pod.\n`;
  if (isExpectedExact) return text;
  return `${text}EXPECTED holds while connections stay open and pods are alike: this scheduler goes by what is open.\n`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** A bar whose full width is all requests. */
function bar(share: number): string {
  const eighths = Math.round(share * BAR_WIDTH * 8);
  return '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? '');
}

function exclusionTable(excluded: readonly Exclusion[]): string {
  if (excluded.length === 0) return '';
  const shown = excluded.slice(0, MAX_ROWS);
  const rows = shown.map((one) => [one.pod, one.node ?? '-', explainExclusion(one)]);
  const more = excluded.length > shown.length ? [[`${excluded.length - shown.length} more`, '', '']] : [];
  return table([['GETS NOTHING', 'NODE', 'BECAUSE'], ...rows, ...more]);
}

function timelineTable({ timeline, backends }: Trace): string {
  if (timeline.length < 2) return '';
  const rows = timeline.map((step) => [
    `${(step.fromMs / 1000).toFixed(1)} s`,
    step.event ? describeEvent(step.event) : 'start',
    step.backends.map(({ backend, requests }) => `${backends[backend]?.pod ?? ''} ${requests}`).join(', ') ||
      '-',
    failures(step),
  ]);
  return table([['FROM', 'WHAT HAPPENS', 'REQUESTS THEN', ''], ...rows]);
}

function failures({ outcomes: { refused, dropped } }: TimelineStep): string {
  return [refused > 0 ? `${refused} refused` : '', dropped > 0 ? `${dropped} dropped` : '']
    .filter(Boolean)
    .join(', ');
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
