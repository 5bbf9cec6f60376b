// Annotated YAML: files, the findings expected in them, and their text after a fix, in one readable page.
//
//   #== case name [setting:value …]   the next case
//   #- /path [unread]                 the next file; `unread` makes it one that could not be read
//       # ^^^ 💡 error: text          a finding over exactly these columns of the line above; 💡 when it can be fixed
//   #<^^^ error: text                 the same, from column 0 to the last caret
//       #   | /file:line: text        what the finding relates to
//   #-- after [title]                 what follows is the text of the file with that finding, once the fix is applied
//
// Marker lines are taken out before anything is parsed. Lines before the first `#==` are prose.

/** A finding as the page shows it. Lines and columns from zero, columns in UTF-16 units, `end` exclusive. */
export interface Marker {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** `💡 warning: message`. */
  readonly label: string;
  readonly related: readonly string[];
}

/** One file of a case. */
export interface FixtureFile {
  readonly path: string;
  readonly isUnread: boolean;
  readonly text: string;
  readonly markers: readonly Marker[];
}

/** What a fix makes of a file. */
export interface FixtureAfter {
  readonly title: string;
  readonly text: string;
}

/** One case of a page. */
export interface FixtureCase {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly files: readonly FixtureFile[];
  readonly afters: readonly FixtureAfter[];
}

/** A page: its prose and its cases. */
export interface Fixture {
  readonly prose: string;
  readonly cases: readonly FixtureCase[];
}

const MARKER = /^(\s*)#(<?)(\s*)(\^+)\s*(.*)$/;
const RELATED = /^\s*#\s+\| (.*)$/;

/** Reads a page. */
export function parseFixture(page: string): Fixture {
  const [prose = '', ...cases] = page.split(/^#== /m);
  return { prose, cases: cases.map(parseCase) };
}

function parseCase(text: string): FixtureCase {
  const [head = '', ...lines] = text.split('\n');
  const words = head.trim().split(' ');
  const settings = Object.fromEntries(
    words.filter((word) => /^\w+:/.test(word)).map((word) => splitOnce(word, ':')),
  );
  const files: FixtureFile[] = [];
  const afters: FixtureAfter[] = [];
  for (const section of lines.join('\n').split(/^(?=#-)/m)) {
    const after = /^#-- after \[(.*)\]\n/.exec(section);
    const file = /^#- (\S+)( unread)?\n/.exec(section);
    if (after) afters.push({ title: after[1] ?? '', text: section.slice(after[0].length) });
    else if (file) files.push(parseFile(file[1] ?? '', file[2] !== undefined, section.slice(file[0].length)));
    else if (section.trim() !== '') throw new Error(`A case starts with a file: ${section.slice(0, 60)}`);
  }
  return { name: words.filter((word) => !/^\w+:/.test(word)).join(' '), settings, files, afters };
}

function parseFile(path: string, isUnread: boolean, section: string): FixtureFile {
  const kept: string[] = [];
  const markers: (Marker & { related: string[] })[] = [];
  for (const line of section.split('\n')) {
    const marker = MARKER.exec(line);
    const related = RELATED.exec(line);
    if (marker) {
      const [, indent = '', stretched, gap = '', carets = '', label = ''] = marker;
      const end = indent.length + 1 + (stretched ?? '').length + gap.length + carets.length;
      markers.push({
        line: kept.length - 1,
        start: stretched ? 0 : end - carets.length,
        end,
        label,
        related: [],
      });
    } else if (related && markers.length > 0) markers.at(-1)?.related.push(related[1] ?? '');
    else kept.push(line);
  }
  return { path, isUnread, text: decode(kept.join('\n')), markers };
}

/** `<TAB>`, `<CR>` and `<BOM>` stand for characters that editors hide or repair. */
function decode(text: string): string {
  return text.replaceAll('<TAB>', '\t').replaceAll('<CR>', '\r').replaceAll('<BOM>', '\uFEFF');
}

function encode(text: string): string {
  return text.replaceAll('\t', '<TAB>').replaceAll('\r', '<CR>').replaceAll('\uFEFF', '<BOM>');
}

/** Writes a page back with other markers and fixed texts. */
export function renderFixture(fixture: Fixture): string {
  return fixture.prose + fixture.cases.map((one) => `#== ${renderCase(one)}`).join('');
}

function renderCase({ name, settings, files, afters }: FixtureCase): string {
  const head = [name, ...Object.entries(settings).map(([key, value]) => `${key}:${value}`)].join(' ');
  const pages = files.map((file) => `#- ${file.path}${file.isUnread ? ' unread' : ''}\n${renderFile(file)}`);
  const changed = afters.map(({ title, text }) => `#-- after [${title}]\n${text}`);
  return `${head}\n${[...pages, ...changed].map((part) => (part.endsWith('\n') ? part : `${part}\n`)).join('')}`;
}

function renderFile({ text, markers }: FixtureFile): string {
  return text
    .split('\n')
    .flatMap((line, index) => {
      const here = markers.filter((marker) => marker.line === index).sort((a, b) => a.start - b.start);
      return [encode(line), ...here.flatMap((marker) => renderMarker(line, marker))];
    })
    .join('\n');
}

/** The `#` stands at the line's own indentation where the carets leave room for it. */
function renderMarker(line: string, { start, end, label, related }: Marker): readonly string[] {
  const isStretched = start === 0;
  const indent = Math.max(0, Math.min(/^\s*/.exec(line)?.[0].length ?? 0, start - 1));
  const lead = isStretched ? '#<' : `${' '.repeat(indent)}#${' '.repeat(start - indent - 1)}`;
  const carets = '^'.repeat(Math.max(1, isStretched ? end - 2 : end - start));
  return [`${lead}${carets} ${label}`, ...related.map((text) => `${' '.repeat(indent)}#   | ${text}`)];
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A case as readers see it: its files with their markers, without the notation for machines. */
export function renderCaseForReaders({ files }: FixtureCase): string {
  const isAlone = files.length === 1;
  return files
    .map((file) => `${isAlone ? '' : `# ${file.path}\n`}${renderFile(file)}`)
    .map((page) => (page.endsWith('\n') ? page : `${page}\n`))
    .join('');
}
