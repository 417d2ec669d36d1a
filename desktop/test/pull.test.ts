import type { Order } from '@galley/shared/domain/order.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { syncStatus } from '../src/renderer/sync/status.ts';
import {
  branch, cola, curry, outbox, pay, present, rahim, sell, setup, tap, tea, till1, value, type World,
} from './world.ts'; // prettier-ignore
import { portal, startWire } from './wire.ts';

test('[S5] rows are settled by their verdict in the feed, in the same commit as the effects', async () => {
  const { till, pushAll, pullAll } = await pulling();
  const sale = await sell(till);
  await pullAll();
  expect((await outbox(till)).map((row) => row.state)).toEqual(['waiting', 'waiting']);
  await pushAll();
  await pullAll();
  expect(await outbox(till)).toMatchObject([
    { state: 'settled', verdict: 'applied' },
    { state: 'settled', verdict: 'applied' },
  ]);
  expect(await till.db.sales.get(sale.id)).toMatchObject({ revision: 1 });
});

test('[S20] a page and its cursor are one: if a row cannot be written, neither is', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  const before = await readMeta(till.db, 'cursor');
  wire.change('stock', cola.id, { productId: cola.id, onHand: pieces(9), shortage: quantity(0) }, 5);
  wire.change('product', curry.id, { ...curry, name: 'Hot curry' }, 5);
  const fail = () => {
    throw new Error('the disk is full');
  };
  till.db.products.hook('updating', fail);
  till.db.products.hook('creating', fail);
  await expect(pullAll()).rejects.toThrow('the disk is full');
  expect(await readMeta(till.db, 'cursor')).toEqual(before);
  expect((await till.db.stock.get(cola.id))?.onHand).toBe(3000);
  till.db.products.hook('updating').unsubscribe(fail);
  till.db.products.hook('creating').unsubscribe(fail);
  await pullAll();
  expect((await till.db.products.get(curry.id))?.name).toBe('Hot curry');
  expect((await till.db.stock.get(cola.id))?.onHand).toBe(9000);
});

test('[S20] an older state never replaces a newer one, and the same page twice changes nothing', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  wire.change('product', curry.id, { ...curry, name: 'New' }, 3);
  wire.change('product', curry.id, { ...curry, name: 'Old' }, 2);
  await pullAll();
  expect(await till.db.products.get(curry.id)).toMatchObject({ name: 'New', revision: 3 });
  const rows = await till.db.products.toArray();
  await till.db.meta.put({
    key: 'cursor',
    value: { ...present(await readMeta(till.db, 'cursor')), version: 0 },
  });
  await pullAll();
  expect(await till.db.products.toArray()).toEqual(rows);
});

test('[S20] a tombstone removes what it names', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  wire.change('product', tea.id, null, 9);
  await pullAll();
  expect(await till.db.products.get(tea.id)).toBeUndefined();
});

test('a change that this version cannot read is kept and told, and the others come through', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  wire.change('product', curry.id, { surprise: true }, 7);
  wire.change('product', tea.id, { ...tea, name: 'Green tea' }, 7);
  await pullAll();
  expect((await till.db.products.get(tea.id))?.name).toBe('Green tea');
  expect((await till.db.products.get(curry.id))?.name).toBe('Curry');
  expect(await till.db.damaged.get(`feed:product:${curry.id}`)).toMatchObject({ table: 'feed' });
  expect((await syncStatus(till.db)).state).toBe('action');
});

test('[S15] lines that two tills added both survive, and unsent ones stay unsent', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  const order = await dineIn(till);
  const mine = value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  const unsent = value(await tap(till, order.id, tea));
  const sent = present((await till.db.orders.get(order.id))?.lines[0]);
  const theirs = { ...sent, id: cola.id as unknown as typeof sent.id, name: 'Naan' };
  tellOrder(wire, { ...order, rounds: 2, lines: [sent, theirs] }, 2);
  await pullAll();
  const row = present(await till.db.orders.get(order.id));
  expect(new Map(row.lines.map((line) => [line.id, line.kitchen.state]))).toEqual(
    new Map([
      [mine.id, 'sent'],
      [theirs.id, 'sent'],
      [unsent.id, 'unsent'],
    ]),
  );
  expect(row).toMatchObject({ rounds: 2, revision: 2, ahead: true });
});

test('[S15] paid here stays paid, whatever an older word of the feed says', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  const order = await dineIn(till);
  value(await tap(till, order.id, curry));
  value(await pay(till, order.id, 50_000));
  tellOrder(wire, order, 4);
  await pullAll();
  expect(await till.db.orders.get(order.id)).toMatchObject({ status: 'paid' });
});

test('[S15] what this till changed wins until the feed says the same', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  const order = await dineIn(till);
  value(await changeOrder(till, { orderId: order.id, table: '12', staffId: rahim.id }));
  tellOrder(wire, order, 1);
  await pullAll();
  expect(await till.db.orders.get(order.id)).toMatchObject({ table: '12', ahead: true });
  tellOrder(wire, { ...order, table: '12', edits: 1 }, 2);
  await pullAll();
  expect((await till.db.orders.get(order.id))?.ahead).toBeUndefined();
  tellOrder(wire, { ...order, table: '7', edits: 2 }, 3);
  await pullAll();
  expect(await till.db.orders.get(order.id)).toMatchObject({ table: '7' });
});

test('[S16] the count of the feed replaces the guess of the till', async () => {
  const { till, wire, pullAll } = await pulling();
  await pullAll();
  await sell(till, [cola]);
  expect((await till.db.stock.get(cola.id))?.onHand).toBe(2000);
  wire.change('stock', cola.id, { productId: cola.id, onHand: pieces(20), shortage: quantity(0) }, 2);
  await pullAll();
  expect((await till.db.stock.get(cola.id))?.onHand).toBe(20_000);
});

test('[S21] a snapshot replaces what the feed told, and what the server has not confirmed stays', async () => {
  const { till, wire, pullAll } = await pulling();
  const sale = await sell(till);
  const order = await dineIn(till);
  value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  await till.db.products.put({
    ...curry,
    id: branch.id as unknown as typeof curry.id,
    revision: 1,
    version: 1,
  });
  await pullAll();
  expect(wire.asked[0]?.path).toBe('/sync/snapshot');
  expect(await till.db.products.count()).toBe(4);
  expect(await till.db.sales.get(sale.id)).toMatchObject({ revision: 0 });
  expect(await till.db.orders.get(order.id)).toMatchObject({ status: 'open', rounds: 1 });
  expect(await till.db.tickets.count()).toBe(2);
  expect(await till.db.shifts.count()).toBe(1);
  expect((await outbox(till)).every((row) => row.state === 'waiting')).toBe(true);
});

test('[S21] a snapshot that is cut off changes nothing', async () => {
  const { till, wire, pullAll } = await pulling();
  const before = await till.db.products.toArray();
  const head = JSON.stringify({
    kind: 'head',
    cursor: { epoch: wire.epoch, stream: branch.id, scope: 'till', version: 9 },
    floor: 0,
    count: 2,
  });
  for (const text of [`${head}\n`, `${head}\n{"kind":"end","count":2}\n`, `${head}\n{"vers`, '']) {
    wire.intercept = () => new Response(text);
    await expect(pullAll()).rejects.toBeInstanceOf(Offline);
  }
  wire.intercept = portal;
  await expect(pullAll()).rejects.toBeInstanceOf(Offline);
  expect(await till.db.products.toArray()).toEqual(before);
  expect(await readMeta(till.db, 'cursor')).toBeUndefined();
});

test('[S10] a server restored from a backup gets everything again, also what it had settled', async () => {
  const { till, wire, pushAll, pullAll } = await pulling();
  await pullAll();
  const firstFeed = wire.changes.length;
  for (let count = 0; count < 5; count += 1) await sell(till);
  await pushAll();
  await pullAll();
  await sell(till);
  await pushAll();
  const sales = await till.db.sales.toArray();
  wire.restore({ changes: firstFeed + 3, mutations: 2 });
  await pullAll();
  expect(await till.db.sales.count()).toBe(6);
  await pushAll();
  await pullAll();
  expect(wire.logs.get(1)?.mutations.map((mutation) => mutation.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect((await outbox(till)).every((row) => row.state === 'settled')).toBe(true);
  const version: unknown = expect.any(Number);
  expect(await till.db.sales.toArray()).toEqual(sales.map((sale) => ({ ...sale, revision: 1, version })));
});

async function pulling() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  const { privateKey } = await createKeys();
  const signer = tillSigner(till1.id, privateKey);
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: wire.fetch,
    now: till.now,
    signer,
  });
  const push = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  return {
    till,
    wire,
    pullAll: async () => {
      while ((await pull(client, till.db, till.now)) === 'more');
    },
    pushAll: async () => {
      while ((await push(client)) === 'more');
    },
  };
}

async function dineIn(till: World): Promise<Order> {
  return value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '4', guests: 2 }));
}

function tellOrder(wire: ReturnType<typeof startWire>, order: Order, revision: number): void {
  wire.change('order', order.id, order, revision);
}
