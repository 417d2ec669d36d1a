import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';
import { beginExchange } from '@galley/desktop/renderer/actions/begin-exchange.ts';
import { fetchReceipt } from '@galley/desktop/renderer/sync/fetch-receipt.ts';
import { readPayment } from '@galley/desktop/renderer/till/pay/queries.ts';
import { toPay } from '@galley/desktop/renderer/till/pay/amount-due.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import type { Till } from './till.ts';

test.each(['nats', 'direct'] as const)(
  '[S17] [M11] two tills give back one sale while apart: both refunds stand, and the branch knows by how much it is too much (fault 41, %s)',
  async (bus) => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    const order = await first.order();
    const { id: lineId } = await first.add(order, 'Prawn malai curry', { count: 3 });
    await first.add(order, 'Borhani');
    const sale = await first.pay(order);
    await branch.settle();
    for (const till of [first, second]) till.cut();
    const one = [{ lineId, quantity: pieces(1), amount: null, restock: true }];
    const part = await second.refund(sale, one);
    const rest = await first.refund(sale, one);
    const whole = await first.refund(sale);
    await first.sell('Cola 250 ml');
    await second.sell('Plain naan');
    const books = await agreed(branch);

    expect(books.refunds).toHaveLength(3);
    expect(rest.total + whole.total).toBe(sale.total);
    const flags = [...(await flagsOf(first)), ...(await flagsOf(second))];
    // Which of them is the one too many is a matter of which comes last; the figures are the same.
    expect(flags).toEqual([
      {
        code: 'overRefund',
        detail: {
          receiptNumber: sale.receiptNumber,
          names: 'Prawn malai curry',
          quantity: 1000,
          amount: part.total,
        },
      },
    ]);
    const { lines, tenders } = remainderOf(sale, books.refunds);
    expect([...lines, ...tenders].map((left) => left.amount)).toEqual([0, 0, 0]);
  },
);

test('[S13] [S17] a till gives back what another one sold at a time when neither was on line, and exchanges something, and all comes out even', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const sale = await first.sell('Prawn malai curry', 'Mixed grill platter');
  await branch.settle();
  first.cut();
  const unsent = await first.sell('Borhani');
  // As from the code on its paper: the other till learns of the sale before the server does.
  const stored = must(await first.db.sales.get(unsent.id), 'just sold');
  await second.db.sales.put(stored);
  const early = await second.refund(unsent);
  await second.refund(sale);
  const naan = await second.sell('Plain naan');
  const instead = await exchange(second, naan, 'Borhani');
  await expect.poll(async () => (await second.outbox()).map(({ state }) => state).at(-1)).toBe('settled');
  expect((await second.outbox()).find(({ body }) => body.includes(early.id))?.state).not.toBe('settled');
  const books = await agreed(branch);
  expect(instead.total).toBeGreaterThan(naan.total);
  expect(books.refunds).toHaveLength(3);
  for (const { id, total } of [sale, unsent, naan]) {
    expect(books.refunds.find((refund) => refund.saleId === id)?.total).toBe(total);
  }
  expect([...(await flagsOf(first)), ...(await flagsOf(second))]).toEqual([]);
});

test('[S17] a till that holds a sale no longer asks for it by its number, with all that was given back of it', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const sale = await first.sell('Prawn malai curry', 'Borhani');
  const { id: lineId } = must(sale.lines[0], 'it was sold');
  await first.refund(sale, [{ lineId, quantity: pieces(1), amount: null, restock: true }]);
  await branch.settle();
  await second.db.sales.clear();
  await second.db.refunds.clear();

  const asking = { db: second.db, now: Date.now, ids: () => uuidv7(), fetch: second.network.fetch };
  expect(await fetchReceipt(asking, sale.receiptNumber.toLowerCase())).toMatchObject({
    value: { id: sale.id },
  });
  const earlier = await second.db.refunds.where('saleId').equals(sale.id).toArray();
  expect(remainderOf(sale, earlier).lines.map(({ quantity }) => quantity)).toEqual([0, 1000]);
  await second.db.sales.clear();
  const link = `https://galley.test/verify?branch=${uuidv7()}&id=${sale.id}&hash=${sale.hash.slice(0, 16)}`;
  expect(await fetchReceipt(asking, link)).toMatchObject({ value: { receiptNumber: sale.receiptNumber } });
  expect(await fetchReceipt(asking, 'T1-999999')).toMatchObject({ code: 'saleUnknown' });
  expect(await fetchReceipt(asking, '100 %')).toMatchObject({ code: 'badNumber' });
});

async function exchange(till: Till, sale: Sale, product: string): Promise<Sale> {
  const actor = { db: till.db, now: Date.now, ids: () => uuidv7() };
  const { staffId } = sale;
  const manager = must(
    await till.db.staff.filter(({ role }) => role === 'manager').first(),
    'the demo has one',
  );
  const lines = sale.lines.map(({ id }) => ({
    lineId: id,
    quantity: pieces(1),
    amount: null,
    restock: true,
  }));
  const approval = { staffId: manager.id, name: manager.name, reason: 'Cold' };
  const order = await beginExchange(actor, { saleId: sale.id, lines, reason: 'Cold', staffId, approval });
  if (!order.ok) throw new Error(order.message);
  await till.add(order.value, product);
  const payment = must(
    await readPayment(
      till.db,
      order.value.id,
      must(await till.db.branches.toCollection().first(), 'it sells'),
    ),
    'open',
  );
  return till.pay(order.value, [{ kind: 'cash', amount: toPay(payment), reference: null }]);
}

async function flagsOf(till: Till) {
  return (await till.outbox()).flatMap((row) => row.flags);
}
