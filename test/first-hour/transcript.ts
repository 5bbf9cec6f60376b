// A transcript: prose with blocks of commands, and under each command what came of it. What came of it is compared, or
// written anew; the rest is the author's.
//
//   ```play
//   > open cart.yaml
//   1:1 error …            what came of it
//   > type new.yaml
//   | kind: Service        what the command is given
//   what came of it
//   ```

/** One command with what it is given, and what the page says came of it. */
export interface Step {
  readonly command: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/** A stretch of a page: text as it stands, or the commands of one block. */
type Part = { readonly text: string } | { readonly steps: readonly Step[] };

/** The fence of a block is longer where fences stand in it. */
const OPEN = /^(`{3,})play$/;

/** Cuts a page into prose and blocks. A block that is not closed goes on to the end. */
function parseTranscript(page: string): readonly Part[] {
  const parts: Part[] = [];
  let prose: string[] = [];
  let block: string[] | undefined;
  let fence = '';
  for (const line of page.split('\n')) {
    if (block && line === fence) {
      parts.push({ steps: readSteps(block) });
      [block, prose] = [undefined, [line]];
    } else if (block) block.push(line);
    else {
      prose.push(line);
      const opened = OPEN.exec(line)?.[1];
      if (opened === undefined) continue;
      fence = opened;
      parts.push({ text: prose.join('\n') });
      block = [];
    }
  }
  parts.push({ text: prose.join('\n') });
  return parts;
}

function readSteps(lines: readonly string[]): readonly Step[] {
  const steps: { command: string; input: string[]; output: string[] }[] = [];
  for (const line of lines) {
    const step = steps.at(-1);
    if (line.startsWith('> ')) steps.push({ command: line.slice(2), input: [], output: [] });
    else if (step && step.output.length === 0 && /^\|( |$)/.test(line)) step.input.push(line.slice(2));
    else step?.output.push(line);
  }
  return steps;
}

/** The page again, with the output that each step gives when it is played. Steps are played in order, one after another. */
export async function playTranscript(
  page: string,
  play: (step: Step) => Promise<readonly string[]>,
): Promise<string> {
  const written: string[] = [];
  for (const part of parseTranscript(page)) {
    if ('text' in part) written.push(part.text);
    else {
      for (const step of part.steps) {
        const input = step.input.map((line) => `| ${line}`.trimEnd());
        written.push(`> ${step.command}`, ...input, ...(await play(step)));
      }
    }
  }
  return written.join('\n');
}
