// What the API server says while it accepts: each warning belongs to one rule, which tells it quietly.
import type { Warning } from '../../shared/api/cause.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { answerTo } from './api-answers.ts';
import { dependsOnUnresolved } from './api-refusals.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import { defineRule, type Rule, type RuleFamily } from './rule.ts';

/** A warning with the object it is about. */
export interface ApiWarning extends Warning {
  readonly object: KubeObject;
}

/** What sets one rule of warnings apart. */
export interface WarningRule {
  readonly id: string;
  readonly severity: 'information' | 'hint';
  readonly summary: string;
  readonly why: string;
  readonly howToFix: string;
  /** What it means and what to do. A sentence without its final dot. */
  readonly say: (warning: ApiWarning) => string;
  readonly fix?: (warning: ApiWarning, ctx: RuleContext) => Iterable<Fix>;
}

/** Told by whatever is left. */
const CATCH_ALL = 'manifest-warning';

/** The first line that fits decides. */
const TABLE: readonly { readonly kind?: RegExp; readonly says: RegExp; readonly rule: string }[] = [
  { kind: /^(Service|Endpoints)$/, says: /deprecated/, rule: 'service-deprecated' },
  { kind: /^Service$/, says: /is ignored/, rule: 'service-field-ignored' },
  { says: /duplicate port name/, rule: 'container-port-name-duplicate' },
];

function ruleOfWarning({ ref }: KubeObject, { text }: Warning): string {
  const line = TABLE.find(({ kind, says }) => (kind?.test(ref.kind) ?? true) && says.test(text));
  return line?.rule ?? CATCH_ALL;
}

const WARNINGS: RuleFamily = {
  name: 'warnings of the API server',
  speakers(object, ctx) {
    const warnings = answerTo(object, ctx)?.warnings ?? [];
    if (warnings.length === 0) return [];
    return new Set(warnings.map((warning) => ruleOfWarning(object, warning)));
  },
};

/** Defines a rule that tells the warnings which the table assigns to it. */
export function defineWarningRule(rule: WarningRule): Rule<'Object', ApiWarning> {
  const { id, severity, summary, why, howToFix, say, fix } = rule;
  return defineRule({
    id,
    severity,
    summary,
    why,
    silentWhen: [
      'the API server refuses the object',
      'the text is one that a template has yet to fill in',
      'the cluster is of a version that does not warn of it',
    ],
    howToFix,
    subject: 'Object',
    family: WARNINGS,

    *find(object, ctx) {
      for (const { text, path } of answerTo(object, ctx)?.warnings ?? []) {
        if (ruleOfWarning(object, { text, path }) !== id || dependsOnUnresolved(object, path, text)) continue;
        yield { at: { object, path }, state: { object, text, path } };
      }
    },

    say: (warning) => ({ message: say(warning), apiServerWarning: warning.text }),

    ...(fix ? { fix } : {}),
  });
}
