// The language service: everything the server can answer, in files and offsets. It knows no protocol and keeps nothing
// between questions but the workspace and the settings.
import type { Anchor, FieldEdit, Overview, PreviewModel } from '../shared/messages/preview.ts';
import { parseFieldPath } from '../shared/model/field-path.ts';
import { RuleContext } from './analysis/context.ts';
import { Judge } from './analysis/judge.ts';
import type { BugReporter, Finding } from './analysis/lint.ts';
import { treeOf } from './analysis/places.ts';
import { DEFAULT_SETTINGS, type AnalysisSettings } from './analysis/settings.ts';
import { codeLenses, type Lens } from './features/code-lens.ts';
import { fieldAt, fieldEdits } from './features/field-edits.ts';
import { hoverAt, type Hover } from './features/hover.ts';
import { previewOf, type PreviewQuery } from './features/preview.ts';
import { overviewOf } from './features/preview-scene.ts';
import { quickFixesOf, type FileEdit, type QuickFix } from './features/quick-fix.ts';
import { rules } from './rules/registry.ts';
import type { ReadText } from './workspace/kustomize-scope.ts';
import { fileOfKey } from './workspace/object-index.ts';
import { Workspace, type Touched } from './workspace/workspace.ts';
import { spanOfField } from './yaml/locate.ts';
import { shiftSpan, type Span } from './yaml/span.ts';

/** A context answers for so many documents before its memory is cleared. */
const MEMORY = 200;

/** A finding at its place in the file. Spans count from the file's start. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly span: Span;
  readonly related: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

/** What a service may be told besides. */
export interface ServiceOptions {
  /** Reads what kustomizations name and the workspace leaves out, such as JSON patches. */
  readonly readText?: ReadText;
  /** Files are read once: what was judged depends on nothing, and a change has everything judged again. */
  readonly isOneShot?: boolean;
}

/** Answers questions about a workspace. Every answer is a function of the current snapshot and settings. */
export class LanguageService {
  readonly workspace: Workspace;
  readonly #judge: Judge;
  #settings: AnalysisSettings = DEFAULT_SETTINGS;
  #ctx: RuleContext | undefined;
  readonly #changed = new Set<string>();
  #nJudgedBefore = 0;
  readonly #isOneShot: boolean;

  constructor(
    onBug: BugReporter,
    workspace = new Workspace(),
    { readText, isOneShot = false }: ServiceOptions = {},
  ) {
    this.#judge = new Judge(rules, onBug, readText);
    this.#isOneShot = isOneShot;
    this.workspace = workspace;
  }

  /** How many documents have been judged so far: what an edit costs shows in it. */
  get nJudged(): number {
    return this.#judge.nJudged;
  }

  /** Replaces the settings; all answers follow from the new ones. */
  configure(settings: AnalysisSettings): void {
    this.#settings = settings;
    this.#ctx = undefined;
    this.#forget('everything');
  }

  /** Lookups over the snapshot as it is now. */
  get context(): RuleContext {
    const { snapshot } = this.workspace;
    if (this.#ctx?.snapshot !== snapshot) {
      this.#ctx = this.#newContext();
      const touched = this.workspace.takeTouched();
      this.#forget(this.#isOneShot ? 'everything' : touched);
    }
    if (this.nJudged - this.#nJudgedBefore > MEMORY) {
      // What a context remembers helps documents that are judged together; the rest is only kept alive.
      this.#ctx = this.#newContext();
      this.#nJudgedBefore = this.nJudged;
    }
    return this.#ctx;
  }

  #newContext(): RuleContext {
    return new RuleContext(this.workspace.snapshot, this.#settings, { keepsReads: !this.#isOneShot });
  }

  /** The files whose findings may have changed since the last call. */
  takeChanged(): readonly string[] {
    for (const uri of this.#judge.takeChanged(this.context)) this.#changed.add(uri);
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  #forget(touched: Touched): void {
    for (const uri of this.#judge.forget(touched)) this.#changed.add(uri);
    if (touched === 'everything') return;
    // A file that is judged now and was not before has no judgement that could be forgotten.
    for (const key of touched) {
      const uri = fileOfKey(key);
      if (uri !== undefined) this.#changed.add(uri);
    }
  }

  /** What is wrong in a file; empty for a file that is not part of the workspace. */
  findings(uri: string): readonly Finding[] {
    const ctx = this.context;
    const file = ctx.snapshot.file(uri);
    return file ? this.#judge.findings(file, ctx) : [];
  }

  /** The findings of a file with their places. */
  diagnose(uri: string): readonly PlacedFinding[] {
    return this.findings(uri).map((finding) => ({
      finding,
      span: this.#inFile(finding),
      related: finding.related.map((related) => ({
        uri: related.document.uri,
        span: this.#inFile(related),
        message: related.message,
      })),
    }));
  }

  /** The fixes of all findings that touch a stretch of a file. */
  quickFixes(uri: string, span: Span): readonly QuickFix[] {
    return this.diagnose(uri)
      .filter((placed) => placed.span.start <= span.end && placed.span.end >= span.start)
      .flatMap(({ finding }) => quickFixesOf(finding, this.context));
  }

  /** What to say about the text at an offset; `undefined` for nothing. */
  hover(uri: string, offset: number): Hover | undefined {
    const file = this.context.snapshot.file(uri);
    return file && hoverAt(file, offset, this.context);
  }

  /** The lines above Services. */
  codeLenses(uri: string): readonly Lens[] {
    const file = this.context.snapshot.file(uri);
    return file ? codeLenses(file, this.context) : [];
  }

  /** The traffic preview of a file. */
  preview(query: PreviewQuery): PreviewModel {
    return previewOf(query, this.context, (uri) => this.findings(uri));
  }

  /** Everything in a namespace that has to do with traffic. */
  overview(namespace: string): Overview {
    return overviewOf(namespace, this.context, (uri) => this.findings(uri));
  }

  /** The field at an offset of a file; `undefined` outside of objects. */
  fieldAt(uri: string, offset: number): Anchor | undefined {
    return fieldAt(uri, offset, this.context);
  }

  /** The edits that write values at fields; `undefined` when one cannot be written. */
  fieldEdits(edits: readonly FieldEdit[]): readonly FileEdit[] | undefined {
    return fieldEdits(edits, this.context);
  }

  /** Where an anchor stands now; `undefined` when its document is gone. */
  locate({ uri, document, field }: Anchor): Span | undefined {
    const placed = this.context.snapshot.file(uri)?.documents[document];
    const root = placed && treeOf(placed.document).root;
    const path = parseFieldPath(field);
    return placed && root && path ? shiftSpan(spanOfField(root, path, 'key'), placed.start) : undefined;
  }

  #inFile({ document, span }: Pick<Finding, 'document' | 'span'>): Span {
    const placed = this.context.snapshot.placeOf(document);
    return shiftSpan(span, placed?.start ?? 0);
  }
}
