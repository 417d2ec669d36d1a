// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { readMeta } from '@galley/desktop/renderer/db/database.ts';
import { dropTombstones } from '@galley/server/sync/feed-retention.ts';
import { putEntities } from '@galley/server/sync/put-entities.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { openBranch } from './branch.ts';

test('[S21] a till that was away for longer than ends are remembered loses nothing that it recorded meanwhile', async () => {
  await using branch = await openBranch('direct');
  const { first, world } = branch;
  await branch.settle();
  first.cut();
  const dish = await first.product('Plain naan');
  const sale = await first.sell('Plain naan');
  const { pool } = world.db;
  await putEntities(pool, world.branchId, [{ entity: 'product', id: dish.id, data: null }]);
  await dropTombstones(pool, new Date());
  await dropTombstones(pool, new Date(Date.now() + 61 * 86_400_000));
  expect(await first.db.products.get(dish.id)).toBeDefined();
  await branch.settle(); // which mends the network
  await expect.poll(() => first.db.products.get(dish.id)).toBeUndefined();
  expect(await first.db.sales.get(sale.id)).toMatchObject({ revision: 1 });
  expect((await first.outbox()).every((row) => row.state === 'settled')).toBe(true);
});

test('[S23] a till and the real server agree after a day of sales, and what is lost on the till comes back (fault 44)', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  await branch.settle();
  expect(await first.sync.checkOnce()).toEqual([]);
  for (let count = 0; count < 5; count += 1) await second.sell('Borhani', 'Cola 250 ml');
  const order = await first.order({ type: 'dineIn', table: '4', guests: 2 });
  await first.add(order, 'Plain naan');
  await first.send(order);
  await first.sell('Cola 250 ml');
  await branch.settle();
  const late = await branch.late();
  await branch.settle();
  for (const till of [first, second, late]) expect(await till.sync.checkOnce()).toEqual([]);

  first.cut();
  const unsent = await first.sell('Borhani'); // the server will not know it for a while
  first.mend();
  const lost = must(
    await first.db.sales.filter((sale) => sale.version > 0).first(),
    'the feed has told of sales',
  );
  const dish = await first.product('Plain naan');
  await first.db.sales.delete(lost.id);
  await first.db.products.delete(dish.id);
  const found = await first.sync.checkOnce();
  expect(found).toEqual(['product', 'sale']);
  expect(await first.db.products.get(dish.id)).toEqual(dish);
  expect(await first.db.sales.get(unsent.id)).toBeDefined();
  await branch.settle();
  expect(await first.sync.checkOnce()).toEqual([]);
  expect(await first.db.sales.count()).toBe(7);
  expect(await readMeta(first.db, 'bucketMismatches')).toBe(2);
});
