// Runs the built command line, as a user of the package would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { projectRoot } from '../../test/vscode/host/paths.ts';
import { runCommand } from '../../test/vscode/host/process.ts';
import type { Target } from './options.ts';

/** A finding of `lint --format json`, as far as it is used here. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Absolute. */
  readonly file: string;
}

/**
 * Prints what `kubereach lint` says about the target; findings are what it is for.
 * @throws {Error} when it cannot lint at all.
 */
export async function printLint(target: Target): Promise<void> {
  console.log(`\n$ kubereach lint ${target.shown}`);
  const child = spawn(process.execPath, lintArguments(target), { cwd: projectRoot, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`kubereach lint ended with ${code ?? 'a signal'}`);
  console.log();
}

/**
 * The findings in the target.
 * @throws {Error} when it cannot lint, or says something other than JSON.
 */
export async function findingsIn(target: Target): Promise<LintFinding[]> {
  const args = [...lintArguments(target), '--format', 'json'];
  const { code, stdout, output } = await runCommand(process.execPath, args, { cwd: projectRoot });
  if (code !== 0 && code !== 1) throw new Error(`kubereach lint ended with ${code}\n${output}`);
  const { findings } = JSON.parse(stdout) as { findings: LintFinding[] };
  return findings.map((finding) => ({ ...finding, file: resolve(projectRoot, finding.file) }));
}

function lintArguments({ shown }: Target): string[] {
  return ['dist/cli.cjs', 'lint', shown];
}
