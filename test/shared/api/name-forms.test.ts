// The loops over names answer as the server's regular expressions and limits do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isConfigKey,
  isLabel,
  isLabelValue,
  isOldLabel,
  isPortName,
  isQualifiedName,
  isSubdomain,
  isVariable,
} from '../../../shared/api/name-forms.ts';
import { thousandths } from '../../../shared/api/ordinary-resources.ts';

const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]';
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(?:\\.${LABEL})*`;

const FORMS: readonly (readonly [what: string, is: (text: string) => boolean, form: RegExp, max: number])[] =
  [
    ['label', isLabel, new RegExp(`^${LABEL}$`), 63],
    ['old label', isOldLabel, /^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63],
    ['subdomain', isSubdomain, new RegExp(`^${SUBDOMAIN}$`), 253],
    ['value of a label', isLabelValue, new RegExp(`^(?:${NAME})?$`), 63],
    ['key of a label', isQualifiedName, new RegExp(`^(?:(?=[^/]{1,253}/)${SUBDOMAIN}/)?${NAME}$`), Infinity],
    ['port name', isPortName, /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, 15],
    ['key of a ConfigMap', isConfigKey, /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/, 253],
    ['variable', isVariable, /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/, Infinity],
  ];

/** Characters of every class, and some of none: a colon stands behind the digits, a line break may end a text. */
const CHARACTERS = Array.from('az09AZ-._/:@[`{\n é\u{1f600}');
const usual = fc.string({ unit: fc.constantFrom('a', '0', '-', '.', '/'), maxLength: 6 });
const odd = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 6 });
const long = fc
  .tuple(fc.constantFrom(14, 15, 16, 62, 63, 64, 252, 253, 254), fc.constantFrom('', '/', '/a', '-', 'é'))
  .chain(([n, end]) => fc.constantFrom(`${'a'.repeat(n)}${end}`, `a/${'a'.repeat(n)}${end}`));

for (const [what, is, form, max] of FORMS) {
  test(`property: a ${what} is one of the server's form and length`, () => {
    fc.assert(
      fc.property(fc.oneof(usual, odd, long), (text) => {
        assert.equal(is(text), text.length <= max && form.test(text), JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });
}

test('property: a usual quantity is known by its form, in thousandths', () => {
  const digits = fc.string({ unit: fc.constantFrom('0', '1', '9'), maxLength: 7 });
  const point = fc.constantFrom('', '', '.', '..', '-', 'e');
  const unit = fc.constantFrom('', 'm', 'k', 'K', 'M', 'G', 'Ki', 'Mi', 'Gi', 'T', 'mi', '\n');
  fc.assert(
    fc.property(digits, point, digits, unit, (whole, dot, fraction, name) => {
      const text = `${whole}${dot}${fraction}${name}`;
      const match = /^(\d{1,6}(?:\.\d{1,3})?)([kMG]|[KMG]i)?$|^(\d{1,6})m$/.exec(text);
      const [, amount = '', of = '', small] = match ?? [];
      const factor = { '': 1, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }[of] ?? NaN;
      const wanted = small === undefined ? Math.round(Number(amount) * 1000) * factor : Number(small);
      assert.equal(thousandths(text), match ? wanted : undefined, JSON.stringify(text));
    }),
    { numRuns: 2000 },
  );
});

test('a number is a quantity as its text is', () => {
  assert.equal(thousandths(0.5), 500);
  assert.equal(thousandths(2), 2000);
  for (const value of [-1, 1e21, 1e-7, 1_234_567, Number.NaN, true, null, undefined])
    assert.equal(thousandths(value), undefined);
});
