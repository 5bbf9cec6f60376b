import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  envVarName,
  labelValue,
  maskTrailingDash,
  portName,
  qualifiedName,
  serviceName,
  wildcardDns1123Subdomain,
  type Check,
} from '../../../shared/api/names.ts';

const now =
  (check: (text: string, minor: number) => readonly string[]): Check =>
  (text) =>
    check(text, 36);

/** What stands at the start of each sentence tells them apart; the whole sentences are held by the golden cases. */
const TABLE: readonly (readonly [name: string, check: Check, text: string, starts: readonly string[]])[] = [
  ['a label', dns1123Label, 'my-name', []],
  ['a label that starts with a digit', dns1123Label, '1web', []],
  ['a label with an underscore', dns1123Label, 'my_name', ['a lowercase RFC 1123 label must consist']],
  ['a label with a dot', dns1123Label, 'my.name', ['must not contain dots']],
  ['a label of 64', dns1123Label, 'a'.repeat(64), ['must be no more than 63 characters']],
  ['an empty label', dns1123Label, '', ['a lowercase RFC 1123 label must consist']],
  ['a label with a line break', dns1123Label, 'web\n', ['a lowercase RFC 1123 label must consist']],
  ['an old label that starts with a digit', dns1035Label, '1web', ['a DNS-1035 label must consist']],
  ['a subdomain', dns1123Subdomain, 'a.b-c.d', []],
  ['a subdomain in upper case', dns1123Subdomain, 'Db.example.com', ['a lowercase RFC 1123 subdomain']],
  ['a wildcard', wildcardDns1123Subdomain, '*.example.com', []],
  ['a wildcard alone', wildcardDns1123Subdomain, '*', ['a wildcard DNS-1123 subdomain must start']],
  ['a port name', portName, 'http-2', []],
  ['a port name of digits', portName, '8080', ['must contain at least one letter']],
  [
    'a port name in upper case',
    portName,
    'HTTP',
    ['must contain only alpha-numeric', 'must contain at least one letter'],
  ],
  ['a port name of 16', portName, 'abcdefghijklmnop', ['must be no more than 15 characters']],
  ['a port name with two hyphens', portName, 'a--b', ['must not contain consecutive hyphens']],
  ['a port name that ends in a hyphen', portName, 'a-', ['must not begin or end with a hyphen']],
  ['a label key', now(qualifiedName), 'app.kubernetes.io/name', []],
  [
    'a label key without name',
    now(qualifiedName),
    'k8s.io/',
    ['name part must be non-empty', 'name part must consist'],
  ],
  ['a label key without prefix', now(qualifiedName), '/x', ['prefix part must be non-empty']],
  ['a label key with two slashes', now(qualifiedName), 'a/b/c', ['a valid label key must consist']],
  ['a label value', now(labelValue), '1.0_a', []],
  ['an empty label value', now(labelValue), '', []],
  ['a label value with a blank', now(labelValue), 'a b', ['a valid label must be an empty string']],
  ['a variable', now(envVarName), 'A b', []],
  ['a variable with =', now(envVarName), 'A=b', ['a valid environment variable name']],
];

for (const [name, check, text, starts] of TABLE) {
  test(`${name} is judged as the server does`, () => {
    const sentences = check(text);
    assert.equal(sentences.length, starts.length, sentences.join('\n'));
    starts.forEach((start, index) => assert.ok(sentences[index]?.startsWith(start), sentences[index]));
  });
}

test('a Service may start with a digit since 1.36', () => {
  assert.deepEqual(serviceName('1web', 36), []);
  assert.equal(serviceName('1web', 35).length, 1);
});

test('limits of labels count bytes since 1.34', () => {
  assert.deepEqual(labelValue('a'.repeat(64), 34), ['must be no more than 63 bytes']);
  assert.deepEqual(labelValue('a'.repeat(64), 33), ['must be no more than 63 characters']);
});

test('a prefix for generated names may end in a hyphen', () => {
  assert.deepEqual(dns1123Label(maskTrailingDash('web-')), []);
});

test('property: whatever is a DNS-1035 label is a DNS-1123 label, and that a subdomain', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,70}$/), (text) => {
      if (dns1035Label(text).length === 0) assert.deepEqual(dns1123Label(text), []);
      if (dns1123Label(text).length === 0) assert.deepEqual(dns1123Subdomain(text), []);
    }),
  );
});
