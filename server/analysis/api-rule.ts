// Rules of the API family: what the server refuses, told at its place in words that say what to do.
import type { Fix } from './fix.ts';
import type { RuleContext } from './context.ts';
import { refusalsFor, speakersOf, type Refusal } from './api-refusals.ts';
import type { Severity } from './settings.ts';
import { defineRule, type Related, type Rule, type RuleFamily } from './rule.ts';

/** What sets one rule of the family apart. */
export interface ApiRule {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  /** Besides what holds for the whole family. */
  readonly silentWhen?: readonly string[];
  readonly howToFix: string;
  /** What is wrong and what to do. A sentence without its final dot. */
  readonly say: (refusal: Refusal, ctx: RuleContext) => string;
  /** False where it would be said of what is not meant for this cluster. */
  readonly isMeant?: (refusal: Refusal, ctx: RuleContext) => boolean;
  /** Less than an error, where it depends on the cluster. */
  readonly severity?: (refusal: Refusal) => Severity;
  /** False where the refusal itself depends on what the cluster already holds: then nothing is predicted. */
  readonly isPredicted?: (refusal: Refusal) => boolean;
  /** The other side, where there is one. */
  readonly related?: (refusal: Refusal, ctx: RuleContext) => readonly Related[];
  /** The best fix first. */
  readonly fix?: (refusal: Refusal, ctx: RuleContext) => Iterable<Fix>;
}

const ALWAYS_SILENT = [
  'the value, or one that decides about it, holds text that a template has yet to fill in',
  'the object is a patch, or the API server refuses it for something that it looks at earlier',
];

const REFUSALS: RuleFamily = { name: 'refusals of the API server', speakers: speakersOf };

/** Defines a rule that tells the causes which `api-family.ts` assigns to it, one finding for each place. */
export function defineApiRule(rule: ApiRule): Rule<'Object', Refusal> {
  const {
    id,
    summary,
    why,
    silentWhen = [],
    howToFix,
    say,
    related,
    severity,
    fix,
    isMeant = () => true,
    isPredicted = () => true,
  } = rule;
  return defineRule({
    id,
    severity: 'error',
    summary,
    why,
    silentWhen: [...silentWhen, ...ALWAYS_SILENT],
    howToFix,
    subject: 'Object',
    family: REFUSALS,

    *find(object, ctx) {
      for (const refusal of refusalsFor(id, object, ctx)) {
        if (!isMeant(refusal, ctx)) continue;
        const { path, on } = refusal;
        const found = { at: { object, path, on }, state: refusal };
        yield severity ? { ...found, severity: severity(refusal) } : found;
      }
    },

    say: (refusal, ctx) => ({
      message: say(refusal, ctx),
      ...(related ? { related: related(refusal, ctx) } : {}),
      ...(isPredicted(refusal)
        ? { apiServer: refusal.causes.map(({ reason, field, message }) => ({ reason, field, message })) }
        : {}),
    }),

    ...(fix ? { fix } : {}),
  });
}
