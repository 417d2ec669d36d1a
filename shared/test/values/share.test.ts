import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatShare, pieces, quantity } from '../../src/values/quantity.ts';

test.each([
  [333, '1/3'],
  [334, '1/3'],
  [667, '2/3'],
  [500, '1/2'],
  [1500, '1 1/2'],
  [1333, '1 1/3'],
  [143, '1/7'],
  [2000, '2'],
  [17, '0.017'],
])('[M10] a share of %i thousandths reads %s', (share, words) => {
  expect(formatShare(quantity(share))).toBe(words);
});

test('[M10] every guest of up to twelve who share an item evenly reads the same fraction', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 0, max: 3 }), (guests, whole) => {
      for (const share of [Math.floor(1000 / guests), Math.ceil(1000 / guests)]) {
        const words = formatShare(quantity(pieces(whole) + share));
        expect(words).toBe(`${whole > 0 ? `${whole} ` : ''}1/${guests}`);
      }
    }),
  );
});
