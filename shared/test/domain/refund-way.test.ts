import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRefund } from '../../src/domain/refund.ts';
import { moneyLeft, remainderOf, shareOut } from '../../src/domain/remainder.ts';
import { money, sum } from '../../src/values/money.ts';
import { must } from '../../src/values/must.ts';
import { lines } from '../arbitraries.ts';
import { branch, orderOf, refundRequest, saleOf, tender } from '../making.ts';

const sold = fc
  .record({ lines, step: fc.constantFrom(1, 5, 100), card: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ lines: all, step, card }) => {
    const order = orderOf(all);
    const changes = { branch: { ...branch, cashStep: step } };
    const { total } = saleOf(order, [tender('cash', 10 ** 12)], changes);
    const onCard = Math.floor(total * card);
    return saleOf(
      order,
      [...(onCard > 0 ? [tender('card', onCard)] : []), tender('cash', 10 ** 12)],
      changes,
    );
  });

test('[M11] an amount is spread over what is left of the lines to the unit, and no goods come back with it', () => {
  fc.assert(
    fc.property(sold, fc.double({ min: 0, max: 1, noNaN: true }), (sale, part) => {
      const remainder = remainderOf(sale, []);
      const amount = money(Math.floor(moneyLeft(remainder) * part));
      const wanted = shareOut(remainder, amount);
      expect(sum(wanted.map((each) => must(each.amount, 'an amount is wanted')))).toBe(amount);
      expect(wanted.every((each) => each.quantity === 0 && !each.restock)).toBe(true);
      const decided = decideRefund(refundRequest(sale, { lines: wanted }));
      expect(decided.ok ? decided.value.total : money(0)).toBe(amount);
    }),
  );
});

test('[M7] [M11] all in cash gives back what a drawer can pay, never more than the tenders brought, and says the rest as rounding', () => {
  fc.assert(
    fc.property(sold, fc.double({ min: 0, max: 1, noNaN: true }), (sale, part) => {
      const remainder = remainderOf(sale, []);
      const wanted = shareOut(remainder, money(Math.floor(moneyLeft(remainder) * part)));
      const decided = decideRefund(refundRequest(sale, { lines: wanted, way: 'cash' }));
      if (!decided.ok) return;
      const { tenders, total, rounding } = decided.value;
      const paid = sum(tenders.map((each) => each.amount));
      expect(tenders.every((each) => each.kind === 'cash' && each.reference === null)).toBe(true);
      expect(paid).toBe(total + rounding);
      expect(Math.abs(rounding)).toBeLessThanOrEqual(sale.cashStep);
      for (const each of tenders) {
        const brought = must(
          remainder.tenders.find(({ refunds }) => refunds === each.refunds),
          'of the sale',
        );
        expect(each.amount).toBeLessThanOrEqual(brought.amount);
      }
    }),
  );
});
