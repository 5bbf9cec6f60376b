// What `.kubereach.yaml` says, and how it joins with what is said elsewhere.
import type { FieldPath } from '../../../shared/model/field-path.ts';
import { expandPatterns } from '../rule-patterns.ts';
import { DEFAULT_SETTINGS, type AnalysisSettings } from '../settings.ts';

/**
 * What one source says: fields that it does not name are absent. The keys of `rules` are ids or patterns, as written.
 * `exclude` has the notation of .gitignore, read from the folder that the file stands in.
 */
export interface Config extends Partial<AnalysisSettings> {
  readonly exclude?: readonly string[];
}

/** Something wrong in a configuration file, at a field. */
export type ConfigProblem = {
  readonly path: FieldPath;
  /** What stands there, for sentences. */
  readonly found: string;
  /** What was probably meant, as it would be written. */
  readonly nearest?: string;
} & (
  | { readonly type: 'unknown-key' | 'unknown-rule' | 'severity' }
  /** The value is of another type, or not one of its field. `example` is one that would do. */
  | { readonly type: 'value'; readonly expected: Expected; readonly example: string }
);

/** What a field holds. */
export type Expected = 'mapping' | 'list' | 'text' | 'version' | 'range' | 'domain' | 'family' | 'name';

/** A configuration and what is wrong with it. What is wrong is left out of `config`. */
export interface ReadConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/** The settings that hold when several sources speak: each later one wins field by field, and for rules id by id. */
export function settingsFromAll(...sources: readonly Config[]): AnalysisSettings {
  const rules = Object.assign(
    {},
    ...sources.map((source) => expandPatterns(source.rules ?? {})),
  ) as AnalysisSettings['rules'];
  const { exclude: _, ...settings }: Config = Object.assign({}, ...sources) as Config;
  return { ...DEFAULT_SETTINGS, ...settings, rules };
}
