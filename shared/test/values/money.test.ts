import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add, currencySchema, exponentOf, formatAmount, money, moneySchema, noMoney, parseMoney, roundToStep, share, subtract,
  sum,
} from '../../src/values/money.ts'; // prettier-ignore
import { anyMoney } from '../arbitraries.ts';

const most = Number.MAX_SAFE_INTEGER;

test.each([0.1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])(
  '[M1] %d is not money',
  (value) => {
    expect(() => money(value)).toThrow('is not a safe integer of minor units');
    expect(moneySchema.safeParse(value).success).toBe(false);
  },
);

test('[M1] minus zero becomes zero, so that equal money is equal everywhere', () => {
  expect(Object.is(money(-0), 0)).toBe(true);
  expect(Object.is(share(money(-1), 1, 3), 0)).toBe(true);
  expect(Object.is(roundToStep(money(-2), 5), 0)).toBe(true);
  expect(Object.is(subtract(noMoney, noMoney), 0)).toBe(true);
});

test('[M1] a sum or a difference beyond the safe integers is a bug', () => {
  expect(() => add(money(most), money(1))).toThrow('not a safe integer');
  expect(() => subtract(money(-most), money(1))).toThrow('not a safe integer');
});

test('[M1] a sum that leaves the safe integers on its way is a bug too, because it has been rounded there', () => {
  expect(() => sum([money(most), money(1), money(1), money(-2)])).toThrow('not a safe integer');
});

test('[M1] sums and differences are those of whole numbers of any size, or bugs', () => {
  fc.assert(
    fc.property(anyMoney, anyMoney, (a, b) => {
      const exact = BigInt(a) + BigInt(b);
      if (exact > BigInt(most) || exact < -BigInt(most)) {
        expect(() => add(a, b)).toThrow('safe integer');
      } else {
        expect(BigInt(add(a, b))).toBe(exact);
        expect(subtract(add(a, b), b)).toBe(a);
      }
    }),
  );
});

test.each([
  ['BDT', 2], ['USD', 2], ['EUR', 2], ['JPY', 0], ['KRW', 0], ['VND', 0], ['KWD', 3], ['BHD', 3], ['TND', 3],
  ['CLF', 4], ['UYW', 4], ['XXX', 2],
])('[M1] %s has %d digits after the point, as in ISO 4217', (currency, digits) => {
  expect(exponentOf(currency)).toBe(digits);
}); // prettier-ignore

test.each(['bdt', 'BD', 'BDTT', 'B1T', ''])('[M1] "%s" is not a currency', (text) => {
  expect(currencySchema.safeParse(text).success).toBe(false);
});

test.each([
  [0, 'BDT', '0.00'],
  [5, 'BDT', '0.05'],
  [-5, 'BDT', '-0.05'],
  [154_000, 'BDT', '1,540.00'],
  [123_456_789, 'BDT', '1,234,567.89'],
  [-100_000, 'JPY', '-100,000'],
  [999, 'JPY', '999'],
  [1_234, 'KWD', '1.234'],
  [1, 'KWD', '0.001'],
  [12_345_678, 'CLF', '1,234.5678'],
])('[M1] %d minor units of %s are written %s', (amount, currency, text) => {
  expect(formatAmount(money(amount), currency)).toBe(text);
});

test('[M1] any amount of any exponent comes back from its text', () => {
  fc.assert(
    fc.property(anyMoney, fc.constantFrom('JPY', 'BDT', 'KWD', 'CLF'), (amount, currency) => {
      expect(parseMoney(formatAmount(amount, currency), currency)).toEqual({ ok: true, value: amount });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['12.95', 'BDT', 1_295],
  ['12.9', 'BDT', 1_290],
  ['12', 'BDT', 1_200],
  [' 1,299 ', 'BDT', 129_900],
  ['-0', 'BDT', 0],
  ['007', 'JPY', 7],
  ['-1.5', 'KWD', -1_500],
])('[M1] a person who writes "%s" in %s means %d', (text, currency, amount) => {
  const parsed = parseMoney(text, currency);
  expect(parsed).toEqual({ ok: true, value: amount });
  expect(parsed.ok && Object.is(parsed.value, -0)).toBe(false);
});

test.each([
  ['', 'BDT'],
  ['abc', 'BDT'],
  ['1.', 'BDT'],
  ['.5', 'BDT'],
  ['1.234', 'BDT'],
  ['1.0', 'JPY'],
  ['1,23', 'BDT'],
  ['1 000', 'BDT'],
  ['1e3', 'BDT'],
  ['--1', 'BDT'],
  ['0x10', 'JPY'],
  ['90071992547409.92', 'BDT'],
  ['99999999999999999999', 'JPY'],
])('[M1] "%s" is refused as an amount in %s, with words', (text, currency) => {
  expect(parseMoney(text, currency)).toMatchObject({
    ok: false,
    code: 'notMoney',
    message: expect.any(String),
  });
});

test.each([
  [102, 5, 100],
  [103, 5, 105],
  [-103, 5, -105],
  [150, 100, 200],
  [149, 100, 100],
  [50, 100, 100],
  [49, 100, 0],
  [77, 1, 77],
  [77, 0, 77],
])('[M7] %d rounded to steps of %d is %d', (amount, step, expected) => {
  expect(roundToStep(money(amount), step)).toBe(expected);
});
