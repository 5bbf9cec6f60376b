// The captured answers of a control plane beside those of shared/api, document by document, posted in order.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocuments, type RawDocument } from '../../../server/yaml/read-documents.ts';
import type { Cause } from '../../../shared/api/cause.ts';
import { DEFAULT_OPTIONS, type ApiOptions } from '../../../shared/api/context.ts';
import { create, type Answer, type DuplicateKey } from '../../../shared/api/create.ts';
import { emptyState } from '../../../shared/api/state.ts';
import { asList, asMap, isList, type Value } from '../../../shared/model/value.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'golden', 'data');

/** One captured answer to one request. */
export interface CapturedAnswer {
  readonly code: number;
  readonly message?: string | null;
  readonly causes?:
    readonly { readonly reason: string; readonly field: string; readonly message: string }[] | null;
  readonly warnings?: readonly string[];
}

/** What was captured of one document. */
export interface CapturedDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly strict?: CapturedAnswer;
  readonly warn?: CapturedAnswer;
  readonly error?: string;
  readonly list?: boolean;
  readonly yamlError?: unknown;
}

interface CapturedCase {
  readonly mode: 'single' | 'dual';
  readonly docs: readonly CapturedDocument[];
}

/** A document with both answers. */
export interface Comparison {
  readonly where: string;
  readonly captured: CapturedDocument;
  readonly answer: Answer;
}

/** Every document of every case of a version. Cases with text that is no YAML are left out. */
export function compareAll(version: '1.36' | '1.32'): readonly Comparison[] {
  const folder = join(DATA, version === '1.36' ? 'expected' : `expected-${version}`);
  const names = readdirSync(join(DATA, 'cases'))
    .sort()
    .flatMap((group) =>
      readdirSync(join(DATA, 'cases', group)).map((file) => `${group}/${file.replace('.yaml', '')}`),
    );
  return names.flatMap((name) => {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) return [];
    const captured = JSON.parse(readFileSync(file, 'utf8')) as CapturedCase;
    return captured.docs.some((doc) => doc.yamlError) ? [] : compareCase(name, captured, version);
  });
}

function compareCase(name: string, captured: CapturedCase, version: string): readonly Comparison[] {
  const text = readFileSync(join(DATA, 'cases', `${name}.yaml`), 'utf8');
  const posted = readDocuments(text).documents.flatMap(postedObjects);
  const docs = captured.docs.filter((doc) => doc.strict || doc.error);
  if (posted.length !== docs.length)
    throw new Error(`${name}: ${posted.length} read, ${docs.length} captured`);
  const options: ApiOptions = {
    ...DEFAULT_OPTIONS,
    kubernetesVersion: version,
    ipFamilies: captured.mode === 'dual' ? ['IPv4', 'IPv6'] : ['IPv4'],
  };
  let state = emptyState();
  return posted.map(({ value, duplicateKeys }, index) => {
    const outcome = create(deepFreeze(value), options, state, duplicateKeys);
    state = outcome.state;
    return { where: `${name}#${index}`, captured: docs[index] as CapturedDocument, answer: outcome.answer };
  });
}

interface Posted {
  readonly value: Value;
  readonly duplicateKeys: readonly DuplicateKey[];
}

/** A document as it is sent: a List item by item, without the duplicates that only its own text shows. */
function postedObjects({ value, start, text, problems }: RawDocument): readonly Posted[] {
  if (value === undefined || value === null) return [];
  const { kind, items } = asMap(value);
  if (typeof kind === 'string' && kind.endsWith('List') && isList(items)) {
    return asList(items).map((item) => ({ value: item, duplicateKeys: [] }));
  }
  const duplicateKeys = problems.flatMap((problem) =>
    problem.kind === 'duplicate-key'
      ? [{ path: [problem.text], line: valueLine(text, problem.span.end) - (start > 0 ? 1 : 0) }]
      : [],
  );
  return [{ value, duplicateKeys }];
}

/** The line on which the value of a key starts: the server tells duplicates by it. A marker line before it counts here. */
function valueLine(text: string, keyEnd: number): number {
  const gap = /^[\s:]*/.exec(text.slice(keyEnd))?.[0].length ?? 0;
  return text.slice(0, keyEnd + gap).split('\n').length;
}

/** The status of the captured answer; `undefined` where other things than the manifests decided. */
export function capturedCode({ strict, error }: CapturedDocument): number | undefined {
  if (error) return error.startsWith('no matches for kind') ? 404 : 400;
  const { code, message } = strict ?? {};
  if (code === 403) return undefined; // Quota and service accounts.
  if (code === 409 && message?.startsWith('endpoints ')) return undefined; // A race with the endpoints controller.
  if (code === 404 && message === 'namespaces "Not_There" not found') return undefined;
  return code;
}

/** The causes as lines that can be compared; the order does not count, since the server walks maps at random. */
export function causeLines(
  causes: readonly Pick<Cause, 'reason' | 'field' | 'message'>[],
): readonly string[] {
  return [...new Set(causes.map(({ reason, field, message }) => `${field} ${reason} ${message}`))].sort();
}

/** The part of a decoding refusal after the envelope, as the causes give it. */
export function decodingMessage(message: string): string {
  return message
    .replace(/^\w+ in version "\w+" cannot be handled as a \w+: /, '')
    .replace(/^strict decoding error: /, '')
    .replace(/yaml: unmarshal errors:\n {2}/, '')
    .replace(/\n {2}/g, ', ')
    .replace(/^the object provided is unrecognized \(must be of type \w+\): /, '')
    .replace(/ \([0-9a-f]+( \.\.\.)?\)$/, '');
}
