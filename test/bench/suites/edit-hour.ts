// An hour of editing: names, labels and ports that come and go, documents opened and closed. Memory must stay where it is.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pick, seededRandom } from '../../fuzz/scan-mutants.ts';
import type { BenchContext } from '../bench-context.ts';
import { BenchEditor, type Memory } from '../bench-editor.ts';
import { makeFiles } from '../generate/workspace.ts';
import { median } from '../measure.ts';
import { atMost, type Row } from '../row.ts';

const EDITS = 20_000;
const LOOKS = 20;
const OPEN_FILES = 12;
/** What one works on in an hour; all of it is soon known, so that only leaks grow on. */
const EDITED_FILES = 60;
/** The first looks see a process that is still warming up. */
const SETTLED_AFTER = 4;

/** Values that an edit gives a new number. */
const CHANGING = /^( *(?:app|name|tier|port|targetPort|containerPort): )(.*)$/gm;

/** The memory of the last quarter of the hour against that of the first after the warm-up. */
export async function* editHour(ctx: BenchContext): AsyncGenerator<Row> {
  const nFiles = ctx.fileCounts[0] ?? 1000;
  const looks = await edit(ctx, nFiles);
  const what = `${EDITS.toLocaleString('en')} edits in ${nFiles.toLocaleString('en')} files`;
  yield flatRow(
    `heap after ${what}`,
    looks.map(({ heapUsed }) => heapUsed),
    1.05,
  );
  yield flatRow(
    `resident memory after ${what}`,
    looks.map(({ rss }) => rss),
    1.1,
  );
}

async function edit(ctx: BenchContext, nFiles: number): Promise<readonly Memory[]> {
  const folder = ctx.workspace(nFiles);
  const random = seededRandom(ctx.seed);
  const files = [...makeFiles(nFiles)]
    .filter(({ text }) => text.includes('kind: Service\n'))
    .slice(0, EDITED_FILES)
    .map(({ path, text }) => ({ uri: pathToFileURL(join(folder, path)).href, text }));
  const editor = await BenchEditor.start({
    program: join(ctx.dist, 'server.cjs'),
    args: ['--stdio'],
    execArgv: ['--expose-gc', '--require', ctx.programs.answerMemory],
    saysReady: true,
    folder,
  });
  const open = new Map<string, string>();
  const looks: Memory[] = [];
  for (let count = 1; count <= EDITS; count++) {
    const { uri, text } = pick(files, random);
    const [oldest] = open.keys();
    if (open.size === OPEN_FILES && oldest !== undefined && !open.has(uri)) {
      await editor.close(oldest);
      open.delete(oldest);
    }
    if (!open.has(uri)) await editor.open(uri, text);
    open.set(uri, text);
    await editor.change(uri, { text: withNewValue(text, random(1 << 30), random) });
    if (count % 100 === 0) await editor.settle(uri);
    if (count % (EDITS / LOOKS) === 0) looks.push(await editor.memory());
  }
  await editor.stop();
  return looks;
}

/** The text with one value that nobody else has. */
function withNewValue(text: string, number: number, random: (limit: number) => number): string {
  const places = [...text.matchAll(CHANGING)];
  const place = places[random(places.length)];
  if (!place) return text;
  const [line, key = '', value = ''] = place;
  const next = /^\d+$/.test(value) ? String(1 + (number % 60_000)) : `${value}-${number}`;
  return text.slice(0, place.index) + key + next + text.slice(place.index + line.length);
}

function flatRow(what: string, bytes: readonly number[], limit: number): Row {
  const settled = bytes.slice(SETTLED_AFTER);
  const early = settled.slice(0, Math.ceil(settled.length / 4));
  const late = settled.slice(-early.length);
  const ratios = late.map((value) => value / median(early));
  const megabytes = (list: readonly number[]): string => `${(median(list) / 2 ** 20).toFixed(1)} MB`;
  return {
    suite: 'edit-hour',
    what,
    against: 'the first quarter',
    ratio: { value: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
    medians: `${megabytes(late)} / ${megabytes(early)}`,
    target: atMost(limit),
  };
}
