// One create in a test: a manifest in YAML, and what the server says of it.
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { DEFAULT_OPTIONS, type ApiOptions } from '../../../shared/api/context.ts';
import { create, type Answer } from '../../../shared/api/create.ts';
import { emptyState, type ApiServerState } from '../../../shared/api/state.ts';
import type { Value } from '../../../shared/model/value.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

/** The value of the first document, frozen. */
export function valueOf(text: string): Value {
  return deepFreeze(readDocuments(text).documents[0]?.value ?? null);
}

/** The answer to one manifest in an empty cluster. */
export function answerTo(text: string, options: Partial<ApiOptions> = {}): Answer {
  return create(valueOf(text), { ...DEFAULT_OPTIONS, ...options }, emptyState()).answer;
}

/** The answers to manifests that are posted one after the other. */
export function answersTo(...texts: readonly string[]): readonly Answer[] {
  let state: ApiServerState = emptyState();
  return texts.map((text) => {
    const outcome = create(valueOf(text), DEFAULT_OPTIONS, state);
    state = outcome.state;
    return outcome.answer;
  });
}

/** `field: message` of every cause, in order. */
export function complaints(answer: Answer): readonly string[] {
  return answer.causes.map(({ field, message }) => `${field}: ${message}`);
}

/** A Service with a name and this spec. */
export function service(spec: string, name = 'web'): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
}

/** A Pod with a name and this spec. */
export function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: ${spec}\n`;
}
