// The rules that are on, sorted by what they look at, so that no object meets a rule that has nothing to do with it.
import type { KubeObject } from '../../shared/model/objects.ts';
import type { AnyRule, RuleFamily, Subject } from './rule.ts';
import type { AnalysisSettings, Severity } from './settings.ts';

/** The rules of one family, by id. */
export interface FamilyRules {
  readonly family: RuleFamily;
  readonly rules: ReadonlyMap<string, AnyRule>;
}

/** The rules for one kind of subject, in the order of their ids. */
export interface SubjectRules {
  /** What one of them finds silences all others. */
  readonly roots: readonly AnyRule[];
  readonly others: readonly AnyRule[];
  readonly families: readonly FamilyRules[];
}

/** True for a rule that the settings give a severity, or leave at its own where that is not `off`. */
export function isOn(rule: AnyRule, severities: AnalysisSettings['rules']): boolean {
  return (severities[rule.id] ?? defaultLevel(rule)) !== 'off';
}

/** How loud a rule is where the settings do not name it. */
export function defaultLevel({ isOffByDefault, severity }: AnyRule): Severity | 'off' {
  return isOffByDefault ? 'off' : severity;
}

function looksAt({ subject, kinds }: AnyRule, wanted: Subject, kind: string | undefined): boolean {
  const subjects: readonly Subject[] = Array.isArray(subject) ? subject : [subject];
  if (wanted === 'Document') return subjects.includes('Document');
  if (subjects.includes('Object')) return true;
  return subjects.includes(wanted) && (kind === undefined || !kinds || kinds.includes(kind));
}

/** The rules that are on. */
export class RuleSet {
  readonly #rules: readonly AnyRule[];
  readonly #bySubject = new Map<Subject, SubjectRules>();
  readonly #byKind = new Map<string, SubjectRules>();

  constructor(rules: readonly AnyRule[], severities: AnalysisSettings['rules']) {
    this.#rules = rules.filter((rule) => isOn(rule, severities));
  }

  /** The rules for documents as text. */
  get forDocuments(): readonly AnyRule[] {
    return this.#for('Document').others;
  }

  /** The rules for an object, those for all objects among them. */
  forObject({ is, ref: { kind } }: KubeObject): SubjectRules {
    if (is !== 'Other') return this.#for(is);
    let sorted = this.#byKind.get(kind);
    if (!sorted) this.#byKind.set(kind, (sorted = this.#sort(is, kind)));
    return sorted;
  }

  #for(subject: Subject): SubjectRules {
    let sorted = this.#bySubject.get(subject);
    if (!sorted) this.#bySubject.set(subject, (sorted = this.#sort(subject)));
    return sorted;
  }

  #sort(subject: Subject, kind?: string): SubjectRules {
    const own = this.#rules.filter((rule) => looksAt(rule, subject, kind));
    const families = new Map<RuleFamily, Map<string, AnyRule>>();
    for (const rule of own) {
      if (!rule.family) continue;
      const members = families.get(rule.family) ?? new Map<string, AnyRule>();
      families.set(rule.family, members.set(rule.id, rule));
    }
    return {
      roots: own.filter((rule) => rule.isRootCause),
      others: own.filter((rule) => !rule.isRootCause && !rule.family),
      families: [...families].map(([family, rules]) => ({ family, rules })),
    };
  }
}
