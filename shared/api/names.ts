// The forms of names, labels and ports, each answering with the server's own sentences; no sentence means well formed.
// Source: apimachinery pkg/util/validation/validation.go and pkg/api/validate/content, v1.36.
import { byteLength } from './go-text.ts';
import {
  hasConfigKeyForm,
  hasLabelForm,
  hasLabelValueForm,
  hasOldLabelForm,
  hasSubdomainForm,
  hasVariableForm,
  isPortName,
  isQualifiedName,
  MAX_LABEL,
  MAX_SUBDOMAIN,
} from './name-forms.ts';

const LABEL_1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN_1123 = `${LABEL_1123}(\\.${LABEL_1123})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED_NAME})?`;
const WILDCARD_SUBDOMAIN = `\\*\\.${SUBDOMAIN_1123}`;
const ENV_VAR = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_MAP_KEY = '[-._a-zA-Z0-9]+';

/** The version from which label keys and values have sentences of their own, counting bytes. */
const LABEL_CONTENT_SINCE = 34;

const NONE: readonly string[] = [];

/** Judges a text: the server's sentences about it. */
export type Check = (text: string) => readonly string[];

/** `must be no more than 63 characters`. */
export function maxLength(max: number, unit: 'characters' | 'bytes' = 'characters'): string {
  return `must be no more than ${max} ${unit}`;
}

/** A DNS label that may start with a digit. */
export function dns1123Label(text: string): readonly string[] {
  const problems = tooLongFor(text, MAX_LABEL);
  if (hasLabelForm(text)) return problems;
  if (hasSubdomainForm(text)) return [...problems, 'must not contain dots'];
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [...problems, regexSentence(rule, LABEL_1123, 'my-name', '123-abc')];
}

/** A DNS label that starts with a letter. */
export function dns1035Label(text: string): readonly string[] {
  const problems = tooLongFor(text, MAX_LABEL);
  if (hasOldLabelForm(text)) return problems;
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...problems, regexSentence(rule, LABEL_1035, 'my-name', 'abc-123')];
}

/** DNS labels joined by dots. */
export function dns1123Subdomain(
  text: string,
  unit: 'characters' | 'bytes' = 'characters',
): readonly string[] {
  const problems = tooLongFor(text, MAX_SUBDOMAIN, unit);
  if (hasSubdomainForm(text)) return problems;
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [...problems, regexSentence(rule, SUBDOMAIN_1123, 'example.com')];
}

/** A subdomain whose first label is `*`. */
export function wildcardDns1123Subdomain(text: string): readonly string[] {
  const problems = tooLongFor(text, MAX_SUBDOMAIN);
  if (text.startsWith('*.') && hasSubdomainForm(text.slice(2))) return problems;
  const rule =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
  return [...problems, regexSentence(rule, WILDCARD_SUBDOMAIN, '*.example.com')];
}

/** Whether the name of a Service starts with a letter, as it had to before 1.36. */
export function hasOldServiceNames(minor: number): boolean {
  return minor < 36;
}

/** A Service's own name, and its name where another object gives it. */
export function serviceName(text: string, minor: number): readonly string[] {
  return hasOldServiceNames(minor) ? dns1035Label(text) : dns1123Label(text);
}

/** An optional subdomain and `/`, then a name: the form of label keys, application protocols and the like. */
export function qualifiedName(text: string, minor: number): readonly string[] {
  if (isQualifiedName(text)) return NONE;
  const unit = minor >= LABEL_CONTENT_SINCE ? 'bytes' : 'characters';
  const subject = minor >= LABEL_CONTENT_SINCE ? 'a valid label key' : 'a qualified name';
  const parts = text.split('/');
  if (parts.length > 2) {
    const sentence = regexSentence(
      `${subject} ${ALPHANUMERIC_ENDS}`,
      QUALIFIED_NAME,
      'MyName',
      'my.name',
      '123-abc',
    );
    return [`${sentence} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const problems: string[] = [];
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, text];
  if (prefix === '') problems.push('prefix part must be non-empty');
  else if (prefix !== undefined)
    problems.push(...dns1123Subdomain(prefix, unit).map((text) => `prefix part ${text}`));
  if (name === '') problems.push('name part must be non-empty');
  else if (tooLongFor(name, MAX_LABEL).length > 0) problems.push(`name part ${maxLength(MAX_LABEL, unit)}`);
  if (name === '' || !hasLabelValueForm(name)) {
    problems.push(
      `name part ${regexSentence(ALPHANUMERIC_ENDS, QUALIFIED_NAME, 'MyName', 'my.name', '123-abc')}`,
    );
  }
  return problems;
}

const ALPHANUMERIC_ENDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** The value of a label, which may be empty. */
export function labelValue(text: string, minor: number): readonly string[] {
  const unit = minor >= LABEL_CONTENT_SINCE ? 'bytes' : 'characters';
  const problems = tooLongFor(text, MAX_LABEL, unit);
  if (hasLabelValueForm(text)) return problems;
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...problems, regexSentence(rule, LABEL_VALUE, 'MyValue', 'my_value', '12345')];
}

/** The name of a container port, as container ports and `targetPort` have it: an IANA service name. */
export function portName(text: string): readonly string[] {
  if (isPortName(text)) return NONE;
  const problems = [...tooLongFor(text, 15)];
  if (!/^[-a-z0-9]+$/.test(text)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter (a-z)');
  if (text.includes('--')) problems.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** A port number. */
export function portNumber(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** A name that may stand in a URL: the last resort for kinds without a stricter form. */
export function pathSegment(text: string): readonly string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
}

/** The name of an environment variable, not empty: since 1.32 anything printable without `=`. */
export function envVarName(text: string, minor: number): readonly string[] {
  if (minor >= 32) {
    const printable = /^[ -<>-~]+$/.test(text);
    return printable
      ? []
      : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
  }
  const problems: string[] = [];
  if (!hasVariableForm(text)) {
    const rule =
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
    problems.push(regexSentence(rule, ENV_VAR, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1'));
  }
  return [...problems, ...changesDirectory(text)];
}

/** The key of a ConfigMap or Secret. */
export function configMapKey(text: string): readonly string[] {
  const problems = [...tooLongFor(text, MAX_SUBDOMAIN)];
  if (!hasConfigKeyForm(text)) {
    const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    problems.push(regexSentence(rule, CONFIG_MAP_KEY, 'key.name', 'KEY_NAME', 'key-name'));
  }
  return [...problems, ...changesDirectory(text)];
}

function changesDirectory(text: string): readonly string[] {
  if (text === '.') return ["must not be '.'"];
  if (text === '..') return ["must not be '..'"];
  return text.startsWith('..') ? ["must not start with '..'"] : [];
}

/**
 * What `generateName` is judged by: the name it could become, so a hyphen may end it.
 * Source: apimachinery pkg/api/validation/name.go maskTrailingDash, v1.36.
 */
export function maskTrailingDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

function tooLongFor(
  text: string,
  max: number,
  unit: 'characters' | 'bytes' = 'characters',
): readonly string[] {
  // A code unit takes at most three bytes: short texts need no counting.
  return text.length * 3 > max && byteLength(text) > max ? [maxLength(max, unit)] : NONE;
}

function regexSentence(rule: string, pattern: string, ...examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${shown}regex used for validation is '${pattern}')`;
}
