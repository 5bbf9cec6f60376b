// The quick look at metadata.
import { isMap, type Value } from '../model/value.ts';
import { isLabelValue, isQualifiedName } from './name-forms.ts';
import { among, anyText, isOf, mapOf, own, structOf, textThat, type Form } from './ordinary-checks.ts';

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
  const isGood = isQualifiedName(key);
  if (isGood && goodKeys.size < MAX_GOOD_KEYS) goodKeys.add(key);
  return isGood;
}

/** A map of labels. */
export const ordinaryLabels = mapOf(isOrdinaryKey, textThat(isLabelValue));

const annotations = mapOf((key) => isOrdinaryKey(key) && !TELLING_ANNOTATIONS.has(key), anyText);

/** A map of annotations, none of which say anything to the server. */
const ordinaryAnnotations = own((value) => isOf(value, annotations) && isShort(value));

function isShort(value: Value): boolean {
  if (!isMap(value)) return false;
  let length = 0;
  for (const key in value) {
    const item = value[key];
    length += key.length + (typeof item === 'string' ? item.length : 0);
  }
  return length < MAX_ANNOTATIONS;
}

/** Metadata of anything. A time of creation is written by programs, as the null that says there is none yet. */
export const metaFields = {
  labels: ordinaryLabels,
  annotations: ordinaryAnnotations,
  creationTimestamp: among(null),
};

/** Metadata of an object with a name of this form. Whether the namespace can exist is asked apart. */
export function metaOf(name: Form): Form {
  return structOf({ name, namespace: anyText, ...metaFields }, { needs: ['name'] });
}
