import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatQuantity,
  pieces,
  quantity,
  quantitySchema,
  sumQuantities,
} from '../../src/values/quantity.ts';
import { formatRate, percent, taxRateSchema } from '../../src/values/tax-rate.ts';

test.each([
  [1_250, '1.25'],
  [2_000, '2'],
  [500, '0.5'],
  [1, '0.001'],
  [-1_500, '-1.5'],
  [0, '0'],
])('[M2] %d thousandths are written %s', (thousandths, text) => {
  expect(formatQuantity(quantity(thousandths))).toBe(text);
});

test('[M2] a written quantity is exactly its thousandths', () => {
  fc.assert(
    fc.property(fc.integer(), (thousandths) => {
      const [whole = '', fraction = ''] = formatQuantity(quantity(thousandths)).split('.');
      expect(Number(`${whole}${fraction.padEnd(3, '0')}`)).toBe(thousandths);
    }),
  );
});

test.each([0.5, Number.NaN, 2 ** 53])('[M2] %d is not a count of thousandths', (value) => {
  expect(() => quantity(value)).toThrow('safe integer of thousandths');
  expect(quantitySchema.safeParse(value).success).toBe(false);
});

test('[M2] pieces and sums stay within the safe integers', () => {
  expect(pieces(3)).toBe(3_000);
  expect(() => pieces(0.0005)).toThrow('safe integer');
  expect(sumQuantities([quantity(1_250), pieces(2)])).toBe(3_250);
  const most = quantity(Number.MAX_SAFE_INTEGER);
  expect(() => sumQuantities([most, quantity(1), quantity(1), quantity(-2)])).toThrow('safe integer');
});

test.each([
  [5, 50_000, '5'],
  [8.25, 82_500, '8.25'],
  [0.07, 700, '0.07'],
  [7.5, 75_000, '7.5'],
  [0, 0, '0'],
  [100, 1_000_000, '100'],
])('[M2] %d per cent is %d parts per million, written %s', (percentage, millionths, text) => {
  expect(percent(percentage)).toBe(millionths);
  expect(formatRate(percent(percentage))).toBe(text);
});

test('[M2] every rate comes back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
      expect(percent(Number(formatRate(taxRateSchema.parse(millionths))))).toBe(millionths);
    }),
  );
});

test.each([-1, 1_000_001, 0.5])('[M2] %d is not a rate', (value) => {
  expect(taxRateSchema.safeParse(value).success).toBe(false);
});
