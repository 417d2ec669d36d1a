import { chain, noHash } from '@galley/shared/values/hash.ts';
import { allThatIsLeft } from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { refundSale } from '../src/renderer/actions/refund-sale.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { isHeld } from '../src/renderer/db/held.ts';
import type { OutboxRow } from '../src/renderer/db/rows.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { keepSettledMs, pruneOutbox } from '../src/renderer/sync/prune-outbox.ts';
import { keepHistoryMs, pruneHistory } from '../src/renderer/sync/prune-history.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { wantSnapshot } from '../src/renderer/sync/want-snapshot.ts';
import { startWire } from './wire.ts';
import { outbox, present, salma, sell, setup, value, type World } from './world.ts';

test('[S5] what is settled goes after two weeks, if a verified backup of the server holds it', async () => {
  const till = await sold(5);
  await settle(till, () => true);
  await writeMeta(till.db, 'coveredUpTo', { 1: 4 });
  till.clock.ms += keepSettledMs;
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
  till.clock.ms += 60_000;
  expect(await pruneOutbox(till.db, till.now)).toBe(4);
  expect(await numbers(till)).toEqual([5, 6]);
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
});

test('[S5] without a known backup nothing goes, however old it is', async () => {
  const till = await sold(3);
  await settle(till, () => true);
  till.clock.ms += 100 * keepSettledMs;
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
  expect(await numbers(till)).toEqual([1, 2, 3, 4]);
});

test('[S1] [S5] what is not settled, held back or forked never goes, and neither does the entry before it', async () => {
  const kinds = fc.constantFrom<Partial<OutboxRow>>(
    { state: 'settled', verdict: 'applied' },
    { state: 'settled', verdict: 'quarantined' },
    { state: 'settled', verdict: 'flagged' },
    { state: 'settled', verdict: 'quarantined', resolution: { how: 'setAside' } as OutboxRow['resolution'] },
    { state: 'waiting' },
    { state: 'stored' },
    { state: 'fork' },
  );
  const till = await sold(12);
  const before = await outbox(till);
  await fc.assert(
    fc.asyncProperty(
      fc.array(kinds, { minLength: 13, maxLength: 13 }),
      fc.nat(15),
      async (states, covered) => {
        const rows = before.map((row, index): OutboxRow => ({ ...row, ...states[index] }));
        await till.db.outbox.bulkPut(rows);
        await writeMeta(till.db, 'coveredUpTo', { 1: covered });
        await pruneOutbox(till.db, () => till.clock.ms + 2 * keepSettledMs);
        const left = new Set(await numbers(till));
        for (const [index, row] of rows.entries()) {
          const mustStay = row.state !== 'settled' || isHeld(row) || row.number > covered;
          if (mustStay) expect(left).toContain(row.number);
          // The chain of what still has to be sent can be followed from the hash before it.
          if (row.state === 'waiting' && index > 0) expect(left).toContain(row.number - 1);
        }
        expect(left.size).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('[S5] each heartbeat asks how far the backup goes, for older enrolments too', async () => {
  const till = await sold(1);
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  wire.covered.set(1, 2).set(2, 0);
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: wire.fetch,
    now: till.now,
    signer: null,
  });
  const push = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  const identity = present(await readMeta(till.db, 'identity'));
  await writeMeta(till.db, 'identity', { ...identity, incarnation: 2 });
  await writeMeta(till.db, 'counters', {
    ...present(await readMeta(till.db, 'counters')),
    mutation: 0,
    mutationHash: chain(noHash, ''),
  });
  while ((await push(client)) === 'more');
  till.clock.ms += 60_000;
  expect(await push(client)).toBe('idle');
  expect(await readMeta(till.db, 'coveredUpTo')).toEqual({ 1: 2, 2: 0 });
});

test('[S5] old sales go with their orders and tickets once the feed has told all of them', async () => {
  const till = await sold(4);
  const sales = await till.db.sales.orderBy('receiptNumber').toArray();
  await confirmAll(till);
  // Of the second sale the order is ahead, of the third a ticket is not confirmed.
  await till.db.orders.update(present(sales[1]).orderId, { ahead: true });
  await till.db.tickets.where('orderId').equals(present(sales[2]).orderId).modify({ version: 0 });
  till.clock.ms += keepHistoryMs + 60_000;
  value(await openShift(till, { staffId: salma.id, float: money(0) }));
  const young = await sell(till);
  expect(await pruneHistory(till.db, till.now)).toBe(0);
  await writeMeta(till.db, 'floor', { version: 3, complete: true });
  expect(await pruneHistory(till.db, till.now)).toBe(2);
  const left = (await till.db.sales.orderBy('receiptNumber').toArray()).map(({ id }) => id);
  expect(left).toEqual([sales[1]?.id, sales[2]?.id, young.id]);
  expect(await till.db.orders.count()).toBe(3);
  expect(new Set((await till.db.tickets.toArray()).map(({ orderId }) => orderId)).size).toBe(3);
  expect(await readMeta(till.db, 'floor')).toEqual({ version: 12, complete: true });
});

test('[S5] [M11] old refunds go after their sales, what the kitchen said goes with its ticket, and what is not confirmed stays', async () => {
  const till = await sold(3);
  const sales = await till.db.sales.orderBy('receiptNumber').toArray();
  const refunds = [];
  for (const sale of sales) {
    const lines = allThatIsLeft(remainderOf(sale, []), true);
    const refunded = refundSale(till, { saleId: sale.id, lines, reason: 'cold', staffId: salma.id });
    refunds.push(value(await refunded));
  }
  await confirmAll(till);
  for (const { id: ticketId, orderId } of await till.db.tickets.toArray())
    await till.db.ticketStates.put({
      ticketId, orderId, progress: 'served', changes: 1, at: instant(till.clock.ms), by: 'Kitchen', revision: 1, version: 20,
    }); // prettier-ignore
  const [first, second, third] = refunds.map(({ id }) => id);
  await till.db.refunds
    .where('id')
    .anyOf(present(first), present(third))
    .modify({ revision: 1, version: 21 });
  // Of the third sale the order is ahead: it stays, and so does what was given back of it.
  await till.db.orders.update(present(sales[2]).orderId, { ahead: true });
  await writeMeta(till.db, 'floor', { version: 0, complete: true });
  till.clock.ms += keepHistoryMs - 60_000;
  expect(await pruneHistory(till.db, till.now)).toBe(0);
  expect(await till.db.refunds.count()).toBe(3);
  till.clock.ms += 120_000;
  expect(await pruneHistory(till.db, till.now)).toBe(2);
  expect(new Set((await till.db.refunds.toArray()).map(({ id }) => id))).toEqual(new Set([second, third]));
  const states = await till.db.ticketStates.toArray();
  expect(states.map(({ orderId }) => orderId)).toEqual([sales[2]?.orderId]);
  expect(await readMeta(till.db, 'floor')).toEqual({ version: 21, complete: true });
});

test('[S5] [S18] a clock that is put years ahead costs no receipts once the server has told the time', async () => {
  const till = await sold(1);
  await confirmAll(till);
  await writeMeta(till.db, 'floor', { version: 0, complete: true });
  till.clock.ms += 30 * keepHistoryMs;
  await writeMeta(till.db, 'clockOffset', -30 * keepHistoryMs);
  expect(await pruneHistory(till.db, till.now)).toBe(0);
  expect(await till.db.sales.count()).toBe(1);
});

test('[M13] [S18] a clock that is put years ahead takes nothing from the shift that is open', async () => {
  const till = await sold(2);
  const sale = present(await till.db.sales.orderBy('receiptNumber').first());
  const lines = allThatIsLeft(remainderOf(sale, []), true);
  value(await refundSale(till, { saleId: sale.id, lines, reason: 'cold', staffId: salma.id }));
  await confirmAll(till);
  await till.db.refunds.toCollection().modify({ revision: 1, version: 20 });
  await till.db.shifts.toCollection().modify((shift) => void delete shift.closedAt);
  await writeMeta(till.db, 'floor', { version: 0, complete: true });
  till.clock.ms += 30 * keepHistoryMs;
  expect(await pruneHistory(till.db, till.now)).toBe(0);
  expect([await till.db.sales.count(), await till.db.refunds.count()]).toEqual([2, 1]);
});

test('[S21] while the branch is being loaded anew no history goes', async () => {
  const till = await sold(1);
  await confirmAll(till);
  await writeMeta(till.db, 'floor', { version: 0, complete: true });
  await wantSnapshot(till.db);
  till.clock.ms += 2 * keepHistoryMs;
  expect(await pruneHistory(till.db, till.now)).toBe(0);
  expect(await till.db.sales.count()).toBe(1);
});

/** As if the shift had ended and the feed had told every row: sale, order and ticket of each, one version after the other. */
async function confirmAll(till: World): Promise<void> {
  let version = 0;
  await till.db.shifts.toCollection().modify({ closedAt: instant(till.clock.ms) });
  for (const { id, orderId } of await till.db.sales.orderBy('receiptNumber').toArray()) {
    await till.db.sales.update(id, { revision: 1, version: (version += 1) });
    await till.db.orders.where('id').equals(orderId).modify((order) => {
      delete (order as { ahead?: boolean }).ahead;
      Object.assign(order, { revision: 1, version: (version += 1) });
    }); // prettier-ignore
    await till.db.tickets
      .where('orderId')
      .equals(orderId)
      .modify({ revision: 1, version: (version += 1) });
  }
}

async function sold(sales: number): Promise<World> {
  const till = await setup();
  for (let count = 0; count < sales; count += 1) await sell(till);
  return till;
}

async function settle(till: World, which: (row: OutboxRow) => boolean): Promise<void> {
  await till.db.outbox.filter(which).modify({ state: 'settled', verdict: 'applied' });
}

async function numbers(till: World): Promise<number[]> {
  return (await outbox(till)).map((row) => row.number);
}
