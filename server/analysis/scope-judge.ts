// Judges what kustomize builds: each root directory by itself, every finding told where the faulty value is written.
import { t } from '@vscode/l10n';
import { SourceFiles } from '../kustomize/source-files.ts';
import {
  kustomizeScope,
  rootDirectories,
  type KustomizeScope,
  type PlacedProblem,
  type ReadText,
} from '../workspace/kustomize-scope.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import { baseName, directoryOf } from '../workspace/path.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Touched } from '../workspace/workspace.ts';
import { RuleContext } from './context.ts';
import { lintDocument, toFinding, type BugReporter, type Finding } from './lint.ts';
import { spanIn } from './places.ts';
import type { AnyRule } from './rule.ts';
import { isOn, type RuleSet } from './rule-set.ts';

/** The rule that tells what is wrong with a build. */
const BROKEN_RULE = 'kustomization-broken';

/** What it tells. */
export type BuildProblem = PlacedProblem;

/** A scope with what was found in it. */
interface JudgedScope {
  readonly scope: KustomizeScope;
  readonly findings: readonly Finding[];
}

/** The findings of all builds of a workspace. A build is made again when a file that it read changes. */
export class ScopeJudge {
  readonly #brokenRule: AnyRule | undefined;
  readonly #onBug: BugReporter;
  readonly #readText: ReadText;
  readonly #scopes = new Map<string, JudgedScope>();
  #sources = new SourceFiles();
  /** `undefined` when something has to be built. */
  #byDocument: ReadonlyMap<ManifestDocument, readonly Finding[]> | undefined;
  #covered: ReadonlySet<ManifestDocument> = new Set();
  /** Files of builds that came or went since they were last asked for. */
  readonly #changed = new Set<string>();

  constructor(rules: readonly AnyRule[], onBug: BugReporter, readText: ReadText) {
    this.#brokenRule = rules.find(({ id }) => id === BROKEN_RULE);
    this.#onBug = onBug;
    this.#readText = readText;
  }

  /** Builds what has to be built. Nothing before the workspace is complete: a base may yet get its overlay. */
  settle(ctx: RuleContext, rules: RuleSet): void {
    if (this.#byDocument || !ctx.isComplete) return;
    const roots = new Set(rootDirectories(ctx.snapshot));
    for (const directory of this.#scopes.keys()) if (!roots.has(directory)) this.#drop(directory);
    for (const directory of roots) {
      if (this.#scopes.has(directory)) continue;
      const judged = this.#tryJudge(directory, ctx, rules);
      if (!judged) continue;
      this.#scopes.set(directory, judged);
      for (const uri of filesOf(judged)) this.#changed.add(uri);
    }
    this.#covered = new Set([...this.#scopes.values()].flatMap(({ scope }) => [...scope.covered]));
    this.#byDocument = byDocument(this.#scopes.values());
  }

  /** True for a document whose objects a build takes up: it is judged as what becomes of them. */
  isCovered(document: ManifestDocument): boolean {
    return this.#byDocument !== undefined && this.#covered.has(document);
  }

  /** What the builds say of a document, each finding once. */
  findingsIn(document: ManifestDocument): readonly Finding[] {
    return this.#byDocument?.get(document) ?? [];
  }

  /** Drops the builds that may have changed. */
  forget(touched: Touched): void {
    const isEverything = touched === 'everything';
    if (isEverything) this.#sources = new SourceFiles();
    if (isEverything || touched.has(keys.kustomizations)) this.#byDocument = undefined;
    for (const [directory, { scope }] of this.#scopes)
      if (isEverything || [...scope.files].some((uri) => touched.has(keys.file(uri)))) this.#drop(directory);
  }

  /** The files whose findings may have changed with the builds since the last call. */
  takeChanged(): readonly string[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  #problemsOf({ problems }: KustomizeScope, ctx: RuleContext): readonly Finding[] {
    const rule = this.#brokenRule;
    if (!rule || !isOn(rule, ctx.settings.rules)) return [];
    return problems.map((state) => {
      const { document, path, on, isRefused, dependsOnOthers } = state;
      const at = { document, span: spanIn(document, path, on) };
      return toFinding(
        rule,
        { at, state, ...(isRefused && !dependsOnOthers ? {} : { severity: 'warning' }) },
        document,
        ctx,
      );
    });
  }

  #drop(directory: string): void {
    const judged = this.#scopes.get(directory);
    if (!judged) return;
    for (const uri of filesOf(judged)) this.#changed.add(uri);
    this.#scopes.delete(directory);
    this.#byDocument = undefined;
  }

  /** A build that fails is our bug: its files are judged where they stand. */
  #tryJudge(directory: string, ctx: RuleContext, rules: RuleSet): JudgedScope | undefined {
    try {
      return this.#judgeScope(directory, ctx, rules);
    } catch (error) {
      this.#onBug(BROKEN_RULE, error);
      return undefined;
    }
  }

  #judgeScope(directory: string, ctx: RuleContext, rules: RuleSet): JudgedScope {
    const scope = kustomizeScope(directory, ctx.snapshot, this.#sources, this.#readText);
    const inside = new RuleContext(scope.snapshot, ctx.settings, { texts: ctx.snapshot, keepsReads: false });
    const findings = scope.file.documents
      .flatMap(({ document }) => lintDocument(document, rules, inside, this.#onBug))
      .map((finding) => asBuilt(finding, scope));
    return { scope, findings: [...this.#problemsOf(scope, ctx), ...findings] };
  }
}

/** The files that a scope's findings are in, or could be. */
function filesOf({ scope, findings }: JudgedScope): ReadonlySet<string> {
  return new Set([
    ...[...scope.covered].map(({ uri }) => uri),
    ...findings.map(({ document }) => document.uri),
  ]);
}

/** A finding says which build it is about, unless it stands there itself; its fixes ask the build and not the workspace. */
function asBuilt(finding: Finding, { directory, snapshot }: KustomizeScope): Finding {
  const isHere = directoryOf(finding.document.uri) === directory;
  const name = decodeURIComponent(`${baseName(directoryOf(directory))}/${baseName(directory)}`);
  return {
    ...finding,
    message: isHere ? finding.message : t('{0} (as {1} builds it)', finding.message, name),
    fixes: (now) => finding.fixes(inScope(snapshot, now)),
  };
}

function inScope(snapshot: Snapshot, now: RuleContext): RuleContext {
  return new RuleContext(snapshot, now.settings, { texts: now.snapshot, keepsReads: false });
}

/** Several builds of one base find the same fault: it is told once, as the first of them has it. */
function byDocument(scopes: Iterable<JudgedScope>): ReadonlyMap<ManifestDocument, readonly Finding[]> {
  const found = new Map<ManifestDocument, Finding[]>();
  for (const { findings } of scopes) {
    for (const finding of findings) {
      const list = found.get(finding.document) ?? [];
      found.set(finding.document, list);
      const isTold = list.some(
        ({ rule, span }) => rule === finding.rule && span.start === finding.span.start,
      );
      if (!isTold) list.push(finding);
    }
  }
  for (const list of found.values()) list.sort((a, b) => a.span.start - b.span.start);
  return found;
}
