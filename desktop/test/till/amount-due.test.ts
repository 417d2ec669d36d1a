import type { Tender } from '@galley/shared/domain/payment.ts';
import { settle } from '@galley/shared/domain/payment.ts';
import { newId, type StaffId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountDue, type Taken, withTip } from '../../src/renderer/till/pay/amount-due.ts';

const cash = (amount: number): Taken => ({ kind: 'cash', amount: money(amount), reference: null });
const card = (amount: number): Taken => ({ kind: 'card', amount: money(amount), reference: null });

test('[M7] only cash is rounded, and all of it together', () => {
  expect(amountDue(money(1234), [], 100)).toEqual({ exact: 1234, inCash: 1200, change: 0 });
  expect(amountDue(money(1234), [card(200)], 100)).toEqual({ exact: 1034, inCash: 1000, change: 0 });
  expect(amountDue(money(1234), [cash(500)], 100)).toEqual({ exact: 734, inCash: 700, change: 0 });
});

test('[M7] what an order that became cheaper is overpaid by is not due, and goes back as far as it is cash', () => {
  expect(amountDue(money(500), [cash(1000)], 1)).toEqual({ exact: 0, inCash: 0, change: 500 });
  expect(amountDue(money(500), [card(300), cash(1000)], 1)).toMatchObject({ inCash: 0, change: 800 });
  expect(amountDue(money(500), [card(700), cash(100)], 1)).toMatchObject({ inCash: 0, change: 100 });
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

test('[M8] a tip is paid first, by as many tenders as it takes, and none of it is forgotten', () => {
  const tip = { amount: money(5_000), staffId: newId<StaffId>(uuidv7), staffName: 'Karim' };
  expect(withTip(cash(1_000), null)).toEqual({ tender: cash(1_000), tip: null });
  const first = withTip(cash(2_000), tip);
  expect(first).toEqual({
    tender: { ...cash(0), tip: { ...tip, amount: 2_000 } },
    tip: { ...tip, amount: 3_000 },
  });
  expect(withTip(card(10_000), first.tip)).toEqual({
    tender: { ...card(7_000), tip: { ...tip, amount: 3_000 } },
    tip: null,
  });
});
