import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Availability, leftOf } from '../../src/domain/availability.ts';
import { pieces } from '../../src/values/quantity.ts';
import { instant } from '../../src/values/time.ts';
import { idOf, lineOf, noon } from '../making.ts';

const later = instant(Date.parse(noon) + 60_000);
const five: Availability = { productId: idOf('tikka'), left: pieces(5), by: idOf('staff'), at: noon };

test('what is left is what was said, less what was ordered since', () => {
  const before = lineOf('tikka', { id: idOf('1'), quantity: pieces(3) });
  const since = lineOf('tikka', { id: idOf('2'), quantity: pieces(2), addedAt: later });
  const other = lineOf('naan', { id: idOf('3'), addedAt: later });
  expect(leftOf(five, [before, since, other])).toBe(pieces(3));
});

test('a line that was taken back is there again, and as many as are wanted stay so', () => {
  const kitchen = { state: 'voided', ticketId: null, reason: 'dropped' } as const;
  expect(leftOf(five, [lineOf('tikka', { addedAt: later, kitchen })])).toBe(pieces(5));
  expect(leftOf({ ...five, left: null }, [lineOf('tikka', { addedAt: later })])).toBeNull();
});

test('[S15] it is never below zero, and the same whatever the order in which tills hear of the lines, or how often', () => {
  const lines = fc
    .array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 })
    .map((counts) =>
      counts.map((count, index) =>
        lineOf('tikka', { id: idOf(`${index}`), quantity: pieces(count), addedAt: later }),
      ),
    );
  fc.assert(
    fc.property(lines, fc.nat(), (all, turn) => {
      const taken = all.reduce((sum, line) => sum + line.quantity, 0);
      const told = [...all, ...all.slice(turn % (all.length + 1)), ...all.toReversed()];
      expect(leftOf(five, told)).toBe(Math.max(pieces(5) - taken, 0));
    }),
  );
});
