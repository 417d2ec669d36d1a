import 'fake-indexeddb/auto';
import { paymentsOf } from '@galley/shared/domain/payment.ts';
import { differenceOf, hashOf } from '@galley/shared/domain/sale.ts';
import { refundDifferenceOf, refundHashOf, refundPaymentsOf } from '@galley/shared/domain/refund.ts';
import { money, sum } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginExchange } from '../src/renderer/actions/begin-exchange.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { keepPayment } from '../src/renderer/actions/keep-payment.ts';
import { readPayment } from '../src/renderer/till/pay/queries.ts';
import { amountDue, toPay } from '../src/renderer/till/pay/amount-due.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import {
  branch, codeOf, cola, curry, outbox, present, salma, sell, setup, tap, tea, value, type World,
} from './world.ts'; // prettier-ignore

/** Brings one piece of a sale back and takes something else: what the guest pays is what is due, in cash. */
async function exchange(till: World, bought: readonly Product[], instead: readonly Product[]) {
  const sale = await sell(till, bought);
  const line = present(sale.lines[0]);
  const order = value(
    await beginExchange(till, {
      saleId: sale.id,
      lines: [{ lineId: line.id, quantity: pieces(1), amount: null, restock: true }],
      reason: 'Too spicy',
      staffId: salma.id,
    }),
  );
  for (const item of instead) await tap(till, order.id, item);
  const payment = present((await readPayment(till.db, order.id, branch)) ?? undefined);
  const { inCash } = amountDue(toPay(payment), [], branch.cashStep);
  const tenders = inCash > 0 ? [{ kind: 'cash' as const, amount: inCash, reference: null }] : [];
  const taken = value(await completeSale(till, { orderId: order.id, tenders, staffId: salma.id }));
  const refund = present(await till.db.refunds.where('saleId').equals(sale.id).first());
  return { sale, taken, refund, payment };
}

test('[M7] an exchange for something dearer takes the difference in one payment, and both are in the books', async () => {
  const till = await setup();
  const { sale, taken, refund } = await exchange(till, [tea], [curry]);
  expect(refund.tenders).toMatchObject([{ kind: 'exchange', amount: refund.total }]);
  expect(taken.tenders.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['exchange', refund.total],
    ['cash', taken.total - refund.total],
  ]);
  expect([sale.receiptNumber, refund.receiptNumber, taken.receiptNumber]).toEqual([
    'T1-000001', 'T1-000002', 'T1-000003',
  ]); // prettier-ignore
  expect([refund.previousHash, taken.previousHash]).toEqual([sale.hash, refund.hash]);
  expect([refundHashOf(refund), hashOf(taken)]).toEqual([refund.hash, taken.hash]);
  expect([refund.exchangedFor, taken.exchange?.refundId]).toEqual([taken.id, refund.id]);
  const names = (await outbox(till)).map(({ name }) => name);
  expect(names.slice(-2)).toEqual(['refundSale', 'completeSale']);
  // One paper for both, and no second one for the refund.
  const jobs = (await till.db.printJobs.toArray()).map(({ content }) => content);
  expect(jobs.filter(({ kind }) => kind === 'refund')).toEqual([]);
  expect(jobs.find((each) => each.kind === 'receipt' && each.sale.id === taken.id)).toMatchObject({
    exchanged: { id: refund.id },
  });
});

test('[M7] an exchange for something cheaper gives the rest back from the drawer', async () => {
  const till = await setup();
  const { taken, refund, payment } = await exchange(till, [curry], [tea]);
  expect(refund.tenders.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['exchange', taken.total],
    ['cash', refund.total - taken.total],
  ]);
  expect(payment.rest).toBe(refund.total - taken.total);
  expect(taken.tenders).toMatchObject([{ kind: 'exchange', amount: taken.total }]);
});

test('[M7] [M11] [M12] whatever is exchanged for whatever, the two cancel out and recompute to themselves', async () => {
  const items = fc.array(fc.constantFrom(curry, tea, cola), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(items, items, async (bought, instead) => {
      const { taken, refund } = await exchange(await setup(), bought, instead);
      const payments = [...paymentsOf(taken), ...refundPaymentsOf(refund)];
      const of = (kind: string) =>
        sum(payments.filter((each) => each.kind === kind).map(({ amount }) => amount));
      expect(of('exchange')).toBe(0);
      expect(of('cash')).toBe(taken.total - refund.total + taken.rounding - refund.rounding);
      expect(differenceOf(taken)).toBeNull();
      expect(refundDifferenceOf(refund)).toBeNull();
    }),
    { numRuns: 12 },
  );
});

test('[M11] what was given back meanwhile is not exchanged, and nothing is written at all', async () => {
  const till = await setup();
  const sale = await sell(till, [curry]);
  const lines = [{ lineId: present(sale.lines[0]).id, quantity: pieces(1), amount: null, restock: false }];
  const wanted = { saleId: sale.id, lines, reason: 'Too spicy', staffId: salma.id };
  const first = value(await beginExchange(till, wanted));
  const second = value(await beginExchange(till, wanted));
  for (const order of [first, second]) await tap(till, order.id, curry);
  value(await completeSale(till, { orderId: first.id, tenders: [], staffId: salma.id }));
  const before = await outbox(till);
  expect(codeOf(await completeSale(till, { orderId: second.id, tenders: [], staffId: salma.id }))).toBe(
    'tooMuch',
  );
  expect(await outbox(till)).toEqual(before);
  // Left out, the order is paid like any other.
  value(await keepPayment(till, { orderId: second.id, change: ({ exchange: _dropped, ...rest }) => rest }));
  const cash = [{ kind: 'cash' as const, amount: money(100_000), reference: null }];
  expect(
    value(await completeSale(till, { orderId: second.id, tenders: cash, staffId: salma.id })).exchange,
  ).toBeUndefined();
});
