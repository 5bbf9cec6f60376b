// Which findings somebody asked not to see, and which of these wishes silence nothing.
import type { ManifestDocument, ManifestFile, PlacedDocument } from '../../workspace/manifest.ts';
import type { Span } from '../../yaml/span.ts';
import type { Place } from '../rule.ts';
import { matchesPattern, rulesMeantBy } from '../rule-patterns.ts';
import {
  lineOfDirective,
  suppressionsOf,
  type Directive,
  type IgnoreAnnotation,
  type NamedRule,
  type UnknownDirective,
} from './directive.ts';

/** The rule that speaks of suppressions without effect. It speaks last, and only a suppression that names it silences it. */
export const UNUSED_RULE = 'suppression-unused';

/** What must be known of a finding. Its span counts from its document's start. */
export interface Suppressible {
  readonly rule: string;
  readonly at: Place;
  readonly document: ManifestDocument;
  readonly span: Span;
}

/** A suppression, or one rule that it names, which silences nothing. */
export interface UnusedSuppression {
  readonly file: ManifestFile;
  readonly by: Directive | UnknownDirective | IgnoreAnnotation;
  /** `undefined` when it names no rule at all, or is no directive. */
  readonly rule: NamedRule | undefined;
}

/** A finding with what silences it. */
export interface Suppressed<F> {
  readonly finding: F;
  readonly by: Directive | IgnoreAnnotation;
}

/** Findings after suppression. All three keep the order they came in. */
export interface SuppressionResult<F> {
  readonly kept: readonly F[];
  readonly suppressed: readonly Suppressed<F>[];
  readonly unused: readonly UnusedSuppression[];
}

/** What the engine knows that decides whether a suppression is unused or only could not show its use. */
export interface SuppressionOptions {
  /** False for a rule that is switched off: what names it is not called unused. */
  readonly isActive: (rule: string) => boolean;
  /** False for a document of which not every rule could speak: broken, a template, hidden by a root cause. */
  readonly isJudged: (document: ManifestDocument) => boolean;
}

/**
 * Takes out the findings of one file that its comments and annotations silence. The narrowest one that does counts as
 * used: the line's own comment, the comment above, the annotation of the object, a block, the file.
 */
export function applySuppressions<F extends Suppressible>(
  file: ManifestFile,
  findings: readonly F[],
  options: SuppressionOptions,
): SuppressionResult<F> {
  const { comments, annotations } = suppressionsOf(file);
  if (comments.length === 0 && annotations.length === 0)
    return { kept: findings, suppressed: [], unused: [] };
  const directives = comments.filter((one) => one.type === 'comment');
  const index = new SuppressionIndex(file, directives, annotations);
  const kept: F[] = [];
  const suppressed: Suppressed<F>[] = [];
  for (const finding of findings) {
    const by = index.find(finding);
    if (by) suppressed.push({ finding, by });
    else kept.push(finding);
  }
  const unused = [...comments, ...annotations].flatMap((by): UnusedSuppression[] => {
    if (by.type === 'unknown') return [{ file, by, rule: undefined }];
    return index.unusedOf(by, options).map((rule) => ({ file, by, rule }));
  });
  return { kept, suppressed, unused };
}

type Suppression = Directive | IgnoreAnnotation;

/** Finds what silences a finding, and remembers what was of use. */
class SuppressionIndex {
  readonly #file: ManifestFile;
  readonly #directives: readonly Directive[];
  readonly #annotations: readonly IgnoreAnnotation[];
  /** For each line comment: the offset at which its line starts and the one at which it ends. */
  readonly #lines: ReadonlyMap<Directive, Span>;
  readonly #places: ReadonlyMap<ManifestDocument, PlacedDocument>;
  /** What was of use: a named rule, or the suppression itself where it names none. */
  readonly #used = new Set<NamedRule | Suppression>();

  constructor(
    file: ManifestFile,
    directives: readonly Directive[],
    annotations: readonly IgnoreAnnotation[],
  ) {
    this.#file = file;
    this.#directives = directives;
    this.#annotations = annotations;
    this.#lines = new Map(directives.map((one) => [one, lineOfDirective(file.text, one)]));
    this.#places = new Map(file.documents.map((placed) => [placed.document, placed]));
  }

  find(finding: Suppressible): Suppression | undefined {
    const offset = finding.span.start + (this.#places.get(finding.document)?.start ?? 0);
    for (const name of ['disable-line', 'disable-next-line'] as const) {
      for (const one of this.#directives) {
        const line = this.#lines.get(one);
        if (one.name !== name || !line || offset < line.start || offset > line.end) continue;
        if (this.#use(one, finding.rule)) return one;
      }
    }
    const annotation = this.#annotations.find(
      (one) => isAbout(finding, one) && this.#use(one, finding.rule) !== undefined,
    );
    return annotation ?? this.#findBlock(finding.rule, offset) ?? this.#findFile(finding.rule);
  }

  /** The parts of a suppression that were of no use, although they could have been. */
  unusedOf(one: Suppression, { isActive, isJudged }: SuppressionOptions): readonly (NamedRule | undefined)[] {
    if (one.type === 'comment' && one.name === 'enable') return this.#idleEnds(one);
    const isOpen = this.#documentsOf(one).some((document) => !isJudged(document));
    if (one.rules.length === 0) return this.#used.has(one) || isOpen ? [] : [undefined];
    return one.rules.filter((rule) => {
      if (this.#used.has(rule) || rule.pattern === UNUSED_RULE) return false;
      const meant = rulesMeantBy(rule.pattern);
      // A name that means nothing is wrong whatever else is known.
      return meant.length === 0 || (!isOpen && meant.some(isActive));
    });
  }

  /** An end is of use when a block before it has something to end. */
  #idleEnds(end: Directive): readonly (NamedRule | undefined)[] {
    const blocks = this.#directives.filter(
      ({ name, span }) => name === 'disable' && span.start < end.span.start,
    );
    if (end.rules.length === 0) return blocks.length > 0 ? [] : [undefined];
    return end.rules.filter(
      ({ pattern }) => !rulesMeantBy(pattern).some((rule) => blocks.some((block) => names(block, rule))),
    );
  }

  #findBlock(rule: string, offset: number): Directive | undefined {
    let open: Directive | undefined;
    for (const one of this.#directives) {
      if (one.span.start > offset) break;
      if (one.name === 'disable' && names(one, rule)) open ??= one;
      else if (one.name === 'enable' && names(one, rule)) open = undefined;
    }
    if (open) this.#use(open, rule);
    return open;
  }

  #findFile(rule: string): Directive | undefined {
    return this.#directives.find((one) => one.name === 'disable-file' && this.#use(one, rule));
  }

  /** Notes that a suppression was of use for a rule; `undefined` when it does not name it. */
  #use(one: Suppression, rule: string): Suppression | undefined {
    if (!names(one, rule)) return undefined;
    if (one.rules.length === 0) {
      this.#used.add(one);
      return one;
    }
    const named = one.rules.find(({ pattern }) => matchesPattern(pattern, rule));
    if (named) this.#used.add(named);
    return named && one;
  }

  /** The documents that a suppression reaches. */
  #documentsOf(one: Suppression): readonly ManifestDocument[] {
    const { documents } = this.#file;
    if (one.type === 'annotation') {
      return documents.filter(({ document }) => document.objects.includes(one.object)).map(documentOf);
    }
    if (one.name === 'disable-file') return documents.map(documentOf);
    const isBlock = one.name === 'disable' || one.name === 'enable';
    const reach = isBlock ? { start: one.span.start, end: this.#file.text.length } : this.#lines.get(one);
    if (!reach) return [];
    return documents
      .filter(({ document, start }) => start <= reach.end && start + document.text.length >= reach.start)
      .map(documentOf);
  }
}

function documentOf({ document }: PlacedDocument): ManifestDocument {
  return document;
}

function names({ rules }: Suppression, rule: string): boolean {
  return rules.length === 0
    ? rule !== UNUSED_RULE
    : rules.some(({ pattern }) => matchesPattern(pattern, rule));
}

/** About the object itself, or about the text of a document that holds nothing else. */
function isAbout({ at }: Suppressible, { object }: IgnoreAnnotation): boolean {
  if ('object' in at) return at.object === object;
  return at.document.objects.length === 1 && at.document.objects[0] === object;
}
