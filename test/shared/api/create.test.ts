// Properties that hold for any object whatever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import { create } from '../../../shared/api/create.ts';
import { decode } from '../../../shared/api/decode.ts';
import { typeOfKind } from '../../../shared/api/schema.ts';
import { emptyState } from '../../../shared/api/state.ts';
import { valueAt, type Value } from '../../../shared/model/value.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

const KINDS = [
  'v1/Service',
  'v1/Pod',
  'v1/Endpoints',
  'apps/v1/Deployment',
  'networking.k8s.io/v1/Ingress',
  'batch/v1/CronJob',
];

/** Field names that are known somewhere, so that random objects get past the first level. */
const KEY = fc.constantFrom(
  'metadata',
  'spec',
  'ports',
  'port',
  'name',
  'selector',
  'template',
  'containers',
  'labels',
  'foo',
  '__proto__',
);

const VALUE = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Value>(null, true, 0, -1, 80, 80.5, '', 'web', '80'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(KEY, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

test('property: any object gets an answer, is not changed, and each cause points at something that is there', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.dictionary(KEY, VALUE, { maxKeys: 5, noNullPrototype: true }),
      (kind, rest) => {
        const apiVersion = kind.slice(0, kind.lastIndexOf('/'));
        const object = deepFreeze({ ...rest, apiVersion, kind: kind.slice(kind.lastIndexOf('/') + 1) });
        const { answer } = create(object, DEFAULT_OPTIONS, emptyState());
        assert.equal(answer.causes.length === 0, answer.code === 201);
        for (const { path, message } of answer.causes)
          assert.notEqual(valueAt(object, path), undefined, message);
      },
    ),
    { numRuns: 300 },
  );
});

test('property: what is accepted is accepted again in the form in which it is stored', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 65535 }),
      fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
      fc.boolean(),
      (port, type, isHeadless) => {
        const spec = {
          type,
          ports: [{ port }],
          ...(isHeadless && type === 'ClusterIP' ? { clusterIP: 'None' } : {}),
        };
        const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec };
        const first = create(object, DEFAULT_OPTIONS, emptyState()).answer;
        assert.equal(first.code, 201);
        const second = create(first.object ?? null, DEFAULT_OPTIONS, emptyState()).answer;
        assert.deepEqual([second.code, second.warnings], [201, first.warnings]);
        assert.deepEqual(second.object, first.object);
      },
    ),
  );
});

test('property: decoding changes no input, and what was decoded decodes to itself', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.dictionary(KEY, VALUE, { maxKeys: 5, noNullPrototype: true }),
      (key, rest) => {
        const [apiVersion, kind] = [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
        const type = typeOfKind(apiVersion, kind);
        assert.ok(type);
        const { object } = decode(deepFreeze({ ...rest, apiVersion, kind }), type, 36);
        if (object === undefined) return;
        const again = decode(deepFreeze(object), type, 36);
        assert.deepEqual(again, { typeError: undefined, unknownFields: [], object });
      },
    ),
    { numRuns: 300 },
  );
});

test('property: what one create takes no later one is given, and a refusal takes nothing', () => {
  const service = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    nodePort: fc.integer({ min: 29_999, max: 30_003 }),
    clusterIP: fc.constantFrom('10.96.0.7', '10.96.0.8', '10.96.0.9', '10.0.0.1'),
  });
  fc.assert(
    fc.property(fc.array(service, { maxLength: 12 }), (wanted) => {
      let state = emptyState();
      const accepted: (typeof wanted)[number][] = [];
      for (const { name, nodePort, clusterIP } of wanted) {
        const spec = { type: 'NodePort', clusterIP, ports: [{ port: 80, nodePort }] };
        const manifest = deepFreeze({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
        const outcome = create(manifest, DEFAULT_OPTIONS, state);
        if (outcome.answer.code === 201) accepted.push({ name, nodePort, clusterIP });
        else assert.equal(outcome.state, state);
        state = outcome.state;
      }
      for (const key of ['name', 'nodePort', 'clusterIP'] as const)
        assert.equal(new Set(accepted.map((one) => one[key])).size, accepted.length);
      // Nothing was refused that was free: what is left over clashes with an accepted one or is out of range.
      for (const one of wanted.filter(
        ({ nodePort, clusterIP }) => nodePort >= 30_000 && clusterIP !== '10.0.0.1',
      ))
        assert.ok(
          accepted.some((other) =>
            (['name', 'nodePort', 'clusterIP'] as const).some((key) => one[key] === other[key]),
          ),
        );
    }),
  );
});
