// How soon a process is there for its user: the server's first answer, the command line's version.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchContext } from '../bench-context.ts';
import { takeTurns } from '../measure.ts';
import { wallOf } from '../run-process.ts';
import { atMost, rowOf, type Row } from '../row.ts';

/** A start takes so little that it may be looked at more often. */
const TIMES_MORE = 3;

/** Both against an empty script. */
export async function* start({ dist, programs, nRuns }: BenchContext): AsyncGenerator<Row> {
  const { server, version, empty } = await takeTurns(nRuns * TIMES_MORE, {
    server: () => firstAnswer(join(dist, 'server.cjs')),
    empty: () => wallOf([programs.empty]),
    version: () => wallOf([join(dist, 'cli.cjs'), '--version']),
  });
  const against = 'an empty script';
  yield rowOf(
    { suite: 'start', what: 'server, until `initialize` is answered', against, target: atMost(1.7) },
    { above: server, below: empty },
  );
  yield rowOf(
    { suite: 'start', what: '`kubereach --version`, whole process', against },
    { above: version, below: empty },
  );
}

/** Milliseconds from starting a server to the first byte of its answer. */
async function firstAnswer(program: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  await once(child.stdout, 'data');
  const ms = performance.now() - started;
  child.kill();
  await once(child, 'close');
  return ms;
}
