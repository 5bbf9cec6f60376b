// The bundled command line in a folder of its own.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const NOBODY = 65534;

/** How to run it. */
interface RunOptions {
  readonly input?: string | Buffer;
  readonly below?: string;
  /** Without the rights that root has over any file. */
  readonly asNobody?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder that the command line runs in. It is gone after the tests of the file. */
export class CommandLineFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'kubereach-cli-'));

  constructor() {
    after(() => rmSync(this.path, { recursive: true }));
  }

  /** Runs `kubereach` in the folder or one below it. */
  run(
    args: readonly string[],
    { input = '', below = '', asNobody = false, env = {} }: RunOptions = {},
  ): SpawnSyncReturns<string> {
    const isRoot = process.getuid?.() === 0;
    if (asNobody && isRoot) chmodSync(this.path, 0o755);
    return spawnSync(process.execPath, [CLI, ...args], {
      ...(asNobody && isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      cwd: join(this.path, below),
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
  }

  /** Writes a file, with the folders above it, and returns its name. */
  write(name: string, text: string | Buffer): string {
    mkdirSync(join(this.path, dirname(name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
    return name;
  }

  /** The text of a file. */
  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }
}
