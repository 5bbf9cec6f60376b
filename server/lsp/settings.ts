// The editor's settings as the analysis wants them. What is invalid is told and passed over; the default holds then.
import { t } from '@vscode/l10n';
import { asList, asMap, asString, isMap, type Value } from '../../shared/model/value.ts';
import {
  DEFAULT_SETTINGS,
  parsePortRange,
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
 * Reads the `kubereach` section. Never throws.
 * With `hasYamlSchemas` another extension checks YAML against schemas: what it says too is left to it, unless
 * `schemaChecks` or the rule's own severity asks for it.
 */
export function readSettings(section: Value | undefined, hasYamlSchemas = false): ServerSettings {
  const problems: string[] = [];
  const map = asMap(section);
  const range = asString(map['nodePortRange']);
  const nodePortRange = range === undefined ? undefined : parsePortRange(range);
  if (range !== undefined && !nodePortRange) {
    problems.push(t('kubereach.nodePortRange: "{0}" is not a range such as 30000-32767', range));
  }
  const version = asString(map['kubernetesVersion']);
  const isVersion = version !== undefined && /^\d+\.\d+/.test(version);
  if (version !== undefined && !isVersion) {
    problems.push(t('kubereach.kubernetesVersion: "{0}" is not a version such as 1.36', version));
  }
  const positive = (key: string, fallback: number): number => {
    const value = map[key];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'number' && value > 0) return value;
    problems.push(t('kubereach.{0}: must be a number above 0', key));
    return fallback;
  };
  return {
    analysis: {
      ...DEFAULT_SETTINGS,
      rules: { ...schemaRules(map['schemaChecks'], hasYamlSchemas), ...readRules(map['rules'], problems) },
      controllerLabels: asList(map['controllerLabels']).filter((label) => typeof label === 'string'),
      ...(nodePortRange ? { nodePortRange } : {}),
      ...(version !== undefined && isVersion ? { kubernetesVersion: version } : {}),
    },
    read: {
      maxFiles: positive('maxFiles', DEFAULT_READ_OPTIONS.maxFiles),
      maxFileBytes: positive('maxFileSize', DEFAULT_READ_OPTIONS.maxFileBytes / 1024) * 1024,
      exclude: asList(map['exclude']).filter((glob) => typeof glob === 'string'),
    },
    isEnabled: asMap(map['validate'])['enable'] !== false,
    problems,
  };
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
