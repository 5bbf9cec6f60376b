// Keeps the findings of every document, and knows which of them an edit can have changed.
import type { ManifestDocument, ManifestFile } from '../workspace/manifest.ts';
import type { IndexKey } from '../workspace/object-index.ts';
import type { Touched } from '../workspace/workspace.ts';
import type { RuleContext } from './context.ts';
import { lintDocument, lintText, type BugReporter, type Finding } from './lint.ts';
import { eachKey, type ReadKeys } from './reads.ts';
import type { AnyRule } from './rule.ts';
import { RuleSet } from './rule-set.ts';
import type { AnalysisSettings } from './settings.ts';
import { ScopeJudge } from './scope-judge.ts';
import type { ReadText } from '../workspace/kustomize-scope.ts';
import { suppress } from './suppression/suppress.ts';

/** A key of the index with the documents whose judgement read it. */
interface Readers {
  readonly key: IndexKey;
  readonly documents: ManifestDocument[];
}

const NO_READERS: readonly Readers[] = [];

/** What was found in a document, and all that this was made from. */
interface Judgement {
  readonly findings: readonly Finding[];
  readonly reads: readonly Readers[];
  /** Only its text was judged: what it says is judged as kustomize builds it. */
  readonly isCovered: boolean;
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
  readonly #scopes: ScopeJudge;
  #nJudged = 0;

  constructor(rules: readonly AnyRule[], onBug: BugReporter, readText: ReadText = () => undefined) {
    this.#rules = rules;
    this.#onBug = onBug;
    this.#scopes = new ScopeJudge(rules, onBug, readText);
  }

  /** How many documents have been judged so far: what an edit costs shows in it. */
  get nJudged(): number {
    return this.#nJudged;
  }

  /** What is wrong in a file, by document, then by place. */
  findings(file: ManifestFile, ctx: RuleContext): readonly Finding[] {
    if (file.isDisabled) return [];
    const isPartial = ctx.snapshot.isPartial(file.uri);
    this.#scopes.settle(ctx, this.#rulesFor(ctx.settings));
    const findings = file.documents.flatMap(({ document }) => [
      ...(isPartial ? [] : this.#findingsIn(document, ctx)),
      ...this.#scopes.findingsIn(document),
    ]);
    return suppress(file, findings, this.#rules, ctx);
  }

  /** Builds the kustomizations that changed, and returns the files whose findings that may have changed since the last call. */
  takeChanged(ctx: RuleContext): readonly string[] {
    this.#scopes.settle(ctx, this.#rulesFor(ctx.settings));
    return this.#scopes.takeChanged();
  }

  /** Forgets judgements that may no longer hold, and returns the files they were about. */
  forget(touched: Touched): ReadonlySet<string> {
    const uris = new Set<string>();
    this.#scopes.forget(touched);
    if (touched === 'everything') {
      for (const { uri } of this.#judgements.keys()) uris.add(uri);
      this.#judgements.clear();
      this.#readers.clear();
      return uris;
    }
    for (const key of touched) {
      for (const document of this.#readers.get(key)?.documents.slice() ?? []) {
        uris.add(document.uri);
        this.#drop(document);
      }
    }
    return uris;
  }

  #findingsIn(document: ManifestDocument, ctx: RuleContext): readonly Finding[] {
    const isCovered = this.#scopes.isCovered(document);
    let judgement = this.#judgements.get(document);
    if (judgement && judgement.isCovered !== isCovered) this.#drop(document);
    if (judgement?.isCovered !== isCovered) {
      const rules = this.#rulesFor(ctx.settings);
      const { value, reads } = ctx.reads.during(() =>
        isCovered
          ? lintText(document, rules, ctx, this.#onBug)
          : lintDocument(document, rules, ctx, this.#onBug),
      );
      judgement = { findings: value, reads: this.#register(document, reads), isCovered };
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

  #register(document: ManifestDocument, reads: ReadKeys): readonly Readers[] {
    if (reads.length === 0) return NO_READERS;
    const found = Array.from(eachKey(reads), (key) => {
      let readers = this.#readers.get(key);
      // Most keys have one reader, and a list that is made with it has no room for more.
      if (readers) readers.documents.push(document);
      else this.#readers.set(key, (readers = { key, documents: [document] }));
      return readers;
    });
    return found.slice(); // a copy has no room to spare
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
