// What counts as the address of a Service in a setting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { serviceAddresses } from '../../server/analysis/service-addresses.ts';

/** `name`, `name.namespace`, with a port behind: what was understood. */
function understood(text: string, allowsBare = true): readonly string[] {
  return serviceAddresses(text, { allowsBare }).map(
    ({ name, namespace, port }) =>
      name + (namespace === undefined ? '' : `.${namespace}`) + (port === undefined ? '' : `:${port}`),
  );
}

const CASES: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['redis:6379', ['redis:6379']],
  ['http://api', ['api']],
  ['http://user:secret@api.shop:8080/path', ['api.shop:8080']],
  ['api.shop.svc', ['api.shop']],
  ['api.shop.svc.cluster.local:80', ['api.shop:80']],
  ['db-0.db.shop.svc.cluster.local', ['db.shop']],
  ['a:80,b.shop:81', ['a:80', 'b.shop:81']],
  ['--backend=api:80', ['api:80']],
  ['jdbc:postgresql://db:5432/shop', ['db:5432']],
  ['redis', []],
  ['api.example.com:80', []],
  ['https://api.example.com/', []],
  ['10.0.0.1:80', []],
  ['nginx:1.25', []],
  ['nginx:7', []],
  ['registry:5000/web', ['registry:5000']],
  ['sha256:1234567890', []],
  ['12:30', []],
  ['api:99999', []],
  ['http://$(HOST):80', []],
  ['http://${HOST}.shop.svc:80', []],
  ['http://api-{{ env }}.shop.svc', []],
  ['_http._tcp.api.shop.svc.cluster.local', []],
  ['[::1]:80', []],
  ['', []],
];

for (const [text, found] of CASES) {
  test(`"${text}" holds ${found.length === 0 ? 'no address' : found.join(' and ')}`, () => {
    assert.deepEqual(understood(text), found);
  });
}

test('a bare name and port is no address where anything may stand', () => {
  assert.deepEqual(understood('redis:6379', false), []);
  assert.deepEqual(understood('tcp://redis:6379', false), ['redis:6379']);
});

test('a text as long as a file is not read', () => {
  assert.deepEqual(understood(`${' '.repeat(20_000)}redis:6379`), []);
});

test('what is shown of an address stands in the text', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', 'b', '-', '.', ':', '/', '@', ' ', '80', 'svc'),
        maxLength: 60,
      }),
      (text) => {
        for (const { text: shown } of serviceAddresses(text, { allowsBare: true }))
          assert.ok(text.includes(shown));
      },
    ),
  );
});
