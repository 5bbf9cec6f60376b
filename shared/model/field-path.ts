// The path to a field inside one object, in the notation of the API server's error messages.

/** Steps from the object's root: field names and map keys as strings, list indexes as numbers. */
export type FieldPath = readonly (string | number)[];

const FIELD_NAME = /^[A-Za-z_$][\w$]*$/;
const BARE_KEY = /^[^[\]"]*[^[\]"\d][^[\]"]*$/;

/**
 * Writes a path as the API server does: `spec.ports[0].targetPort`, `metadata.labels[app.kubernetes.io/name]`.
 * A map key that could be taken for an index, is empty or holds brackets or quotes is written as a JSON string,
 * so that `parseFieldPath` is its exact inverse.
 *
 * Source: apimachinery pkg/util/validation/field/path.go Path.String, v1.36.
 * Differs: there a map key is always in brackets; here only when it does not look like a field name.
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (FIELD_NAME.test(step)) text += text ? `.${step}` : step;
    else text += `[${BARE_KEY.test(step) ? step : JSON.stringify(step)}]`;
  }
  return text;
}

const STEP = /\.?([A-Za-z_$][\w$]*)|\[(?:(\d+)|("(?:[^"\\]|\\.)*")|([^\]]*))\]/y;

/** Reads what `formatFieldPath` wrote. Returns `undefined` for text of another form. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) return undefined;
    const [, name, index, quoted, bare] = match;
    if (name !== undefined) path.push(name);
    else if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(JSON.parse(quoted) as string);
    else path.push(bare ?? '');
  }
  return path;
}
