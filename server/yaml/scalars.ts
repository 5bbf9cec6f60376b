// What a plain scalar means to Kubernetes: go-yaml's reading of YAML 1.1, which differs from the specification in places.

const WORDS: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ...words(null, '', '~', 'null', 'Null', 'NULL'),
  ...words(true, 'true', 'True', 'TRUE', 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'),
  ...words(false, 'false', 'False', 'FALSE', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'),
  ...words(Number.NaN, '.nan', '.NaN', '.NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf', '-.Inf', '-.INF'),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * The value of an unquoted scalar. y, on and off are booleans; 0x1F, 012, 0o12, 0b1, 1_000, 1e3 and +1 are numbers;
 * dates, versions (1.2.3) and 1:30 are strings.
 *
 * Source: sigs.k8s.io/yaml/goyaml.v2 resolve.go resolve, v1.4.
 */
export function resolvePlainScalar(text: string): null | boolean | number | string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  const startsLikeNumber =
    (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!startsLikeNumber) return text;
  const digits = text.replaceAll('_', '');
  const integer = INTEGER.exec(digits);
  if (integer) return readInteger(integer);
  return FLOAT.test(digits) ? Number(digits) : text;
}

/**
 * A mapping key as the JSON that reaches the API server has it: `y:` becomes "true", `1:` becomes "1".
 * Source: sigs.k8s.io/yaml yaml.go convertToJSONableObject, v1.4.
 */
export function keyText(value: null | boolean | number | string): string {
  return value === null ? 'null' : String(value);
}

function words<V>(value: V, ...texts: readonly string[]): readonly (readonly [string, V])[] {
  return texts.map((text) => [text, value]);
}

function readInteger([, sign, hex, octal, binary, decimal]: RegExpExecArray): number {
  const size =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : binary !== undefined
          ? Number.parseInt(binary, 2)
          : Number(decimal);
  return sign === '-' && size !== 0 ? -size : size;
}
