import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT } from '../../../shared/api/cause.ts';
import { contextOf, DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import {
  canonicalIp,
  containsCidr,
  familyOf,
  isAllocatable,
  validateCidr,
  validateIp,
  validateNonSpecialIp,
  warnAboutIp,
} from '../../../shared/api/ip.ts';

const NOW = contextOf(DEFAULT_OPTIONS);
const BEFORE = contextOf({ ...DEFAULT_OPTIONS, kubernetesVersion: '1.35' });
const details = (causes: readonly { readonly message: string }[]): readonly string[] =>
  causes.map(({ message }) => message.replace(/^Invalid value: ".*?": /, ''));

const ADDRESSES: readonly (readonly [ip: string, family: string | undefined, canonical: string])[] = [
  ['10.0.0.1', 'IPv4', '10.0.0.1'],
  ['010.001.2.3', 'IPv4', '10.1.2.3'],
  ['10.0.0.256', undefined, '10.0.0.256'],
  ['10.0.0', undefined, '10.0.0'],
  ['0x0a.0.0.1', undefined, '0x0a.0.0.1'],
  ['2001:DB8:0::1', 'IPv6', '2001:db8::1'],
  ['::ffff:10.1.2.3', 'IPv4', '10.1.2.3'],
  ['fe80::1%eth0', undefined, 'fe80::1%eth0'],
  ['db.example.com', undefined, 'db.example.com'],
  ['', undefined, ''],
];

for (const [ip, family, canonical] of ADDRESSES) {
  test(`"${ip}" is ${family ?? 'no address'}`, () => {
    assert.equal(familyOf(ip), family);
    assert.equal(canonicalIp(ip), canonical);
    assert.equal(validateIp(BEFORE, ip, ROOT).length, family ? 0 : 1);
  });
}

test('leading zeros and IPv4 inside IPv6 are refused since 1.36, and warned about before', () => {
  assert.deepEqual(details(validateIp(NOW, '010.1.2.3', ROOT)), ['must not have leading 0s']);
  assert.deepEqual(details(validateIp(NOW, '::ffff:1.2.3.4', ROOT)), [
    'must not be an IPv4-mapped IPv6 address',
  ]);
  assert.match(
    warnAboutIp(BEFORE, '010.1.2.3', 'f')[0] ?? '',
    /^f: non-standard IP address "010.1.2.3" .* use "10.1.2.3"$/,
  );
});

test('special addresses are told by their range', () => {
  const table: Record<string, string | undefined> = {
    '0.0.0.0': 'may not be unspecified (0.0.0.0)',
    '127.0.0.1': 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
    '::1': 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
    '169.254.1.1': 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    '224.0.0.5': 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
    '8.8.8.8': undefined,
  };
  for (const [ip, detail] of Object.entries(table)) {
    assert.deepEqual(details(validateNonSpecialIp(ip, ROOT)), detail ? [detail] : [], ip);
  }
});

test('networks have a length, and no host bits since 1.36', () => {
  assert.equal(validateCidr(NOW, '10.0.0.0/8', ROOT).length, 0);
  assert.match(details(validateCidr(NOW, '10.0.0.0', ROOT))[0] ?? '', /^must be a valid CIDR value/);
  assert.deepEqual(details(validateCidr(NOW, '10.0.0.1/8', ROOT)), [
    'must not have bits set beyond the prefix length',
  ]);
  assert.deepEqual(details(validateCidr(NOW, '010.0.0.0/8', ROOT)), [
    'must not have leading 0s in IP or prefix length',
  ]);
  assert.equal(validateCidr(BEFORE, '10.0.0.1/8', ROOT).length, 0);
});

test('the first and the last address of an IPv4 range are not given out', () => {
  const given = ['10.96.0.0', '10.96.0.1', '10.96.255.255', '10.97.0.1'].map((ip) =>
    isAllocatable(ip, '10.96.0.0/16'),
  );
  assert.deepEqual(given, [false, true, false, false]);
});

test('an exception lies strictly inside its network', () => {
  assert.equal(containsCidr('10.0.0.0/8', '10.1.0.0/16'), true);
  assert.equal(containsCidr('10.0.0.0/8', '10.0.0.0/8'), false);
  assert.equal(containsCidr('10.0.0.0/8', '11.0.0.0/16'), false);
});
