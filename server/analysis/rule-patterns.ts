// Rules named by id or by a pattern with `*`, as the configuration and suppressions name them.
import { distance } from 'fastest-levenshtein';
import { OFF_BY_DEFAULT, RULE_IDS } from './rule-ids.ts';

/** More slips than this and another name was meant. */
const MAX_TYPING_DISTANCE = 4;

/** True when a name, or a pattern in which `*` stands for any text, means this text. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

/** The ids of the rules that a name or pattern means; empty when it means none. */
export function rulesMeantBy(pattern: string): readonly string[] {
  return RULE_IDS.filter((id) => matchesPattern(pattern, id));
}

/** The name that was probably meant by one that is not known; `undefined` when none comes close. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const name of names) {
    const slips = distance(text.toLowerCase(), name.toLowerCase());
    if (slips < (best?.slips ?? Math.min(MAX_TYPING_DISTANCE, Math.ceil(name.length / 3)) + 1))
      best = { name, slips };
  }
  return best?.name;
}

/**
 * What is said of each rule, from what is said of names and patterns. An id wins over patterns, and a longer pattern over
 * a shorter one; of patterns of one length the later wins. A pattern turns no rule on that is off by default: who writes
 * `service-*` need not know that it has a name which begins so.
 */
export function expandPatterns<V>(said: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  const isMeant = (pattern: string, value: V, id: string): boolean =>
    pattern === id || value === 'off' || !OFF_BY_DEFAULT.has(id);
  const byWeight = Object.entries(said).sort(([a], [b]) => weightOf(a) - weightOf(b));
  return Object.fromEntries(
    byWeight.flatMap(([pattern, value]) =>
      rulesMeantBy(pattern)
        .filter((id) => isMeant(pattern, value, id))
        .map((id) => [id, value] as const),
    ),
  );
}

function weightOf(pattern: string): number {
  return pattern.includes('*') ? pattern.length : Number.POSITIVE_INFINITY;
}
