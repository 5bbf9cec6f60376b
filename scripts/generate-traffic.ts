// The output in docs/traffic.md: each block that begins with a `kubereach trace` command holds what the program prints.
import { Command } from 'commander';
import { addTrace } from '../server/cli/trace.ts';

/** Where the page is, from the root. */
export const TRAFFIC_PAGE = 'docs/traffic.md';

const BLOCK = /^```console\n\$ kubereach (trace .*)\n[^]*?^```$/gm;

/** The page with every block made anew. The working directory is the root. */
export async function trafficPageText(current: string): Promise<string> {
  const outputs = new Map<string, string>();
  for (const [, command = ''] of current.matchAll(BLOCK)) outputs.set(command, await outputOf(command));
  return current.replaceAll(
    BLOCK,
    (_, command: string) => `\`\`\`console\n$ kubereach ${command}\n${outputs.get(command) ?? ''}\`\`\``,
  );
}

async function outputOf(command: string): Promise<string> {
  let output = '';
  const program = new Command('kubereach').exitOverride();
  addTrace(program, (text) => {
    output += text;
  });
  for (const one of program.commands) one.exitOverride();
  await program.parseAsync(splitWords(command), { from: 'user' });
  return output;
}

/** Words as a shell parts them; double quotes hold several together. */
function splitWords(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
