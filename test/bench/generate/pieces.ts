// What manifests of all kinds are put together from.
import { pick, type Random } from '../../fuzz/scan-mutants.ts';

/** What a manifest is about. */
export interface Subject {
  /** Unique in the workspace, so that names made from it are too. */
  readonly index: number;
  readonly namespace: string;
  /** How many files the workspace has: a reference to another one names a number below. */
  readonly nFiles: number;
  readonly random: Random;
}

/** Labels by their names. */
export type Labels = Readonly<Record<string, string>>;

const APPS =
  'api web auth cart order mail search pay user stock feed ads log queue sync edge graph media rate billing';
/** What applications are called. */
export const APP_NAMES = APPS.split(' ');
/** Values of the label `tier`. */
export const TIERS = ['frontend', 'backend', 'cache', 'store', 'worker'];
/** Values of the label `env`. */
export const ENVIRONMENTS = ['production', 'staging', 'development'];
const PROSE =
  'this value was raised after the last incident since the default let too many requests wait behind a slow disk';
const WORDS = PROSE.split(' ');

/** The first lines of any object. `annotations` are whole lines. */
export function head(
  apiVersion: string,
  kind: string,
  name: string,
  { namespace }: Subject,
  labels: Labels,
  annotations = '',
): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
${labelLines(labels, '    ')}${annotations}`;
}

/** Labels, one a line. */
export function labelLines(labels: Labels, indent: string): string {
  return Object.entries(labels)
    .map(([name, value]) => `${indent}${name}: ${value}\n`)
    .join('');
}

/** Words for descriptions and comments. */
export function prose(nWords: number, random: Random): string {
  return Array.from({ length: nWords }, () => pick(WORDS, random)).join(' ');
}

/** The same piece of text some times over. */
export function times(count: number, text: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => text(n)).join('');
}
