// What an editor shows after a sequence of edits must be what a fresh reading of the last texts gives, byte for byte.
import { readdirSync, readFileSync } from 'node:fs';
import { toDiagnostic } from '../../server/lsp/convert.ts';
import { LanguageService } from '../../server/service.ts';
import type { SourceFile } from '../../server/workspace/file-source.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { parseFixture, type FixtureCase } from '../support/fixture.ts';
import { pick, seededRandom, type Random } from './scan-mutants.ts';

/** A sequence after which the two differ. */
export interface EditDifference {
  /** The seed that gives this sequence again, as the only one. */
  readonly seed: number;
  readonly edits: readonly string[];
  readonly uri: string;
  readonly incremental: string;
  readonly fresh: string;
}

const FIXTURES = new URL('../fixtures/rules/', import.meta.url);
const MOST_CASES = 4;
const MOST_EDITS = 8;
const PIECES =
  'x¦\n¦---\n¦    app: web\n¦  ¦:¦"¦{{¦      nodePort: 30080\n¦$patch: delete\n¦  name: web\n¦# kubereach-disable-file\n¦  namespace: shop\n¦- a¦\t¦é😀'.split(
    '¦',
  );

/** The cases of all rules' fixtures: files that between them make every rule speak. */
export function fixtureCases(): readonly FixtureCase[] {
  return readdirSync(FIXTURES)
    .sort()
    .flatMap((name) => parseFixture(readFileSync(new URL(name, FIXTURES), 'utf8')).cases);
}

/** Runs one sequence of edits in a workspace of a few cases; `undefined` when the two agree all along. */
export function checkSequence(seed: number, cases: readonly FixtureCase[]): EditDifference | undefined {
  const random = seededRandom(seed);
  const session = new Session(mixCases(cases, random));
  const edits: string[] = [];
  for (let left = 1 + random(MOST_EDITS); left > 0; left--) {
    edits.push(session.edit(random));
    if (left > 1 && random(3) === 0) continue; // changes may pile up before anybody looks
    const difference = session.differenceFromFresh();
    if (difference) return { seed, edits, ...difference };
  }
  return undefined;
}

/** The files of some cases, in one directory, beside each other or below. */
function mixCases(cases: readonly FixtureCase[], random: Random): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (let nth = random(MOST_CASES); nth >= 0; nth--) {
    const prefix = pick(['', '', '/envs/a', '/envs/b', '/envs'], random);
    for (const { path, isUnread, text } of pick(cases, random).files) {
      const uri = `${prefix}${path}`;
      files.set(uri, isUnread ? { uri, unread: 'unreadable' } : { uri, text });
    }
  }
  return [...files.values()];
}

/** A service that follows edits, and what an editor would show of it. */
class Session {
  readonly #service = newService();
  readonly #files: Map<string, SourceFile>;
  readonly #uris: readonly string[];
  readonly #shown = new Map<string, string>();
  readonly #edited = new Set<string>();

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.uri, file]));
    this.#uris = [...this.#files.keys()];
    this.#service.workspace.setFiles(files);
    this.#service.workspace.complete();
    for (const uri of this.#uris) this.#show(uri);
  }

  /** Makes one random edit and says which. */
  edit(random: Random): string {
    const uri = pick(this.#uris, random);
    this.#edited.add(uri);
    const { workspace } = this.#service;
    switch (random(14)) {
      case 0:
        this.#files.delete(uri);
        workspace.closeText(uri);
        workspace.removeFile(uri);
        return `remove ${uri}`;
      case 1:
        this.#files.set(uri, { uri, unread: 'unreadable' });
        workspace.closeText(uri);
        workspace.setFiles([{ uri, unread: 'unreadable' }]);
        return `unread ${uri}`;
      case 2:
        return this.#useAsPatch(uri);
      case 3:
        return this.#type(uri, this.#textOf(uri).split('---\n').reverse().join('---\n'));
      case 4: {
        const other = this.#textOf(pick(this.#uris, random)).split('---\n');
        return this.#type(uri, `${this.#textOf(uri).trimEnd()}\n---\n${pick(other, random)}`);
      }
      case 5:
        return this.#save(uri);
      default:
        return this.#type(uri, mutate(this.#textOf(uri), this.#textOf(pick(this.#uris, random)), random));
    }
  }

  /** Brings what is shown up to date as the publisher does, and compares it with a service that reads everything anew. */
  differenceFromFresh(): Pick<EditDifference, 'uri' | 'incremental' | 'fresh'> | undefined {
    for (const uri of [...this.#edited, ...this.#service.takeChanged()]) this.#show(uri);
    this.#edited.clear();
    const anew = newService();
    anew.workspace.setFiles(this.#files.values());
    anew.workspace.complete();
    for (const uri of new Set([...this.#uris, ...this.#shown.keys()])) {
      const [incremental, fresh] = [this.#shown.get(uri) ?? '[]', diagnosticsOf(anew, uri)];
      if (incremental !== fresh) return { uri, incremental, fresh };
    }
    return undefined;
  }

  #show(uri: string): void {
    this.#shown.set(uri, diagnosticsOf(this.#service, uri));
  }

  #textOf(uri: string): string {
    const file = this.#files.get(uri);
    return file && 'text' in file ? file.text : '';
  }

  #type(uri: string, text: string): string {
    this.#files.set(uri, { uri, text });
    this.#service.workspace.setOpenText(uri, text);
    return `type ${uri}: ${JSON.stringify(text)}`;
  }

  /** What an editor holds goes to disk, and the editor is closed. */
  #save(uri: string): string {
    const text = this.#textOf(uri);
    const { workspace } = this.#service;
    this.#files.set(uri, { uri, text });
    workspace.setFile(uri, text);
    workspace.closeText(uri);
    return `save ${uri}`;
  }

  #useAsPatch(uri: string): string {
    const kustomization = uri.replace(/[^/]*$/, 'kustomization.yaml');
    const name = uri.split('/').at(-1) ?? '';
    this.#edited.add(kustomization);
    return this.#type(kustomization, `resources: [a.yaml]\npatches:\n  - path: ${name}\n`);
  }
}

function mutate(text: string, other: string, random: Random): string {
  const at = random(text.length + 1);
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + pick(PIECES, random) + text.slice(at + random(30));
    case 1: {
      const lines = text.split('\n');
      lines.splice(random(lines.length), random(2), pick(other.split('\n'), random));
      return lines.join('\n');
    }
    case 2: {
      const words = text.split(/\b/);
      words[random(words.length)] = pick(other.split(/\b/), random);
      return words.join('');
    }
    default:
      return text.slice(0, at) + pick(PIECES, random) + text.slice(at + random(2));
  }
}

function newService(): LanguageService {
  return new LanguageService((rule, error) => {
    throw new Error(`Rule ${rule} failed`, { cause: error });
  }, new Workspace());
}

function diagnosticsOf(service: LanguageService, uri: string): string {
  const { snapshot } = service.workspace;
  const file = snapshot.file(uri);
  if (!file) return '[]';
  return JSON.stringify(
    service.diagnose(uri).map((placed) => toDiagnostic(placed, file, snapshot, () => '')),
  );
}
