// The editor's settings, over those of the repository's `.kubereach.yaml`, as the analysis wants them.
// What is invalid is told and passed over.
import { t } from '@vscode/l10n';
import { asList, asMap, asString, isMap, type Value, type ValueMap } from '../../shared/model/value.ts';
import { settingsFromAll, type Config } from '../analysis/config/config.ts';
import {
  DEFAULT_SETTINGS,
  parsePortRange,
  parseVersion,
  SEVERITIES,
  type AnalysisSettings,
  type Severity,
} from '../analysis/settings.ts';
import { DEFAULT_READ_OPTIONS, type ReadOptions } from '../workspace/file-source.ts';

/** Settings of the server. */
export interface ServerSettings {
  readonly analysis: AnalysisSettings;
  readonly read: ReadOptions;
  /** False switches diagnostics off. */
  readonly isEnabled: boolean;
  /** What is wrong with the settings, in words. */
  readonly problems: readonly string[];
}

/** Rules that say what any schema validator says: unknown fields and plain type errors. */
const SCHEMA_RULES = ['manifest-unknown-field', 'manifest-type-mismatch'];

/**
 * Reads the `kubereach` section over what the repository says. Never throws.
 * Editors send every setting, set or not: one that has its default leaves the repository's in place.
 * With `hasYamlSchemas` another extension checks YAML against schemas: what it says too is left to it, unless
 * `schemaChecks` or the rule's own severity asks for it.
 */
export function readSettings(
  section: Value | undefined,
  hasYamlSchemas = false,
  repository: Config = {},
): ServerSettings {
  const problems: string[] = [];
  const map = asMap(section);
  const positive = (key: string, fallback: number): number => {
    const value = map[key];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'number' && value > 0) return value;
    problems.push(t('kubereach.{0}: must be a number above 0', key));
    return fallback;
  };
  return {
    analysis: settingsFromAll(
      { rules: schemaRules(map['schemaChecks'], hasYamlSchemas) },
      repository,
      readEditorConfig(map, problems),
    ),
    read: {
      maxFiles: positive('maxFiles', DEFAULT_READ_OPTIONS.maxFiles),
      maxFileBytes: positive('maxFileSize', DEFAULT_READ_OPTIONS.maxFileBytes / 1024) * 1024,
      exclude: [...(repository.exclude ?? []), ...readTexts(map['exclude'])],
    },
    isEnabled: asMap(map['validate'])['enable'] !== false,
    problems,
  };
}

/** What the editor's settings say of the analysis, apart from what only repeats the defaults. */
function readEditorConfig(map: ValueMap, problems: string[]): Config {
  const range = asString(map['nodePortRange']);
  const nodePortRange = range === undefined ? undefined : parsePortRange(range);
  if (range !== undefined && !nodePortRange) {
    problems.push(t('kubereach.nodePortRange: "{0}" is not a range such as 30000-32767', range));
  }
  const text = asString(map['kubernetesVersion']);
  const kubernetesVersion = text === undefined ? undefined : parseVersion(text);
  if (text !== undefined && kubernetesVersion === undefined) {
    problems.push(t('kubereach.kubernetesVersion: "{0}" is not a version such as 1.36', text));
  }
  const controllerLabels = readTexts(map['controllerLabels']);
  const isDefaultRange =
    nodePortRange?.first === DEFAULT_SETTINGS.nodePortRange.first &&
    nodePortRange.last === DEFAULT_SETTINGS.nodePortRange.last;
  return {
    rules: readRules(map['rules'], problems),
    ...(controllerLabels.length > 0 ? { controllerLabels } : {}),
    ...(nodePortRange && !isDefaultRange ? { nodePortRange } : {}),
    ...(kubernetesVersion !== undefined && kubernetesVersion !== DEFAULT_SETTINGS.kubernetesVersion
      ? { kubernetesVersion }
      : {}),
  };
}

function readTexts(value: Value | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === 'string');
}

function schemaRules(checks: Value | undefined, hasYamlSchemas: boolean): Readonly<Record<string, 'off'>> {
  const areOff = checks === 'off' || (checks !== 'on' && hasYamlSchemas);
  return areOff ? Object.fromEntries(SCHEMA_RULES.map((id) => [id, 'off'])) : {};
}

function readRules(value: Value | undefined, problems: string[]): Readonly<Record<string, Severity | 'off'>> {
  const rules: Record<string, Severity | 'off'> = {};
  if (value === undefined || value === null) return rules;
  if (!isMap(value)) problems.push(t('kubereach.rules: must map rule ids to severities'));
  for (const [id, level] of Object.entries(asMap(value))) {
    if (level === 'off' || SEVERITIES.includes(level as Severity)) rules[id] = level as Severity | 'off';
    else problems.push(t('kubereach.rules: "{0}" must be off, hint, information, warning or error', id));
  }
  return rules;
}
