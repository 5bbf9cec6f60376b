// The rules that are on, sorted by what they look at, so that no object meets a rule that has nothing to do with it.
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

/** The rules that are on. */
export class RuleSet {
  readonly #rules: readonly AnyRule[];
  readonly #bySubject = new Map<Subject, SubjectRules>();

  constructor(rules: readonly AnyRule[], severities: AnalysisSettings['rules']) {
    this.#rules = rules.filter((rule) => isOn(rule, severities));
  }

  /** The rules for objects of one kind, those for all objects among them; or the rules for documents. */
  for(subject: Exclude<Subject, 'Object'>): SubjectRules {
    let sorted = this.#bySubject.get(subject);
    if (!sorted) this.#bySubject.set(subject, (sorted = this.#sort(subject)));
    return sorted;
  }

  #sort(subject: Subject): SubjectRules {
    const isAny = subject !== 'Document';
    const own = this.#rules.filter(
      (rule) => rule.subject === subject || (isAny && rule.subject === 'Object'),
    );
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
