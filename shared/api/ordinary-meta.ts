// The quick look at metadata.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { labelValue, qualifiedName } from './names.ts';
import { anyText, mapOf, structOf, type Ordinary } from './ordinary-checks.ts';
import { text } from './read.ts';

/** Far fewer code units than the bytes that annotations may have. */
const MAX_ANNOTATIONS = 64 * 1024;

/** Annotations that other fields, or the server's warnings, are about. */
const TELLING_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubernetes.io/ingress.class',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
  'service.kubernetes.io/topology-aware-hints',
  'service.kubernetes.io/topology-mode',
]);

/** The keys that were well formed: the same few come again and again. */
const goodKeys = new Set<string>();
const MAX_GOOD_KEYS = 4096;

/** Whether a text is well formed as the key of a label or annotation. */
export function isOrdinaryKey(key: string): boolean {
  if (goodKeys.has(key)) return true;
  const isGood = qualifiedName(key, 0).length === 0; // in all versions alike: only the sentences differ
  if (isGood && goodKeys.size < MAX_GOOD_KEYS) goodKeys.add(key);
  return isGood;
}

/** A map of labels. */
export const ordinaryLabels: Ordinary = mapOf(
  isOrdinaryKey,
  (value) => typeof value === 'string' && labelValue(value, 0).length === 0,
);

const annotations = mapOf((key) => isOrdinaryKey(key) && !TELLING_ANNOTATIONS.has(key), anyText);

/** A map of annotations, none of which say anything to the server. */
export const ordinaryAnnotations: Ordinary = (value) => annotations(value) && isShort(value);

function isShort(value: Value): boolean {
  if (!isMap(value)) return false;
  let length = 0;
  for (const key in value) length += key.length + text(value, key).length;
  return length < MAX_ANNOTATIONS;
}

const meta = structOf(
  { name: anyText, namespace: anyText, labels: ordinaryLabels, annotations: ordinaryAnnotations },
  { needs: ['name'] },
);

/** Whether metadata is ordinary with a name of this form. Whether the namespace can exist is asked apart. */
export function isOrdinaryMeta(object: ValueMap, isName: Ordinary): boolean {
  const { metadata = null } = object;
  return meta(metadata) && isMap(metadata) && isName(text(metadata, 'name'));
}
