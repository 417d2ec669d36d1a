import { expect, test } from 'vitest';
import type { Entity } from '@galley/shared/wire/changes.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { putEntities } from '@galley/server/sync/put-entities.ts';
import { runSql } from '../../server/test/database-pool.ts';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';
import { readImage } from './store.ts';
import { startCopy } from './till.ts';

test('[S9] [S14] fault 42: what is sold while price, tax and the cashier change elsewhere stands as it was sold, and the cashier is flagged', async () => {
  await using branch = await openBranch('direct');
  const { first, world } = branch;
  const cola = await first.product('Cola 250 ml');
  const before = await first.sell(cola.name);
  await branch.settle();
  first.cut();
  const seller = await first.db.staff.filter(({ role }) => role === 'manager').first();
  const { revision: _r, version: _v, ...staff } = must(seller, 'the demo has staff');
  const [taxId] = cola.taxIds;
  const {
    revision: _tr,
    version: _tv,
    ...tax
  } = must(await first.db.taxes.get(taxId ?? ''), 'cola is taxed');
  const dearer: Entity<'product'> = { ...cola, price: money(cola.price + 1000) };
  await putEntities(world.db.pool, world.branchId, [
    { entity: 'product', id: cola.id, data: dearer },
    { entity: 'tax', id: tax.id, data: { ...tax, rate: percent(15) } },
    { entity: 'staff', id: staff.id, data: { ...staff, active: false } },
  ]);
  const apart = await first.sell(cola.name);
  expect(apart.total).toBe(before.total);
  first.mend();
  await branch.settle();
  const { sales } = await agreed(branch);
  expect(sales.find(({ id }) => id === apart.id)).toEqual(apart);
  const rows = await first.outbox();
  expect(rows.map(({ verdict, flags }) => [verdict, flags.map(({ code }) => code)])).toEqual([
    ['applied', []],
    ['applied', []],
    ['flagged', ['staffUnknown']],
  ]);
  // In words a manager can use: who it was.
  expect(rows.at(-1)?.flags[0]?.detail).toMatchObject({ by: staff.name });
  expect((await first.sell(cola.name)).total).toBe(dearer.price);
});

test('[S3] [S8] [S10] fault 38: a copied till is found at the first number that both use, and what both sold is kept', async () => {
  await using branch = await openBranch('direct');
  const { first, world } = branch;
  await first.sell('Borhani');
  await branch.settle();
  const copy = await startCopy(() => world.url, await readImage(first.db));
  copy.cut();
  const here = await first.sell('Cola 250 ml');
  await branch.settle();
  const there = [await copy.sell('Plain naan'), await copy.sell('Garlic naan')];
  expect(there[0]?.receiptNumber).toBe(here.receiptNumber);
  copy.mend();
  await expect.poll(async () => (await copy.outbox()).at(-2)?.state, { timeout: 20_000 }).toBe('fork');
  const forked = (await copy.outbox()).slice(-2);
  await expect.poll(() => forksOf(world.databases.sync)).toEqual(forked.map(({ body }) => body));
  expect(await receipts(world.databases.sales)).toEqual(['T1-000001', here.receiptNumber]);

  // Both go on, each as itself, and what the copy sold under numbers that were taken is told once more under new ones.
  await copy.enrolAgain(await branch.newCode(1));
  await copy.sell('Borhani');
  // The next enrolment shuts the copy out, so what it has must have arrived.
  const told = async () => (await copy.outbox()).filter(({ incarnation, state }) => incarnation === 2 && state !== 'waiting'); // prettier-ignore
  await expect.poll(async () => (await told()).length, { timeout: 20_000 }).toBe(3);
  await first.sell('Firni');
  await first.enrolAgain(await branch.newCode(1));
  const sold = (await Promise.all([first, copy].map((till) => till.db.sales.toArray()))).flat();
  const all = new Map(sold.map(({ id, receiptNumber }) => [id, receiptNumber]));
  expect(all.size).toBe(6);
  await expect
    .poll(() => receipts(world.databases.sales), { timeout: 20_000 })
    .toEqual([...all.values()].toSorted());
  await copy.stop();
});

test('[S10] fault 39: a till whose disk is replaced by an older image finds it out, and after enrolling again all it ever sold is in the books', async () => {
  await using branch = await openBranch('direct');
  const { first, world } = branch;
  await first.sell('Borhani');
  await branch.settle();
  const image = await readImage(first.db);
  await first.sell('Cola 250 ml');
  await branch.settle();
  await first.restore(image);
  // Before it sells anything: its first heartbeat shows that the server knows more of it than it does itself.
  await expect.poll(() => first.pushFault(), { timeout: 20_000 }).toBe('stuck');
  await first.sell('Plain naan');
  await expect.poll(async () => (await first.outbox()).at(-1)?.state, { timeout: 20_000 }).toBe('fork');
  await first.enrolAgain(await branch.newCode(1));
  await first.sell('Firni');
  await branch.settle();
  // The second one stands twice: on the paper from before, and on that of the forgetful till.
  expect(await receipts(world.databases.sales)).toEqual(['T1-000001', 'T1-000002', 'T1-000002', 'T1.2-000001']); // prettier-ignore
  expect(await first.pushFault()).toBeUndefined();
  expect((await first.db.sales.toArray()).map(({ receiptNumber }) => receiptNumber).toSorted()).toEqual(
    await receipts(world.databases.sales),
  );
});

async function receipts(url: string): Promise<unknown[]> {
  const rows = await runSql(url, ['select receipt_number from sale order by 1']);
  return rows.map((row) => row['receipt_number']);
}

async function forksOf(url: string): Promise<unknown[]> {
  const rows = await runSql(url, ['select body from fork order by number']);
  return rows.map(({ body }) => body);
}
