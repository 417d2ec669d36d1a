import { hashOf } from '@galley/shared/domain/sale.ts';
import { chain, noHash } from '@galley/shared/values/hash.ts';
import { sum } from '@galley/shared/values/money.ts';
import { mutationSchema, mutations } from '@galley/shared/wire/mutations.ts';
import { expect, test } from 'vitest';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { reprintReceipt } from '../src/renderer/actions/reprint.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import { money } from '@galley/shared/values/money.ts';
import {
  branch, codeOf, cola, curry, outbox, pay, rahim, sell, setup, tap, tea, value, window, type World,
} from './world.ts'; // prettier-ignore

test('[S2] sale, receipt number, paid order, tickets, paper and outbox row are there together', async () => {
  const till = await setup();
  const sale = await sell(till, [curry, tea, cola]);
  expect(sale).toMatchObject({ receiptNumber: 'T1-000001', staffName: 'Rahim', businessDay: '2026-11-21' });
  expect(await till.db.orders.get(sale.orderId)).toMatchObject({ status: 'paid', rounds: 1 });
  expect(await till.db.tickets.count()).toBe(2);
  expect(await readMeta(till.db, 'currentOrder')).toBeNull();
  const jobs = await till.db.printJobs.toArray();
  expect(jobs.map((job) => job.content.kind).sort()).toEqual(['drawer', 'receipt', 'ticket', 'ticket']);
  expect(jobs.every((job) => job.state === 'queued' && !job.handedOver)).toBe(true);
  const row = (await outbox(till)).at(-1);
  expect(row).toMatchObject({ name: 'completeSale', number: 2, state: 'waiting', amount: sale.total });
});

test('[S4] the body of a mutation is what its schema says, and its correlation is itself', async () => {
  const till = await setup();
  const sale = await sell(till, [curry, tea]);
  for (const row of await outbox(till)) {
    const mutation = mutationSchema.parse(JSON.parse(row.body));
    expect(mutation).toMatchObject({
      id: row.id,
      correlationId: row.id,
      causationId: null,
      branchId: branch.id,
    });
    expect(mutation).toMatchObject({ number: row.number, incarnation: 1, occurredAt: row.recordedAt });
  }
  const data = mutations.completeSale.data.parse(JSON.parse((await outbox(till)).at(-1)?.body ?? '').data);
  expect(data.sale).toEqual(sale);
  expect(data.tickets).toHaveLength(2);
});

test('[S2] when any part of it fails, nothing is there and no number is used up', async () => {
  const till = await setup();
  const order = await startTakeaway(till);
  value(await tap(till, order.id, curry));
  const before = await readMeta(till.db, 'counters');
  // The last write of the transaction: print jobs come after sale, order and tickets.
  const fail = () => {
    throw new Error('the disk is full');
  };
  till.db.outbox.hook('creating', fail);
  await expect(pay(till, order.id, 50_000)).rejects.toThrow('the disk is full');
  till.db.outbox.hook('creating').unsubscribe(fail);
  expect(await till.db.sales.count()).toBe(0);
  expect(await till.db.tickets.count()).toBe(0);
  expect(await till.db.printJobs.count()).toBe(0);
  expect(await till.db.orders.get(order.id)).toMatchObject({ status: 'open', rounds: 0 });
  expect(await readMeta(till.db, 'counters')).toEqual(before);
  expect(value(await pay(till, order.id, 50_000)).receiptNumber).toBe('T1-000001');
});

test('[S2] a refusal writes nothing', async () => {
  const till = await setup();
  const order = await startTakeaway(till);
  value(await tap(till, order.id, curry));
  expect(codeOf(await pay(till, order.id, 31_999))).toBe('notEnough');
  expect(await till.db.sales.count()).toBe(0);
  expect(await outbox(till)).toHaveLength(1);
});

test('[S3] two windows that sell 200 each at once make dense numbers and one unbroken chain', async () => {
  const first = await setup();
  const second = window(first);
  await Promise.all([sellMany(first, 200), sellMany(second, 200)]);

  const rows = await outbox(first);
  expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 401 }, (_, index) => index + 1));
  let hash = noHash;
  for (const row of rows) {
    hash = chain(hash, row.body);
    expect(row.hash).toBe(hash);
  }
  const sales = await first.db.sales.orderBy('receiptNumber').toArray();
  expect(sales.map((sale) => sale.receiptNumber)).toEqual(
    Array.from({ length: 400 }, (_, index) => `T1-${String(index + 1).padStart(6, '0')}`),
  );
  let receiptHash = noHash;
  for (const { revision: _revision, hash: saleHash, ...sale } of sales) {
    expect(sale.previousHash).toBe(receiptHash);
    expect(saleHash).toBe(hashOf(sale));
    receiptHash = saleHash;
  }
});

test('[S3] a sale that both windows try to take is taken once', async () => {
  const first = await setup();
  const order = await startTakeaway(first);
  value(await tap(first, order.id, curry));
  const answers = await Promise.all([pay(first, order.id, 50_000), pay(window(first), order.id, 50_000)]);
  expect(answers.map(codeOf).sort()).toEqual(['alreadyPaid', 'ok']);
  expect(await first.db.sales.count()).toBe(1);
});

test('[M7] total + rounding = sum of tenders - change, over mixed tenders', async () => {
  const till = await setup();
  const order = await startTakeaway(till);
  value(await tap(till, order.id, curry));
  const sale = value(
    await completeSale(till, {
      orderId: order.id,
      staffId: rahim.id,
      tenders: [
        { kind: 'card', amount: money(20_000), reference: 'A-17' },
        { kind: 'cash', amount: money(15_000), reference: null },
      ],
    }),
  );
  expect(sale.change).toBe(3000);
  expect(sale.total + sale.rounding).toBe(sum(sale.tenders.map((tender) => tender.amount)) - sale.change);
});

test('[P8] paying sends the kitchen only what it does not have', async () => {
  const till = await setup();
  const order = await startTakeaway(till);
  value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  value(await tap(till, order.id, tea));
  value(await pay(till, order.id, 50_000));
  const lines = (await till.db.tickets.toArray()).flatMap((ticket) => ticket.lines.map((line) => line.name));
  expect(lines.sort()).toEqual(['Curry', 'Tea']);
});

test('[S16] the stock of this till goes down at once, and never below zero', async () => {
  const till = await setup();
  await sell(till, [cola, cola]);
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 1000, shortage: 0, revision: 1 });
  await sell(till, [cola, cola]);
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 0, shortage: 1000 });
  expect(await till.db.stock.get(curry.id)).toBeUndefined();
});

test('[S1] a station or a person that this till has not heard of stops no sale', async () => {
  const till = await setup();
  const order = await startTakeaway(till);
  value(await tap(till, order.id, curry));
  await till.db.stations.clear();
  await till.db.staff.clear();
  expect(value(await pay(till, order.id, 50_000)).staffName).toBe('Unknown');
  expect(await till.db.tickets.toArray()).toMatchObject([{ station: 'Kitchen' }]);
});

test('[P1] a reprint is a job of its own, and the same job is never written twice', async () => {
  const till = await setup();
  const sale = await sell(till);
  value(await reprintReceipt(till, { kind: 'sale', id: sale.id, staffId: rahim.id }));
  value(await reprintReceipt(till, { kind: 'sale', id: sale.id, staffId: rahim.id }));
  const ids = await till.db.printJobs.where('id').startsWith('receipt:').primaryKeys();
  expect(ids).toEqual([`receipt:${sale.id}`, `receipt:${sale.id}:2`, `receipt:${sale.id}:3`]);
});

async function startTakeaway(till: World) {
  return value(await startOrder(till, { staffId: rahim.id, type: 'takeaway', table: null, guests: 0 }));
}

async function sellMany(till: World, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await sell(till);
}
