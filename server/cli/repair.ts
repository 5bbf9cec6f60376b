// `lint --fix` in memory: applies preferred fixes round by round, and takes back what does more harm than good.
import { applyEdits, compatibleFixes, preferredFixes } from '../features/fix-all.ts';
import type { QuickFix } from '../features/quick-fix.ts';
import { rules } from '../rules/registry.ts';
import type { LanguageService } from '../service.ts';

/** A fix that was applied, with its place in the text before its round. */
export interface AppliedFix {
  readonly uri: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly title: string;
}

/** Fixes open the way to others, and of free node ports each round can give one away; after this many it moves in circles. */
const MAX_ROUNDS = 100;

/** Rules whose finding hides those of others: when it is repaired, what it hid comes to light, which is no harm. */
const hidesOthers = new Set(
  rules.filter(({ isRootCause, subject }) => isRootCause || subject === 'Document').map(({ id }) => id),
);

/**
 * Repairs the files of a service's workspace until no preferred fix is left. Only files in `uris` change.
 * Each round applies all fixes that do not touch each other. When that leaves a finding or brings a new error, the round is
 * taken back and its fixes are tried one at a time.
 */
export function repair(service: LanguageService, uris: ReadonlySet<string>): readonly AppliedFix[] {
  const session = new RepairSession(service, uris);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = compatibleFixes(session.candidates());
    if (fixes.length === 0) break;
    if (!session.tryOut(fixes)) session.tryEach(fixes.length);
  }
  return session.applied;
}

/** The errors of one rule in one file. */
interface ErrorCount {
  readonly uri: string;
  readonly rule: string;
  readonly n: number;
  /** They are refusals of the API server, which tells of some only when others are healed. */
  readonly isRefusal: boolean;
}

/** How many findings there are of each rule, how many errors in each file, and how many of each rule there. */
interface Tally {
  readonly byRule: ReadonlyMap<string, number>;
  readonly byFile: ReadonlyMap<string, number>;
  readonly errors: ReadonlyMap<string, ErrorCount>;
}

class RepairSession {
  readonly applied: AppliedFix[] = [];
  readonly #service: LanguageService;
  readonly #uris: ReadonlySet<string>;
  readonly #refused = new Set<string>();
  #tally: Tally;

  constructor(service: LanguageService, uris: ReadonlySet<string>) {
    this.#service = service;
    this.#uris = uris;
    this.#tally = this.#count();
  }

  /** The preferred fixes that change our files alone and have not been refused. */
  candidates(): readonly QuickFix[] {
    const ctx = this.#service.context;
    return [...this.#uris]
      .flatMap((uri) => preferredFixes(this.#service.findings(uri), ctx))
      .filter((fix) => !this.#refused.has(keyOf(fix)) && fix.edits.every(({ uri }) => this.#uris.has(uri)));
  }

  /** Applies fixes and keeps them when all of them help. */
  tryOut(fixes: readonly QuickFix[]): boolean {
    const { workspace } = this.#service;
    const { snapshot } = workspace;
    const before = new Map<string, string>();
    const edits = fixes.flatMap((fix) => fix.edits);
    for (const uri of new Set(edits.map((edit) => edit.uri))) {
      const text = snapshot.file(uri)?.text ?? '';
      before.set(uri, text);
      workspace.setFile(
        uri,
        applyEdits(
          text,
          edits.filter((edit) => edit.uri === uri),
        ),
      );
    }
    const tally = this.#count();
    if (!isBetter(tally, this.#tally, fixes)) {
      for (const [uri, text] of before) workspace.setFile(uri, text);
      return false;
    }
    this.#tally = tally;
    for (const { title, finding, edits: own } of fixes) {
      const uri = finding.document.uri;
      const at = own.find((edit) => edit.uri === uri)?.span.start ?? 0;
      const line = (before.get(uri) ?? '').slice(0, at).split('\n').length;
      this.applied.push({ uri, line, rule: finding.rule, title });
    }
    return true;
  }

  /** Tries that many fixes one at a time, each on the text that the last one left. One that does not help is refused for good. */
  tryEach(nFixes: number): void {
    for (let n = 0; n < nFixes; n++) {
      const fix = this.candidates()[0];
      if (!fix) return;
      if (!this.tryOut([fix])) this.#refused.add(keyOf(fix));
    }
  }

  #count(): Tally {
    const byRule = new Map<string, number>();
    const byFile = new Map<string, number>();
    const errors = new Map<string, ErrorCount>();
    for (const { uri } of this.#service.workspace.snapshot.files()) {
      for (const { rule, severity, apiServer } of this.#service.findings(uri)) {
        byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
        if (severity !== 'error') continue;
        byFile.set(uri, (byFile.get(uri) ?? 0) + 1);
        const key = `${uri} ${rule}`;
        const n = (errors.get(key)?.n ?? 0) + 1;
        errors.set(key, { uri, rule, n, isRefusal: apiServer !== undefined });
      }
    }
    return { byRule, byFile, errors };
  }
}

/**
 * Every fix has taken a finding of its rule away, and no error has come but those that were there unseen:
 * 1. what a broken text or a root cause hid;
 * 2. a later refusal of the API server in place of an earlier one.
 */
function isBetter(after: Tally, before: Tally, fixes: readonly QuickFix[]): boolean {
  const nFixes = new Map<string, number>();
  for (const { finding } of fixes) nFixes.set(finding.rule, (nFixes.get(finding.rule) ?? 0) + 1);
  for (const [rule, n] of nFixes)
    if ((after.byRule.get(rule) ?? 0) > (before.byRule.get(rule) ?? 0) - n) return false;
  const reveals = [...nFixes.keys()].some((rule) => hidesOthers.has(rule));
  const healsRefusal = fixes.some(({ finding }) => finding.apiServer !== undefined);
  for (const [key, { uri, rule, n, isRefusal }] of after.errors) {
    if (n <= (before.errors.get(key)?.n ?? 0)) continue;
    const wasHidden = reveals && !hidesOthers.has(rule);
    const isLater =
      healsRefusal && isRefusal && (after.byFile.get(uri) ?? 0) <= (before.byFile.get(uri) ?? 0);
    if (!wasHidden && !isLater) return false;
  }
  return true;
}

function keyOf({ finding, title }: QuickFix): string {
  return `${finding.document.uri} ${finding.rule} ${finding.message} ${title}`;
}
