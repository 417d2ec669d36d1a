import { expect, test } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { noteVerifiedBackup } from '../src/sync/backup-verified.ts';
import { createMaking, headOf } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

const names = ['sync', 'sales', 'inventory', 'payments'] as const;

async function sell(world: World, till: TestTill, count: number): Promise<void> {
  const making = createMaking(till);
  const sales = Array.from({ length: count }, () => {
    const order = making.order(world.products.slice(0, 1).map((product) => [product, 1]));
    return till.record('completeSale', {
      sale: making.sale(order),
      order: headOf(order),
      round: 0,
      tickets: [],
    });
  });
  await till.push(sales);
  await till.settled(sales.map(({ id }) => id));
}

/** Lets everything that is there have come so many days ago. */
async function age(world: World, days: number): Promise<void> {
  const ago = (column: string) => `${column} = ${column} - interval '${days} d'`;
  for (const name of names) {
    await query(world.databases[name], `update outbox set ${ago('created_at')}`);
    await query(world.databases[name], `update inbox set ${ago('taken_at')}`);
  }
  await world.db.pool.query(`update mutation set ${ago('received_at')}`);
}

async function count(world: World) {
  const counts = await Promise.all(
    names.map(async (name) => {
      const sql = `select (select count(*)::int from outbox) as outbox, (select count(*)::int from inbox) as inbox`;
      return [name, (await query(world.databases[name], sql))[0]] as const;
    }),
  );
  return Object.fromEntries(counts);
}

test.each(['nats', 'direct'] as const)(
  '[S5] messages that are old and settled are deleted, answers no sooner than the inbox, and the log never (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const till = await world.enrol();
    await sell(world, till, 5);
    await age(world, 20);
    await sell(world, till, 2);
    const full = await count(world);
    await world.restart(); // it looks at its start
    await expect.poll(async () => (await count(world))['sync']?.['outbox']).toBe(2); // its commands of 20 days ago
    const { sync: syncNow, ...workersNow } = await count(world);
    const { sync: syncBefore, ...workersBefore } = full;
    expect(syncNow?.['inbox']).toBe(syncBefore?.['inbox']);
    expect(workersNow).toEqual(workersBefore);

    await age(world, 20);
    await world.restart();
    await expect
      .poll(() => count(world))
      .toMatchObject({
        sales: { outbox: 2, inbox: 2 },
        inventory: { inbox: 2 },
        payments: { outbox: 2, inbox: 2 },
      });
    const kept = await query(world.databases.sync, 'select count(*)::int as n from mutation');
    expect(kept).toEqual([{ n: 7 }]);
    expect(await query(world.databases.sales, 'select count(*)::int as n from sale')).toEqual([{ n: 7 }]);

    // Driven again after all that, it is booked once.
    await world.db.pool.query(
      `update mutation set state = 'quarantined', cause_code = 'malformed' where number <= 5`,
    );
    await world.restart();
    await expect.poll(() => world.db.prisma.mutation.count({ where: { state: 'settled' } })).toBe(7);
    expect(await query(world.databases.sales, 'select count(*)::int as n from sale')).toEqual([{ n: 7 }]);
  },
);

test('[S5] [S11] nothing is deleted that came after the oldest mutation which is not settled', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await sell(world, till, 1);
  const waiting = await world.db.prisma.mutation.findFirstOrThrow();
  await sell(world, till, 3);
  await age(world, 50);
  await world.db.pool.query(
    `update mutation set state = 'stored', awaiting = '{payments}', drive_at = 'infinity' where id = $1`,
    [waiting.id],
  );
  const before = await count(world);
  // Its answer is away: the command finds everyone's inbox and waits on.
  await query(world.databases.payments, `update outbox set cause_id = '${uuidv7()}'`);
  await world.restart();
  await sell(world, till, 1);
  const after = await count(world);
  for (const name of names) {
    expect(after[name]?.['inbox']).toBeGreaterThan(Number(before[name]?.['inbox']));
    expect(after[name]?.['outbox']).toBeGreaterThan(Number(before[name]?.['outbox']));
  }
});

test('[S5] a till hears how far a verified backup covers its log', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await sell(world, till, 3);
  await age(world, 1);
  await sell(world, till, 2);
  expect((await till.push([])).coveredUpTo).toBe(0);
  const cover = (before: number) =>
    inTransaction(world.db.pool, (tx) => noteVerifiedBackup(tx, instant(before)));
  expect(await cover(Date.now() - 3_600_000)).toEqual({ logs: 1, mutations: 3 });
  expect((await till.push([])).coveredUpTo).toBe(3);
  await cover(Date.now() - 48 * 3_600_000); // that one was a mistake
  expect((await till.push([])).coveredUpTo).toBe(0);
});
