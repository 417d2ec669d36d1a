import { allThatIsLeft, refundHashOf } from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { refundSale } from '../src/renderer/actions/refund-sale.ts';
import { refundTyped } from '../src/renderer/actions/refund-typed.ts';
import { sayAgain } from '../src/renderer/actions/say-again.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import { openTill } from '../src/renderer/db/open-database.ts';
import {
  codeOf,
  cola,
  curry,
  outbox,
  present,
  rahim,
  salma,
  sell,
  setup,
  value,
  window,
  type World,
} from './world.ts';

function refundAll(till: World, sale: Sale, restock = true) {
  return refundSale(till, {
    saleId: sale.id,
    lines: allThatIsLeft(remainderOf(sale, []), restock),
    reason: 'too salty',
    staffId: salma.id,
  });
}

function refundOne(till: World, sale: Sale, changes: Partial<{ reason: string; index: number }> = {}) {
  const { reason = 'too salty', index = 0 } = changes;
  const lineId = present(sale.lines[index]).id;
  const lines = [{ lineId, quantity: pieces(1), amount: null, restock: true }];
  return refundSale(till, { saleId: sale.id, lines, reason, staffId: salma.id });
}

test('[S2] [S17] refund, receipt number, stock, drawer and outbox row are there together', async () => {
  const till = await setup();
  const sale = await sell(till, [curry, cola]);
  await till.db.printJobs.clear();
  const refund = value(await refundAll(till, sale));
  expect(refund).toMatchObject({
    receiptNumber: 'T1-000002', saleReceiptNumber: 'T1-000001', total: sale.total, previousHash: sale.hash,
    tenders: [{ kind: 'cash', amount: sale.total }],
  }); // prettier-ignore
  expect(refundHashOf(refund)).toBe(refund.hash);
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 3000 });
  expect((await till.db.printJobs.toArray()).map((job) => job.content.kind)).toEqual(['drawer', 'refund']);
  const row = present((await outbox(till)).at(-1));
  expect(row).toMatchObject({ name: 'refundSale', number: 3, state: 'waiting', amount: null });
  expect(mutations.refundSale.data.parse(JSON.parse(row.body).data)).toEqual({ refund });
  expect((await sell(till)).previousHash).toBe(refund.hash);
  expect(value(await sayAgain(till.db, row)).data).toEqual({ refund });
});

test('[S2] when any part of a refund fails, nothing is there and no number is used up', async () => {
  const till = await setup();
  const sale = await sell(till, [cola]);
  const before = await readMeta(till.db, 'counters');
  const fail = () => {
    throw new Error('the disk is full');
  };
  till.db.outbox.hook('creating', fail);
  await expect(refundAll(till, sale)).rejects.toThrow('the disk is full');
  till.db.outbox.hook('creating').unsubscribe(fail);
  expect(await till.db.refunds.count()).toBe(0);
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 2000 });
  expect(await readMeta(till.db, 'counters')).toEqual(before);
});

test('[S17] [M11] the till refuses what it knows to be too much, over all refunds it knows of', async () => {
  const till = await setup();
  const sale = await sell(till, [curry, cola]);
  const answers = await Promise.all([refundOne(till, sale), refundOne(window(till), sale)]);
  expect(answers.map(codeOf).toSorted()).toEqual(['ok', 'tooMuch']);
  expect(codeOf(await refundAll(till, sale))).toBe('tooMuch');
  value(await refundOne(till, sale, { index: 1 }));
  const refunds = await till.db.refunds.toArray();
  expect(allThatIsLeft(remainderOf(sale, refunds), true)).toEqual([]);
  expect(await outbox(till)).toHaveLength(4);
});

test('[S17] a refund without a reason, a shift or a receipt that is known writes nothing', async () => {
  const till = await setup();
  const sale = await sell(till, [curry]);
  expect(codeOf(await refundOne(till, sale, { reason: '  ' }))).toBe('noReason');
  expect(codeOf(await refundOne(till, { ...sale, id: newId(() => uuidv7()) }))).toBe('saleUnknown');
  await till.db.shifts.clear();
  expect(codeOf(await refundOne(till, sale))).toBe('noShift');
  expect(await outbox(till)).toHaveLength(2);
});

test('[S17] a receipt that this till does not know is given back on the word of its paper, once somebody who may says so', async () => {
  const till = await setup();
  const sale = await sell(till, [curry]);
  await till.db.printJobs.clear();
  const ask = (number: string, staffId = rahim.id) =>
    refundTyped(till, {
      number,
      lines: [{ name: 'Curry', amount: money(32_000) }],
      tender: { kind: 'cash', reference: null },
      reason: 'cold',
      staffId,
    });
  expect(codeOf(await ask('T2-41'))).toBe('notAllowed');
  expect(codeOf(await ask('curry', salma.id))).toBe('badNumber');
  expect(codeOf(await ask(sale.receiptNumber, salma.id))).toBe('saleKnown');
  expect(await till.db.printJobs.count()).toBe(0);
  const refund = value(await ask('t2-41', salma.id));
  expect(refund).toMatchObject({
    typed: true, saleReceiptNumber: 'T2-000041', receiptNumber: 'T1-000002', previousHash: sale.hash, total: 32_000,
  }); // prettier-ignore
  expect((await till.db.printJobs.toArray()).map((job) => job.content.kind)).toEqual(['drawer', 'refund']);
  const row = present((await outbox(till)).at(-1));
  expect(mutations.refundSale.data.parse(JSON.parse(row.body).data)).toEqual({ refund });

  // The sale arrives from the other till: what was given back of it counts there too.
  const told = {
    ...sale,
    id: newId<typeof sale.id>(() => uuidv7()),
    receiptNumber: 'T2-000041',
    revision: 1,
    version: 9,
  };
  await till.db.sales.add(told);
  expect(codeOf(await refundAll(till, told))).toBe('tooMuch');
});

test('[S16] goods that do not go back to the shelf move no stock, and money alone none either', async () => {
  const till = await setup();
  const sale = await sell(till, [cola, curry]);
  const [first, second] = sale.lines;
  const lines = [
    { lineId: present(first).id, quantity: pieces(1), amount: null, restock: false },
    { lineId: present(second).id, quantity: pieces(0), amount: money(100), restock: true },
  ];
  const refund = value(await refundSale(till, { saleId: sale.id, lines, reason: 'warm', staffId: salma.id }));
  expect(refund.total).toBe(6100);
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 2000 });
});

test('[S4] [S17] a till of the version before refunds opens with its outbox as it was, and asks for what it had no place for', async () => {
  const name = uuidv7();
  const old = new Dexie(name);
  old.version(1).stores({ meta: 'key', outbox: '[incarnation+number], &id, state', orders: 'id, status' });
  old.version(2).stores({ shadow: 'place' });
  await old.open();
  const row = { incarnation: 1, number: 1, id: uuidv7(), state: 'settled', body: '{"any":"bytes"}' };
  await old.table('outbox').add(row);
  await old.table('meta').put({ key: 'cursor', value: { version: 7 } });
  old.close();
  const db = value(await openTill(name));
  expect(await db.outbox.toArray()).toEqual([row]);
  expect(await db.refunds.count()).toBe(0);
  expect(await readMeta(db, 'snapshot')).toMatchObject({ bucket: null });
});
