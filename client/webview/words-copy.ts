// The result and the steps as plain text, for the clipboard.
import * as l10n from '@vscode/l10n';
import { joinHostPort } from '../../shared/cluster/ip-address.ts';
import type { Hop } from '../../shared/traffic/hop.ts';
import type { Trace } from '../../shared/traffic/trace.ts';
import { formatShare } from './model/percent.ts';
import { alignColumns } from './model/sections.ts';
import { stepText } from './words-hop.ts';
import { endText, exclusionText } from './words-reason.ts';
import { locale, resultSummary } from './words.ts';

/** The result: its sentence, how requests ended, and a line for each pod. */
export function resultAsText(trace: Trace): string {
  const { backends, excluded, ends } = trace;
  const header = [l10n.t('Pod'), l10n.t('Node'), l10n.t('Address'), l10n.t('Expected'), l10n.t('Requests')];
  const rows = [
    ...backends.map(({ pod, node = '', address, port, expected, requests }) => [
      pod,
      node,
      joinHostPort(address, port),
      formatShare(expected, locale()),
      String(requests),
    ]),
    ...excluded.map((one) => [one.pod, one.node ?? '', one.address ?? '', exclusionText(one), '']),
  ];
  return [resultSummary(trace), ...ends.map(({ end }) => endText(end)), alignColumns([header, ...rows])].join(
    '\n',
  );
}

/** The steps, numbered, one sentence a line. */
export function stepsAsText(hops: readonly Hop[]): string {
  return hops
    .map((hop, index) => {
      const { title, lines, changes } = stepText(hop);
      const changed = changes.map(
        ({ field, from, to }) => `${field === 'source' ? 'SNAT' : 'DNAT'} ${from} → ${to}`,
      );
      return [`${index + 1}. ${title}`, ...[...lines, ...changed].map((line) => `   ${line}`)].join('\n');
    })
    .join('\n');
}
