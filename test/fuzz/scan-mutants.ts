// Documents with something wrong in them: seeded edits of the kinds that typing, merging and pasting make.

/** Whole numbers from 0 up to, not including, `limit`. */
export type Random = (limit: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const INSERTS = [
  '- ¦: ¦#¦ #¦"¦\'¦[¦]¦{¦}¦,¦\t¦|¦>¦&a ¦*a¦!x ¦? ¦%¦@¦`¦\r¦\r\n¦\u0000¦😀¦\u0085¦\u2028¦\uFEFF¦\u007F¦\n¦\n\n¦ ¦  ¦\\¦\\n',
  '\\"¦\'\'¦:¦-¦---¦...¦<<: ¦|-\n¦>+\n¦|2\n¦y¦~¦0¦1¦.¦=¦\n  ¦\n- ¦ \n¦\t\n¦a: ¦"a": ¦{}¦[]¦[a, b]',
  '{a: b}¦# c\n¦  # c\n¦\\\n¦__proto__: 1\n¦\ud83d',
].flatMap((line) => line.split('¦'));

type Mutation = (text: string, random: Random, other: string) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => cut(text, random(text.length + 1), 1),
  (text, random) => cut(text, random(text.length + 1), 1 + random(20)),
  (text, random) => splice(text, random(text.length + 1), pick(INSERTS, random)),
  (text, random) => splice(text, random(text.length + 1), pick(INSERTS, random)),
  (text, random) => {
    const at = random(text.length + 1);
    return splice(text, at, text.slice(at, at + 1 + random(30)));
  },
  (text, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  },
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random) => text.slice(random(text.length + 1)),
  (text, random) => withLines(text, random, (lines, at) => lines.splice(at, 1)),
  (text, random) => withLines(text, random, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  (text, random) =>
    withLines(text, random, (lines, at) => lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '')),
  (text, random) =>
    withLines(text, random, (lines, at) => lines.splice(at, 0, ...lines.splice(at, 1 + random(5)).reverse())),
  (text, random) => indentFrom(text, random, 1 + random(3), 1),
  (text, random) => indentFrom(text, random, 1 + random(12), 1 + random(2)),
  (text, random) =>
    withLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ {1,2}/, ''))),
  (text, random) => withLines(text, random, (lines, at) => (lines[at] = ` ${lines[at] ?? ''}`)),
  (text, random) =>
    withLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '') + pick(INSERTS, random))),
  (text, random) =>
    withLines(text, random, (lines, at) => (lines[at] = pick(INSERTS, random) + (lines[at] ?? ''))),
  (text, random) =>
    withLines(text, random, (lines, at) => {
      const line = lines[at] ?? '';
      const indent = line.length - line.trimStart().length;
      lines[at] = line.slice(0, indent) + pick(INSERTS, random) + line.slice(indent);
    }),
  (text, random) =>
    withLines(text, random, (lines, at) => {
      const [key = ''] = (lines[at] ?? '').split(': ');
      lines[at] = `${key}: ${pick(INSERTS, random)}`;
    }),
  (text, random, other) =>
    splice(text, random(text.length + 1), other.slice(random(other.length), random(other.length))),
  (text, _random, other) => `${text}\n${other}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('  ', ' '),
  (text) => text.replaceAll('\n', '\n '),
  (text, random) => text.replaceAll(': ', random(2) === 0 ? ':  ' : ' : '),
];

/** A text with one edit, or a few. */
export function mutate(text: string, random: Random, other: string): string {
  let mutant = text;
  for (let count = 1 + random(random(4) === 0 ? 4 : 1); count > 0; count--) {
    mutant = pick(MUTATIONS, random)(mutant, random, other);
  }
  return mutant;
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[random(list.length)] as T;
}

function splice(text: string, at: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at);
}

function cut(text: string, at: number, length: number): string {
  return text.slice(0, at) + text.slice(at + length);
}

function withLines(text: string, random: Random, change: (lines: string[], at: number) => unknown): string {
  const lines = text.split('\n');
  change(lines, random(lines.length));
  return lines.join('\n');
}

function indentFrom(text: string, random: Random, count: number, by: number): string {
  const isLess = random(2) === 0;
  return withLines(text, random, (lines, at) => {
    for (let i = at; i < Math.min(lines.length, at + count); i++) {
      const line = lines[i] ?? '';
      lines[i] = isLess ? line.replace(new RegExp(`^ {0,${by}}`), '') : ' '.repeat(by) + line;
    }
  });
}
