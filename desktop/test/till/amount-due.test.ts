import type { Tender } from '@galley/shared/domain/payment.ts';
import { settle } from '@galley/shared/domain/payment.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountDue, type Taken } from '../../src/renderer/till/pay/amount-due.ts';

const cash = (amount: number): Taken => ({ kind: 'cash', amount: money(amount), reference: null });
const card = (amount: number): Taken => ({ kind: 'card', amount: money(amount), reference: null });

test('[M7] only cash is rounded, and all of it together', () => {
  expect(amountDue(money(1234), [], 100)).toEqual({ exact: 1234, inCash: 1200 });
  expect(amountDue(money(1234), [card(200)], 100)).toEqual({ exact: 1034, inCash: 1000 });
  expect(amountDue(money(1234), [cash(500)], 100)).toEqual({ exact: 734, inCash: 700 });
});

test('what has been overpaid is not due any more', () => {
  expect(amountDue(money(500), [cash(1000)], 1)).toEqual({ exact: 0, inCash: 0 });
});

test('[M7] what the screen asks for in cash is exactly what settles the sale without change', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200_000 }),
      amounts,
      fc.constantFrom(1, 5, 100),
      (total, cards, step) => {
        const taken = cards.map(card);
        const { inCash, exact } = amountDue(money(total), taken, step);
        fc.pre(inCash > 0 && cards.reduce((a, b) => a + b, 0) <= total);
        const tenders = [...taken, cash(inCash)].map((tender): Tender => ({
          ...tender,
          id: newId(() => uuidv7()),
        }));
        const settled = settle(money(total), tenders, step);
        expect(settled).toEqual({ ok: true, value: { rounding: inCash - exact, change: 0 } });
      },
    ),
  );
});
