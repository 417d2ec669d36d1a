import { noHash } from '@galley/shared/values/hash.ts';
import { money } from '@galley/shared/values/money.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { buckets, readMeta, tableOf } from '../src/renderer/db/database.ts';
import type { Bucket } from '../src/renderer/db/rows.ts';
import { checkBuckets } from '../src/renderer/sync/check-buckets.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { startSync } from '../src/renderer/sync/start-sync.ts';
import { cola, curry, outbox, present, rahim, sell, setup, tap, till1, value, type World } from './world.ts';
import { startWire } from './wire.ts';

test('[S23] rows that the server does not know yet never disturb it', async () => {
  const { till, wire, check, push } = await begin();
  expect(await check()).toEqual([]);
  await sell(till, [curry, cola]); // a sale, an order, a ticket and a guess of the stock
  const order = value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '4', guests: 2 }));
  value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  wire.change('order', order.id, { ...order, rounds: 0 }, 1); // merged with what this till has changed
  expect(await check()).toEqual([]);
  await push();
  expect(await check()).toEqual([]);
  expect(await readMeta(till.db, 'bucketMismatches')).toBeUndefined();
});

const damage = fc.record({
  bucket: fc.constantFrom<Bucket>('product', 'stock', 'sale', 'staff', 'category', 'shift', 'station'),
  how: fc.constantFrom('delete', 'older', 'newer', 'add'),
  pick: fc.nat(),
});

test('[S23] a row that is missing, changed or too much is always found, and put right (fault 44)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const { till, wire, check, push } = await begin();
      for (let nth = 0; nth < 5; nth += 1) await sell(till);
      await push();
      wire.change('shift', uuidFrom('their shift'), {
        ...(await anyShift(till)),
        id: uuidFrom('their shift'),
      });
      expect(await check()).toEqual([]);
      const pending = await sell(till);
      const right = await everything(till);
      const unsent = await outbox(till);
      for (const each of damages) await spoil(till, each);
      const wrong = JSON.stringify(await everything(till)) !== JSON.stringify(right);
      const found = present((await check()) ?? undefined);
      expect(found.length > 0).toBe(wrong);
      expect(await everything(till)).toEqual(right);
      expect(await till.db.sales.get(pending.id)).toMatchObject({ version: 0 });
      expect(await outbox(till)).toEqual(unsent);
      expect((await readMeta(till.db, 'bucketMismatches')) ?? 0).toBe(found.length);
      // Only what differed was loaded.
      const loaded = wire.asked.filter(({ path }) => path === '/sync/snapshot').slice(1);
      expect(loaded.map(({ query }) => query.get('entity'))).toEqual(found);
      expect(await check()).toEqual([]);
      await till.db.delete();
    }),
    { numRuns: 15 },
  );
});

test('[S23] a repair that is cut off is finished by the next pull', async () => {
  const { till, wire, check, pullAll } = await begin();
  await check();
  await till.db.products.delete(curry.id);
  wire.snapshotLines = 3;
  await expect(check()).rejects.toBeInstanceOf(Offline);
  expect(await till.db.products.get(curry.id)).toBeUndefined();
  wire.snapshotLines = Infinity;
  await pullAll();
  expect(await till.db.products.get(curry.id)).toBeDefined();
});

test('[S23] opening a shift compares, whatever was compared a while ago', async () => {
  const { till, wire } = await begin({ shift: false });
  const sync = startSync({ db: till.db, now: till.now, fetch: wire.fetch, random: () => 0.5 });
  await until(async () => (await readMeta(till.db, 'floor'))?.complete === true);
  await till.db.products.delete(curry.id);
  value(await openShift(till, { staffId: rahim.id, float: money(0) }));
  await until(async () => (await till.db.products.get(curry.id)) !== undefined);
  expect(await readMeta(till.db, 'bucketMismatches')).toBe(1);
  await sync.stop();
});

async function begin(options: { readonly shift?: boolean } = {}) {
  const till = await setup(options);
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
  const pusher = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  const pullAll = async () => {
    while ((await pull(client, till.db, till.now)) === 'more');
  };
  return {
    till,
    wire,
    pullAll,
    check: () => checkBuckets(client, till.db, till.now),
    push: async () => {
      while ((await pusher(client)) === 'more');
    },
  };
}

async function everything(till: World): Promise<unknown> {
  const all = await Promise.all(buckets.map((bucket) => tableOf(till.db, bucket).toArray()));
  return Object.fromEntries(buckets.map((bucket, index) => [bucket, all[index]]));
}

async function anyShift(till: World) {
  const {
    revision: _revision,
    version: _version,
    ...shift
  } = present(await till.db.shifts.toCollection().first());
  return shift;
}

/** Rows of the feed only: what this till has recorded is not the feed's to keep. */
async function spoil(till: World, { bucket, how, pick }: { bucket: Bucket; how: string; pick: number }) {
  const table = tableOf(till.db, bucket);
  const key = String(table.schema.primKey.keyPath);
  const rows = (await table.toArray()) as Record<string, number>[];
  const told = rows.filter((row) => Number(row['version']) > 0);
  const row = told[pick % Math.max(told.length, 1)];
  if (!row) return;
  const version = Number(row['version']);
  if (how === 'delete') await table.delete(String(row[key]));
  else if (how === 'older') await table.put({ ...row, version: Math.max(version - 1, 1) });
  else if (how === 'newer') await table.put({ ...row, version: version + 1 });
  else await table.put({ ...row, [key]: uuidFrom(`too much ${pick}`) });
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
