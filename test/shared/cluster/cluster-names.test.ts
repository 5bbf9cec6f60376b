// The order of names, versions and the families of addresses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareNamed, compareNames } from '../../../shared/cluster/cluster-names.ts';
import { isAtLeast } from '../../../shared/cluster/cluster-options.ts';
import { familiesOf, isHeadless } from '../../../shared/cluster/service-families.ts';
import { cluster, service } from './objects.ts';

test('names are ordered with numbers as numbers', () => {
  const names = ['web#10', 'web-0', 'web#2', 'big#1', 'web', 'big2#1'];
  assert.deepEqual(names.sort(compareNames), ['big2#1', 'big#1', 'web', 'web#2', 'web#10', 'web-0']);
});

test('the order of names is total', () => {
  const name = fc.stringMatching(/^[a-z0-9#-]{0,6}$/);
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      assert.equal(Math.sign(compareNames(a, b)), -Math.sign(compareNames(b, a)) + 0);
      assert.equal(compareNames(a, b) === 0, a === b);
      if (compareNames(a, b) < 0 && compareNames(b, c) < 0) assert.ok(compareNames(a, c) < 0);
    }),
  );
});

test('the namespace comes before the name', () => {
  const sorted = [
    { namespace: 'b', name: 'a' },
    { namespace: 'a', name: 'b' },
  ].sort(compareNamed);
  assert.deepEqual(sorted[0], { namespace: 'a', name: 'b' });
});

test('versions are compared by major and minor', () => {
  const cases: readonly [string, string, boolean][] = [
    ['1.36', '1.33', true],
    ['1.9', '1.33', false],
    ['v1.33.2', '1.33', true],
    ['2.0', '1.36', true],
    ['newest', '1.36', true],
  ];
  for (const [version, since, expected] of cases) assert.equal(isAtLeast(version, since), expected, version);
});

test('a Service has the families that it asks for and the cluster has', () => {
  const dual = cluster({ ipFamilies: ['IPv4', 'IPv6'] });
  const cases: readonly [string, readonly string[]][] = [
    ['selector: {app: web}', ['IPv4']],
    ['ipFamilyPolicy: PreferDualStack', ['IPv4', 'IPv6']],
    ['ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6]', ['IPv6', 'IPv4']],
    ['ipFamilies: [IPv6]', ['IPv6']],
    ['clusterIP: "fd00::5"', ['IPv6']],
    ['clusterIP: None', ['IPv4', 'IPv6']],
    ['clusterIP: None, selector: {app: web}', ['IPv4']],
  ];
  for (const [spec, families] of cases) assert.deepEqual(familiesOf(service(spec), dual), families, spec);
  assert.deepEqual(familiesOf(service('ipFamilyPolicy: PreferDualStack'), cluster()), ['IPv4']);
});

test('only clusterIP None makes a Service headless', () => {
  assert.equal(isHeadless(service('clusterIP: None')), true);
  assert.equal(isHeadless(service('clusterIPs: [None]')), true);
  assert.equal(isHeadless(service('clusterIP: ""')), false);
});
