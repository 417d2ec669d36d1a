import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, money, sum } from '../../src/values/money.ts';
import { anyMoney } from '../arbitraries.ts';

const weights = fc.array(fc.oneof(fc.nat(100), fc.maxSafeNat()), { minLength: 1, maxLength: 12 });

test('[M5] the parts sum to the whole to the unit, for any whole of either sign and any weights', () => {
  fc.assert(
    fc.property(anyMoney, weights, (total, shares) => {
      const parts = allocate(total, shares);
      expect(parts).toHaveLength(shares.length);
      expect(parts.reduce((a, part) => a + BigInt(part), 0n)).toBe(BigInt(total));
    }),
    { numRuns: 500 },
  );
});

test('[M5] no part is a whole unit away from its exact share, and none has the other sign', () => {
  fc.assert(
    fc.property(anyMoney, weights, (total, shares) => {
      const weightSum = shares.reduce((a, share) => a + BigInt(share), 0n);
      fc.pre(weightSum > 0n);
      allocate(total, shares).forEach((part, index) => {
        const off = BigInt(part) * weightSum - BigInt(total) * BigInt(shares[index] ?? 0);
        expect(off < weightSum && off > -weightSum).toBe(true);
        expect(Math.sign(part) * Math.sign(total)).toBeGreaterThanOrEqual(0);
      });
    }),
    { numRuns: 500 },
  );
});

test('[M5] the parts of a negative whole are the negated parts of the positive one', () => {
  fc.assert(
    fc.property(anyMoney, weights, (total, shares) => {
      expect(allocate(money(total * -1), shares)).toEqual(
        allocate(total, shares).map((part) => money(part * -1)),
      );
    }),
  );
});

test.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  [100, [1, 2, 3], [17, 33, 50]],
  [5, [0, 1, 0], [0, 5, 0]],
  [5, [0, 0], [3, 2]],
  [0, [3, 4], [0, 0]],
  [1, [1, 1, 1, 1], [1, 0, 0, 0]],
  [-7, [50_000], [-7]],
  [10, [1, 2], [3, 7]],
])(
  '[M5] %d split by %j is %j: the largest remainder first, the earlier part on a tie',
  (total, shares, parts) => {
    const split = allocate(money(total), shares);
    expect(split).toEqual(parts);
    expect(sum(split)).toBe(total);
  },
);

test.each([[[]], [[1, -1]], [[0.5, 1]], [[Number.NaN]], [[2 ** 53]]])(
  '[M5] nothing is split by the weights %j',
  (shares) => {
    expect(() => allocate(money(1), shares)).toThrow(/no parts|weights are integers/);
  },
);
