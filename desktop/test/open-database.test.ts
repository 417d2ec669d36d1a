import { uuidv7 } from '@galley/shared/values/ids.ts';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { openTill } from '../src/renderer/db/open-database.ts';
import { codeOf, curry, outbox, present, setup, tap, value } from './world.ts';

test('a database written by a newer version is refused in words and left alone', async () => {
  const name = uuidv7();
  const newer = new Dexie(name);
  newer.version(99).stores({ meta: 'key' });
  await newer.open();
  await newer.table('meta').put({ key: 'x', value: 1 });
  newer.close();
  expect(codeOf(await openTill(name))).toBe('newerVersion');
  await newer.open();
  expect(await newer.table('meta').count()).toBe(1);
});

test('[29] a database that was there and is gone is never begun anew without being told', async () => {
  const name = uuidv7();
  const marks = new Map<string, string>();
  const options = {
    marks: {
      getItem: (key: string) => marks.get(key) ?? null,
      setItem: (key: string, text: string) => void marks.set(key, text),
    },
  };
  const db = value(await openTill(name, options));
  db.close();
  value(await openTill(name, options)).close();
  await Dexie.delete(name);
  expect(codeOf(await openTill(name, options))).toBe('lost');
  value(await openTill(name, { ...options, startEmpty: true })).close();
});

test('rows that cannot be read are set aside when the till starts, as they were found', async () => {
  const till = await setup();
  value(await tap(till, null, curry));
  const order = present(await till.db.orders.toCollection().first());
  await till.db.orders.put({ ...order, lines: 'lost' as unknown as typeof order.lines });
  const [row] = await outbox(till);
  await till.db.outbox.put({ ...present(row), recordedAt: 'yesterday' as typeof order.openedAt });
  till.db.close();

  const db = value(await openTill(till.db.name));
  expect(await db.orders.count()).toBe(0);
  expect((await db.damaged.get(`orders:${order.id}`))?.raw).toContain('"lines":"lost"');
  expect(await db.outbox.toArray()).toMatchObject([
    { number: 1, body: row?.body, recordedAt: row?.recordedAt },
  ]);
  expect((await db.damaged.get('outbox:1:1'))?.raw).toContain('yesterday');
});

test('[S2] [23] every commit is on disk before it is told', async () => {
  const till = await setup();
  expect(till.db._options.chromeTransactionDurability).toBe('strict');
});
