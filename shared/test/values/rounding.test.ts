import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiplyDivide } from '../../src/values/rounding.ts';

test.each([
  [1, 1, 2, 1],
  [-1, 1, 2, -1],
  [3, 1, 2, 2],
  [-3, 1, 2, -2],
  [1, 1, 3, 0],
  [2, 1, 3, 1],
  [-2, 1, 3, -1],
  [1_005, 10, 100, 101],
  [0, -5, 7, 0],
  [-1, 1, 3, 0],
  [Number.MAX_SAFE_INTEGER, 1_000_000, 1_000_000, Number.MAX_SAFE_INTEGER],
  [Number.MAX_SAFE_INTEGER, 1, 2, 2 ** 52],
  [-Number.MAX_SAFE_INTEGER, 1, 2, -(2 ** 52)],
])('[M3] %d * %d / %d is rounded half away from zero to %d', (a, b, divisor, expected) => {
  expect(multiplyDivide(a, b, divisor)).toBe(expected);
});

test('[M3] a product is the nearest integer to the exact quotient, and of two equally near the one away from zero', () => {
  const divisor = fc.oneof(
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom(1_000, 1_000_000),
    fc.maxSafeNat(),
  );
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer(), divisor, (a, b, d) => {
      fc.pre(d > 0 && isSafe(modelOf(a, b, d)));
      expect(multiplyDivide(a, b, d)).toBe(Number(modelOf(a, b, d)));
    }),
    { numRuns: 2_000 },
  );
});

test('[M3] the same holds where the product just fits or just does not fit a safe integer', () => {
  const nearEdge = fc.record({
    d: fc.integer({ min: 1, max: 9 }),
    a: fc.integer({ min: 2 ** 51, max: 2 ** 53 - 1 }),
    sign: fc.constantFrom(1, -1),
  });
  fc.assert(
    fc.property(nearEdge, ({ a, d, sign }) => {
      expect(multiplyDivide(a, sign, d)).toBe(Number(modelOf(a, sign, d)));
    }),
    { numRuns: 1_000 },
  );
});

test('[M1] a result beyond the safe integers is a bug, never a rounding', () => {
  expect(() => multiplyDivide(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('beyond the safe integers');
  expect(() => multiplyDivide(2 ** 53, 1, 1)).toThrow('needs integers');
});

test.each([
  [0.5, 1, 1],
  [1, 0.5, 1],
  [1, 1, 0.5],
  [1, 1, 0],
  [1, 1, -1],
  [Number.NaN, 1, 1],
])('[M3] %d * %d / %d is no question for integers', (a, b, divisor) => {
  expect(() => multiplyDivide(a, b, divisor)).toThrow('needs integers and a positive divisor');
});

/** Schoolbook division on whole numbers of any size: quotient, then one more if the rest is half or above. */
function modelOf(a: number, b: number, divisor: number): bigint {
  const product = BigInt(a) * BigInt(b);
  const size = product < 0n ? -product : product;
  const whole = size / BigInt(divisor);
  const rest = size - whole * BigInt(divisor);
  const rounded = rest + rest >= BigInt(divisor) ? whole + 1n : whole;
  return product < 0n ? -rounded : rounded;
}

function isSafe(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}
