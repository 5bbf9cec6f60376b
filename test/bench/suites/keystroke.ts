// From a keystroke to its diagnostics, against a server that always says the same, with the same messages to both.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol/node';
import type { BenchContext } from '../bench-context.ts';
import { BenchEditor } from '../bench-editor.ts';
import { largeDocument, smallDocument, type EditedDocument } from '../generate/edited-document.ts';
import { median, quantile, ratioOf, spreadOf, type Ratio } from '../measure.ts';
import { atMost, formatMs, type Row, type Target } from '../row.ts';

/** Servers take turns by this many edits: few enough to meet the same noise, enough to be warm. */
const EDITS_PER_TURN = 50;
const MEGABYTE = 1024 * 1024;

const BLOCK_NAMES = ['value', 'selector'] as const;

/** Milliseconds of each turn, by contender. */
type Turns = readonly (readonly number[])[];

/** Small documents in workspaces of all sizes, then a large document. */
export async function* keystroke(ctx: BenchContext): AsyncGenerator<Row> {
  for (const name of BLOCK_NAMES) yield* smallRows(ctx, name);
  yield* largeRows(ctx);
}

async function* smallRows(ctx: BenchContext, name: (typeof BLOCK_NAMES)[number]): AsyncGenerator<Row> {
  const edited = smallDocument(name);
  const [trivial = [], ...ours] = await timeAll(ctx, edited, (document) => document.changes, [
    trivialServer,
    ...ctx.fileCounts.map((nFiles) => (ctx: BenchContext) => productServer(ctx, ctx.workspace(nFiles))),
  ]);
  const suite = 'keystroke';
  const against = 'a trivial server';
  for (const [index, nFiles] of ctx.fileCounts.entries()) {
    const turns = ours[index] ?? [];
    const size = `${nFiles.toLocaleString('en')} files`;
    const isJudged = nFiles === 10_000;
    yield {
      suite,
      what: `keystroke in a 3 KB file (${edited.what}), median, ${size}`,
      against,
      ...compare(turns, trivial, 0.5),
      ...(isJudged ? { target: atMost(10, 4) } : {}),
    };
    yield tailRow(`keystroke in a 3 KB file (${edited.what}), p95, ${size}`, turns, trivial, 0.95);
    yield tailRow(
      `keystroke in a 3 KB file (${edited.what}), p99, ${size}`,
      turns,
      trivial,
      0.99,
      isJudged ? atMost(3) : undefined,
    );
  }
  const [smallest, largest] = [ctx.fileCounts.at(0), ctx.fileCounts.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest) return;
  yield {
    suite,
    what: `keystroke in a 3 KB file (${edited.what}), median, ${largest.toLocaleString('en')} files`,
    against: `${smallest.toLocaleString('en')} files`,
    ...compare(ours.at(-1) ?? [], ours[0] ?? [], 0.5),
    target: atMost(1.5),
  };
}

async function* largeRows(ctx: BenchContext): AsyncGenerator<Row> {
  const edited = largeDocument(MEGABYTE);
  const folder = ctx.workspace(ctx.fileCounts[0] ?? 1000);
  const fewer = { ...ctx, nEdits: Math.max(EDITS_PER_TURN, Math.round(ctx.nEdits / 5)) };
  const sendings = [
    ['the change sent', edited.changes],
    ['the whole text sent', edited.texts.map((text) => ({ text }))],
  ] as const;
  for (const [how, changes] of sendings) {
    const [trivial = [], ours = []] = await timeAll(fewer, edited, () => changes, [
      trivialServer,
      (ctx) => productServer(ctx, folder),
    ]);
    yield {
      suite: 'keystroke',
      what: `keystroke in a 1 MB file of ${edited.nDocuments} documents, ${how}, median`,
      against: 'a trivial server',
      ...compare(ours, trivial, 0.5),
      target: atMost(10),
    };
    yield tailRow(
      `keystroke in a 1 MB file of ${edited.nDocuments} documents, ${how}, p99`,
      ours,
      trivial,
      0.99,
    );
  }
}

/** The edits of each server, a turn at a time. */
async function timeAll(
  ctx: BenchContext,
  edited: EditedDocument,
  changesOf: (edited: EditedDocument) => readonly TextDocumentContentChangeEvent[],
  starts: readonly ((ctx: BenchContext) => Promise<BenchEditor>)[],
): Promise<readonly Turns[]> {
  const editors: BenchEditor[] = [];
  for (const start of starts) editors.push(await start(ctx));
  const uri = pathToFileURL(join(ctx.workspace(ctx.fileCounts[0] ?? 1000), 'edited', 'open.yaml')).href;
  const changes = changesOf(edited);
  const times = editors.map((): number[][] => []);
  let count = 0;
  const turn = async (editor: BenchEditor): Promise<number[]> => {
    const ms: number[] = [];
    for (let edit = 0; edit < EDITS_PER_TURN; edit++) {
      const change = changes[edit % changes.length];
      if (change) ms.push(await editor.timeChange(uri, change));
    }
    await editor.settle(uri);
    return ms;
  };
  for (const editor of editors) {
    await editor.open(uri, edited.texts[1] ?? '');
    for (let times = 0; times < 4; times++) await turn(editor); // warm
  }
  for (; count < ctx.nEdits; count += EDITS_PER_TURN) {
    for (const [index, editor] of editors.entries()) times[index]?.push(await turn(editor));
  }
  for (const editor of editors) await editor.stop();
  return times;
}

function trivialServer({ programs, cache }: BenchContext): Promise<BenchEditor> {
  return BenchEditor.start({ program: programs.trivialServer, args: ['--stdio'], folder: cache });
}

function productServer({ dist }: BenchContext, folder: string): Promise<BenchEditor> {
  return BenchEditor.start({
    program: join(dist, 'server.cjs'),
    args: ['--stdio'],
    saysReady: true,
    folder,
  });
}

function tailRow(what: string, ours: Turns, trivial: Turns, share: number, target?: Target): Row {
  const row = { suite: 'keystroke', what, against: 'a trivial server', ...compare(ours, trivial, share) };
  return target ? { ...row, target } : row;
}

/** A quantile over all edits against the other's; the spread is that of the turns, which of a tail says little. */
function compare(ours: Turns, theirs: Turns, share: number): { ratio: Ratio; medians: string } {
  const [above, below] = [quantile(ours.flat(), share), quantile(theirs.flat(), share)];
  const spread = share === 0.5 ? ratioOf(ours.map(median), theirs.map(median)) : spreadOf([above / below]);
  return {
    ratio: { ...spread, value: above / below },
    medians: `${formatMs(above)} / ${formatMs(below)}`,
  };
}
