// Repairs that many rules of the API family offer.
import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import {
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  portName,
  qualifiedName,
} from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { Value } from '../../shared/model/value.ts';
import type { Refusal } from './api-refusals.ts';
import { supportedValues } from './api-words.ts';
import type { Fix } from './fix.ts';
import { nearestName, type NameForm } from './object-names.ts';
import { spanOfPlace } from './places.ts';

/** Names of Service ports. */
export const PORT_LABEL: NameForm = { check: dns1123Label, maxLength: 63, shape: 'label' };

/** Names of container ports. */
export const PORT_NAME: NameForm = { check: portName, maxLength: 15, shape: 'label' };

const SUBDOMAIN: NameForm = { check: dns1123Subdomain, maxLength: 253, shape: 'subdomain' };

const MAX_TYPING_DISTANCE = 2;

/** Writes another value at the place of a refusal. */
export function useValue({ object, path }: Refusal, value: Value, isPreferred = true): Fix {
  const title = typeof value === 'string' ? t('Use "{0}"', value) : t('Use {0}', JSON.stringify(value));
  return { title, steps: [{ type: 'set', object, path, value }], isPreferred };
}

/** Removes a field with its key. */
export function removeField(object: KubeObject, path: FieldPath, isPreferred = false): Fix {
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  return { title: t('Remove {0}', name), steps: [{ type: 'remove', object, path }], isPreferred };
}

/** The supported value that was almost surely meant, then the others while they are few. */
export function* useSupported(refusal: Refusal): Iterable<Fix> {
  if (typeof refusal.value !== 'string') return;
  const supported = supportedValues(refusal);
  const meant = nearestOf(refusal.value, supported);
  if (meant !== undefined) yield useValue(refusal, meant);
  if (supported.length > 4) return;
  for (const value of supported) if (value !== meant) yield useValue(refusal, value, false);
}

/** The text of a list that another was meant to be: the same but for case, or two slips away; `undefined` when none or several are. */
export function nearestOf(text: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const same = all.find((item) => item.toLowerCase() === text.trim().toLowerCase());
  if (same !== undefined) return same;
  const limit = Math.min(MAX_TYPING_DISTANCE, Math.floor(text.length / 3));
  const near = all
    .map((item) => ({ item, slips: distance(item.toLowerCase(), text.toLowerCase()) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  const [first, second] = near;
  return first && first.slips !== second?.slips ? first.item : undefined;
}

/** The nearest well-formed name, when there is one. */
export function* useNearestName(refusal: Refusal, form: NameForm): Iterable<Fix> {
  if (typeof refusal.value !== 'string') return;
  const nearest = nearestName(refusal.value.replaceAll(/-{2,}/g, '-'), form);
  // What is made up to have a letter in front is nobody's intention.
  if (nearest !== undefined && !nearest.startsWith('svc-')) yield useValue(refusal, nearest);
}

/** The nearest well-formed key or value of a label. */
export function* useNearestLabel(refusal: Refusal, minor: number): Iterable<Fix> {
  const { object, path, on, value } = refusal;
  const isKey = on === 'key';
  const text = isKey ? path.at(-1) : value;
  if (typeof text !== 'string') return;
  const [, prefix = '', name = ''] = /^(.*\/)?([^/]*)$/.exec(text) ?? [];
  const clean = (part: string): string =>
    part
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .slice(0, 63)
      .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  const nearest = isKey ? prefix.toLowerCase() + clean(name) : clean(text);
  const check = isKey ? qualifiedName : labelValue;
  if (nearest === '' || nearest === text || check(nearest, minor).length > 0) return;
  if (isKey)
    yield {
      title: t('Use "{0}"', nearest),
      steps: [{ type: 'rename', object, path, key: nearest }],
      isPreferred: true,
    };
  else yield useValue(refusal, nearest);
}

/** A scalar exactly as it is written, for quoting it: `1.10` is not 1.1. */
export function sourceText({ object, path }: Pick<Refusal, 'object' | 'path'>): string {
  const { document, span } = spanOfPlace({ object, path });
  return document.text.slice(span.start, span.end);
}

/** The repair that follows from the kind of a cause alone: a value that is supported, or the nearest name. */
export function* repairs(refusal: Refusal): Iterable<Fix> {
  const [{ reason, message }] = refusal.causes;
  if (reason === 'FieldValueNotSupported') yield* useSupported(refusal);
  else if (reason !== 'FieldValueInvalid') return;
  else if (message.includes('RFC 1123 subdomain')) yield* useNearestName(refusal, SUBDOMAIN);
  else if (/RFC 1123 label|DNS-1035 label/.test(message)) yield* useNearestName(refusal, PORT_LABEL);
  else if (message.includes('must contain only alpha-numeric')) yield* useNearestName(refusal, PORT_NAME);
}
