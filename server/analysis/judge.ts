// Keeps the findings of every document, and knows which of them an edit can have changed.
import type { ManifestDocument, ManifestFile } from '../workspace/manifest.ts';
import type { IndexKey } from '../workspace/object-index.ts';
import type { Touched } from '../workspace/workspace.ts';
import type { RuleContext } from './context.ts';
import { lintDocument, type BugReporter, type Finding } from './lint.ts';
import type { AnyRule } from './rule.ts';
import { RuleSet } from './rule-set.ts';
import type { AnalysisSettings } from './settings.ts';
import { suppress } from './suppression/suppress.ts';

/** A key of the index with the documents whose judgement read it. */
interface Readers {
  readonly key: IndexKey;
  readonly documents: ManifestDocument[];
}

/** What was found in a document, and all that this was made from. */
interface Judgement {
  readonly findings: readonly Finding[];
  readonly reads: readonly Readers[];
}

/**
 * Findings by document. A document is judged when it is asked for, and again only after something was touched that its
 * judgement had read. So an edit costs the document it changes and those that looked at what it changed.
 */
export class Judge {
  readonly #rules: readonly AnyRule[];
  #active: { readonly settings: AnalysisSettings; readonly rules: RuleSet } | undefined;
  readonly #onBug: BugReporter;
  readonly #judgements = new Map<ManifestDocument, Judgement>();
  readonly #readers = new Map<IndexKey, Readers>();
  #nJudged = 0;

  constructor(rules: readonly AnyRule[], onBug: BugReporter) {
    this.#rules = rules;
    this.#onBug = onBug;
  }

  /** How many documents have been judged so far: what an edit costs shows in it. */
  get nJudged(): number {
    return this.#nJudged;
  }

  /** What is wrong in a file, by document, then by place. */
  findings(file: ManifestFile, ctx: RuleContext): readonly Finding[] {
    if (file.isDisabled || ctx.snapshot.isPartial(file.uri)) return [];
    const findings = file.documents.flatMap(({ document }) => this.#findingsIn(document, ctx));
    return suppress(file, findings, this.#rules, ctx);
  }

  /** Forgets judgements that may no longer hold, and returns the files they were about. */
  forget(touched: Touched): ReadonlySet<string> {
    if (touched === 'everything') {
      const uris = new Set([...this.#judgements.keys()].map(({ uri }) => uri));
      this.#judgements.clear();
      this.#readers.clear();
      return uris;
    }
    const uris = new Set<string>();
    for (const key of touched) {
      for (const document of this.#readers.get(key)?.documents.slice() ?? []) {
        uris.add(document.uri);
        this.#drop(document);
      }
    }
    return uris;
  }

  #findingsIn(document: ManifestDocument, ctx: RuleContext): readonly Finding[] {
    let judgement = this.#judgements.get(document);
    if (!judgement) {
      const { value, reads } = ctx.reads.during(() =>
        lintDocument(document, this.#rulesFor(ctx.settings), ctx, this.#onBug),
      );
      judgement = { findings: value, reads: this.#register(document, reads) };
      this.#nJudged++;
      this.#judgements.set(document, judgement);
    }
    return judgement.findings;
  }

  #rulesFor(settings: AnalysisSettings): RuleSet {
    if (this.#active?.settings !== settings)
      this.#active = { settings, rules: new RuleSet(this.#rules, settings.rules) };
    return this.#active.rules;
  }

  #register(document: ManifestDocument, reads: ReadonlySet<IndexKey>): readonly Readers[] {
    return [...reads].map((key) => {
      let readers = this.#readers.get(key);
      if (!readers) this.#readers.set(key, (readers = { key, documents: [] }));
      readers.documents.push(document);
      return readers;
    });
  }

  #drop(document: ManifestDocument): void {
    for (const { key, documents } of this.#judgements.get(document)?.reads ?? []) {
      const index = documents.indexOf(document);
      const last = documents.pop();
      if (last && last !== document) documents[index] = last; // the order among readers means nothing
      if (documents.length === 0) this.#readers.delete(key);
    }
    this.#judgements.delete(document);
  }
}
