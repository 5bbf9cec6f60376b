// The numbers that the panel shows, and those of the command line, in one form.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { formatShare } from '../../../client/webview/model/percent.ts';
import { exclusionText } from '../../../client/webview/words-reason.ts';
import type { Exclusion } from '../../../shared/traffic/trace.ts';
import type { Experiment } from './experiments.ts';
import { CLIENT, SHOP, shopText } from './shop.ts';

/** What became of a run. A line is a row of the result: pod, node, address, then numbers or the reason. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly unanswered: number;
}

/** What `trace --format json` says, as far as it matters here. */
interface TraceJson {
  readonly requests: number;
  readonly outcomes: { readonly delivered: number };
  readonly backends: readonly {
    readonly pod: string;
    readonly node: string | null;
    readonly address: string;
    readonly port: number;
    readonly expected: number;
    readonly requests: number;
    readonly failed?: number;
  }[];
  readonly excluded: readonly (Pick<Exclusion, 'pod' | 'reason'> & { readonly node: string | null })[];
}

/** A built command line, and a folder for the manifests that it is asked about. */
export interface CommandLine {
  readonly cli: string;
  readonly folder: string;
}

/** What the command line says of an experiment. */
export function askCommandLine(experiment: Experiment, commandLine: CommandLine): Outcome {
  const { manifest, flags = [], run = DEFAULT_RUN } = experiment;
  const nRequests = run.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? piece : 0), 0);
  const target = flags.includes('--to') ? [] : ['--to', 'node-1:30180'];
  const output = runCommandLine(commandLine, manifest, [
    'trace',
    '--format=json',
    `--requests=${nRequests}`,
    ...target,
    ...flags,
  ]);
  return toOutcome(JSON.parse(output) as TraceJson, experiment.isElsewhere ?? false);
}

/** What is sent where an experiment does not say. */
export const DEFAULT_RUN = [100] as const;

/** The output of a command about the manifest as changed. */
export function runCommandLine(
  { cli, folder }: CommandLine,
  manifest: Experiment['manifest'],
  args: readonly string[],
): string {
  const path = join(folder, SHOP);
  writeFileSync(path, shopText(manifest));
  return execFileSync(process.execPath, [cli, ...args, path], { encoding: 'utf8' });
}

function toOutcome({ requests, outcomes, backends, excluded }: TraceJson, isElsewhere: boolean): Outcome {
  const served = backends.map(({ pod, node, address, port, expected, requests: n, failed = 0 }) =>
    [
      pod,
      isElsewhere ? '' : (node ?? ''),
      isElsewhere ? '' : `${address}:${port}`,
      formatShare(expected, 'en'),
      failed > 0 ? `${n} ${failed} failed` : String(n),
    ].join(' | '),
  );
  const others = excluded
    .filter(({ pod }) => pod !== CLIENT)
    .map(({ pod, node, reason }) =>
      [pod, isElsewhere ? '' : (node ?? ''), exclusionText({ reason })].join(' | '),
    );
  return { lines: [...served, ...others], unanswered: requests - outcomes.delivered };
}

/** What the panel shows after a run. */
export async function readPanel(panel: Locator, isElsewhere: boolean): Promise<Outcome> {
  const rows = await panel
    .getByTestId('result-table')
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
      ),
    );
  const lines = rows.map(([pod = '', node = '', address = '', ...numbers]) => {
    const isServed = numbers.length > 1;
    const place = isElsewhere ? '' : node;
    const parts = isServed
      ? [pod, place, isElsewhere ? '' : address, ...numbers.slice(0, 2)]
      : [pod, place, ...numbers];
    return parts.join(' | ');
  });
  const summary = await panel.getByTestId('result-summary').innerText();
  return { lines, unanswered: Number(/(\d+) without an answer/.exec(summary)?.[1] ?? 0) };
}

/** What the cards of the pods say they got, as `pod | requests`, in their order; bundles and pods without any left out. */
export async function readCards(panel: Locator): Promise<readonly string[]> {
  const names = await panel
    .getByTestId('pod')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''));
  return names.flatMap((name) => {
    const found = /^Pod ([^,]+),.* (\d+) of \d+ requests/.exec(name);
    return found ? [`${found[1]} | ${found[2]}`] : [];
  });
}
