// Plays the commands of a transcript as a user would, over a folder that the language server serves.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  DiagnosticSeverity,
  HoverRequest,
  type CodeAction,
  type Diagnostic,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Editor } from '../support/editor.ts';
import type { Step } from './transcript.ts';

const SEVERITY: Readonly<Record<number, string>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** So many questions in a row without a publication in between, and the server has said all it has to say. */
const QUIET_ROUNDS = 3;

/** One user at one editor. */
export class Player {
  readonly #editor: Editor;
  readonly #folder: string;
  /** The documents that the user has open, by name. */
  readonly #open = new Map<string, TextDocument>();
  #shown: readonly string[] = [];

  constructor(editor: Editor, folder: string) {
    this.#editor = editor;
    this.#folder = folder;
  }

  /** Does what a step says; the lines that the user then sees. */
  async play({ command, input }: Step): Promise<readonly string[]> {
    const [, verb = '', name = '', rest = ''] = /^(\w+) (\S+) ?(.*)$/.exec(command) ?? [];
    const [first = '', second] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
      text.replaceAll(String.raw`\"`, '"').replaceAll(String.raw`\n`, '\n'),
    );
    switch (verb) {
      case 'open':
        return this.#look(name);
      case 'hover':
        return this.#hover(name, first);
      case 'fixes':
        return (await this.#actions(name, first)).map(({ title, isPreferred }) =>
          isPreferred ? `${title} (preferred)` : title,
        );
      case 'fix':
        return this.#fix(name, first, second);
      case 'replace':
        return this.#replace(name, first, second ?? '');
      case 'type':
        return this.#type(name, input);
      case 'save':
        return this.#save(name);
      default:
        throw new Error(`No such command: ${command}`);
    }
  }

  async #look(name: string): Promise<readonly string[]> {
    await this.#ensureOpen(name);
    await this.#settle();
    this.#shown = this.#everything();
    const found = this.#findingsIn(name);
    return found.length > 0 ? found : ['nothing is underlined'];
  }

  async #hover(name: string, needle: string): Promise<readonly string[]> {
    const document = await this.#ensureOpen(name);
    const hover = await this.#editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: document.uri },
      position: document.positionAt(offsetOf(document, needle)),
    });
    if (!hover || typeof hover.contents !== 'object' || !('value' in hover.contents)) return ['nothing'];
    return hover.contents.value.split('\n').map((line) => `    ${line}`.trimEnd());
  }

  async #actions(name: string, needle: string): Promise<readonly CodeAction[]> {
    const document = await this.#ensureOpen(name);
    const start = offsetOf(document, needle);
    const range = { start: document.positionAt(start), end: document.positionAt(start + needle.length) };
    const diagnostics = this.#editor
      .diagnostics(document.uri)
      .filter((one) => document.offsetAt(one.range.start) >= start)
      .filter((one) => document.offsetAt(one.range.end) <= start + needle.length);
    const actions = await this.#editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: document.uri },
      range,
      context: { diagnostics },
    });
    return (actions ?? []).filter((action): action is CodeAction => !('arguments' in action));
  }

  async #fix(name: string, needle: string, title: string | undefined): Promise<readonly string[]> {
    const actions = await this.#actions(name, needle);
    const action = actions.find((one) => (title === undefined ? one.isPreferred : one.title === title));
    if (!action) return ['no such fix', ...actions.map((one) => `* ${one.title}`)];
    const lines = [`* ${action.title}`];
    for (const change of action.edit?.documentChanges ?? []) {
      if (!('textDocument' in change)) continue;
      const edits = change.edits.filter((edit): edit is TextEdit => 'newText' in edit && 'range' in edit);
      lines.push(...(await this.#apply(this.#nameOf(change.textDocument.uri), edits)));
    }
    return [...lines, ...(await this.#changes())];
  }

  async #replace(name: string, from: string, to: string): Promise<readonly string[]> {
    const document = await this.#ensureOpen(name);
    const start = offsetOf(document, from);
    const range = { start: document.positionAt(start), end: document.positionAt(start + from.length) };
    const lines = await this.#apply(name, [{ range, newText: to }]);
    return [...lines, ...(await this.#changes())];
  }

  /** Key by key, at the end of the file. Told is what comes and goes while nobody has saved yet. */
  async #type(name: string, lines: readonly string[]): Promise<readonly string[]> {
    const seen: string[] = [];
    for (const line of lines) {
      let typed = '';
      for (const key of `${line}\n`) {
        await this.#append(name, key);
        typed += key;
        const changes = await this.#changes();
        if (changes[0] !== UNCHANGED) seen.push(`after "${typed.trim()}"`, ...changes);
      }
    }
    return seen.length > 0 ? seen : [UNCHANGED];
  }

  async #save(name: string): Promise<readonly string[]> {
    await this.#editor.save((await this.#ensureOpen(name)).uri);
    return this.#changes();
  }

  async #append(name: string, text: string): Promise<void> {
    const document = await this.#ensureOpen(name);
    const end = document.positionAt(document.getText().length);
    await this.#change(name, [{ range: { start: end, end }, newText: text }]);
    await this.#settle();
  }

  /** Edits a document as a whole and saves it; the lines that went and came. */
  async #apply(name: string, edits: readonly TextEdit[]): Promise<readonly string[]> {
    const before = (await this.#ensureOpen(name)).getText().split('\n');
    await this.#change(name, edits);
    await this.#editor.save((await this.#ensureOpen(name)).uri);
    const after = (await this.#ensureOpen(name)).getText().split('\n');
    return diff(before, after).map((line) => `    ${line}`.trimEnd());
  }

  async #change(name: string, edits: readonly TextEdit[]): Promise<void> {
    const document = await this.#ensureOpen(name);
    const text = TextDocument.applyEdits(document, [...edits]);
    const { uri, languageId, version } = document;
    this.#open.set(name, TextDocument.create(uri, languageId, version + 1, text));
    const backwards = [...edits].sort(
      (a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start),
    );
    await this.#editor.change(uri, ...backwards.map(({ range, newText }) => ({ range, text: newText })));
  }

  async #ensureOpen(name: string): Promise<TextDocument> {
    let document = this.#open.get(name);
    if (document) return document;
    const path = join(this.#folder, name);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    document = TextDocument.create(pathToFileURL(path).href, 'yaml', 1, text);
    this.#open.set(name, document);
    await this.#editor.type(document.uri, text);
    return document;
  }

  /** What the user sees change anywhere since the last look. */
  async #changes(): Promise<readonly string[]> {
    await this.#settle();
    const [before, after] = [this.#shown, this.#everything()];
    this.#shown = after;
    const gone = before.filter((found) => !after.includes(found)).map((found) => `- ${found}`);
    const come = after.filter((found) => !before.includes(found)).map((found) => `+ ${found}`);
    return gone.length + come.length > 0 ? [...gone, ...come] : [UNCHANGED];
  }

  /** Without positions, which every line typed above would change. */
  #everything(): readonly string[] {
    return this.#editor.uris
      .toSorted()
      .flatMap((uri) =>
        this.#editor.diagnostics(uri).map((found) => `${this.#nameOf(uri)}: ${describe(found)}`),
      );
  }

  #findingsIn(name: string): readonly string[] {
    const uri = pathToFileURL(join(this.#folder, name)).href;
    return this.#editor
      .diagnostics(uri)
      .map((found) => `${found.range.start.line + 1}:${found.range.start.character + 1} ${describe(found)}`);
  }

  #nameOf(uri: string): string {
    return fileURLToPath(uri).slice(this.#folder.length + 1);
  }

  /** Asks until the server has nothing more to publish: it answers after what it publishes. */
  async #settle(): Promise<void> {
    let quiet = 0;
    while (quiet < QUIET_ROUNDS) {
      const before = this.#editor.nPublished;
      await this.#editor.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: pathToFileURL(this.#folder).href },
        position: { line: 0, character: 0 },
      });
      quiet = this.#editor.nPublished === before ? quiet + 1 : 0;
    }
  }
}

const UNCHANGED = 'no finding came or went';

function describe({ severity = 1, code, message }: Diagnostic): string {
  return `${SEVERITY[severity]} ${code}: ${typeof message === 'string' ? message : message.value}`;
}

function offsetOf(document: TextDocument, needle: string): number {
  const offset = document.getText().indexOf(needle);
  if (offset < 0) throw new Error(`"${needle}" is not in ${document.uri}`);
  return offset;
}

/** The lines that differ, between those that are the same at both ends. */
function diff(before: readonly string[], after: readonly string[]): readonly string[] {
  const limit = Math.min(before.length, after.length);
  let head = 0;
  while (head < limit && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < limit - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [
    ...before.slice(head, before.length - tail).map((line) => `- ${line}`),
    ...after.slice(head, after.length - tail).map((line) => `+ ${line}`),
  ];
}
