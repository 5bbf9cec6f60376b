// The command line as a whole.
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { printable } from '../../shared/render/printable.ts';
import { addEndpoints } from './endpoints.ts';
import { addDescribe } from './describe.ts';
import { addGet } from './get.ts';
import { addGraph } from './graph.ts';
import { addLint } from './lint.ts';
import { addProxyRules } from './proxy-rules.ts';
import { addRules } from './rules.ts';
import { BAD_USAGE, endWith, tell } from './tell.ts';
import { addTrace } from './trace.ts';
import { UsageError } from './usage-error.ts';

/** Runs the command line on arguments as in `process.argv`; sets `process.exitCode`. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('kubereach')
    .description('What a Kubernetes cluster will do with your Services, told from the manifests')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(kubereach --help says more)');
  addLint(program);
  addEndpoints(program);
  addDescribe(program);
  addGet(program);
  addGraph(program);
  addProxyRules(program);
  addRules(program);
  addTrace(program);
  program
    .command('lsp')
    .description('run the language server for an editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      await import('../main.node.ts');
    });
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError && error.exitCode === 0) return;
  endWith(BAD_USAGE);
  if (error instanceof CommanderError) return;
  if (error instanceof UsageError) tell(error.message);
  else process.stderr.write(`kubereach: a bug: ${stackOf(error)}\n`);
}

function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').map(printable).join('\n');
}
