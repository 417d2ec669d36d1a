import { expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '@galley/shared/values/must.ts';
import { type MutationTable, mutations } from '@galley/shared/wire/mutations.ts';
import { createMaking, headOf } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld } from './world.ts';

const { completeSale: _unknown, ...older }: MutationTable = mutations;
/** The next version of a shift says who opened it in words; the workers of this version need not know. */
const newer: MutationTable = {
  ...mutations,
  openShift: {
    ...mutations.openShift,
    version: 2,
    upcast: [mutations.openShift.data.transform((data) => ({ ...data, opening: 'not told' }))],
    data: mutations.openShift.data.extend({ opening: z.string() }),
  },
};

test.each(['nats', 'direct'] as const)(
  '[S4] [S14] what an older server cannot read is settled as quarantined, and let go when the server has learnt it (%s)',
  async (bus) => {
    await using world = await startWorld({ bus, table: older });
    const till = await world.enrol();
    const making = createMaking(till);
    const product = must(world.products[0] ?? null, 'the demo has a menu');
    const sales = [1, 2, 3].map((count) => {
      const order = making.order([[product, count]]);
      return till.record('completeSale', {
        sale: making.sale(order),
        order: headOf(order),
        round: 0,
        tickets: [],
      });
    });
    const ofTheFuture = till.recordRaw((envelope) => ({ ...envelope, version: 2 }), 'openShift', {
      shift: making.shift,
      opening: 'by the owner',
    });
    const damaged = till.recordRaw(() => 'not an envelope');
    const all = [...sales, ofTheFuture, damaged];
    await till.push(all);
    const first = await till.settled(all.map(({ id }) => id));
    expect(all.map(({ id }) => first.get(id)?.data)).toEqual([
      ...sales.map(() => quarantined('does not know "completeSale" yet')),
      quarantined('version 2 of "openShift"'),
      quarantined('damaged'),
    ]);
    expect(await query(world.databases.sales, 'select from sale')).toEqual([]);

    await world.restart(newer);
    const released = all.slice(0, -1).map(({ id }) => id);
    await expect
      .poll(() => verdicts(till, released), { timeout: 10_000 })
      .toEqual(['flagged', 'flagged', 'flagged', 'applied']); // the sales came before their shift
    const flags = await Promise.all(
      sales.map(async ({ id }) => (await till.settled([id])).get(id)?.data?.flags),
    );
    expect(flags.map((each) => each?.map(({ code }) => code))).toEqual(sales.map(() => ['shiftUnknown']));
    expect(await verdicts(till, [damaged.id])).toEqual(['quarantined']);
    const books = 'select count(*)::int as sales, count(distinct receipt_number)::int as numbers from sale';
    expect(await query(world.databases.sales, books)).toEqual([{ sales: 3, numbers: 3 }]);

    const { rows: before } = await world.db.pool.query('select message_id from outbox order by id');
    await world.restart(newer);
    const later = till.record('openShift', { shift: making.shift });
    await till.push([later]);
    await till.settled([later.id]);
    const { rows: after } = await world.db.pool.query('select message_id from outbox order by id');
    expect(after).toHaveLength(before.length + 1);
  },
);

test('[S4] [S14] what a manager has set aside is not let go: it may be booked in another way', async () => {
  await using world = await startWorld({ bus: 'direct', table: older });
  const till = await world.enrol();
  await till.pull();
  const staff = till.seen.flatMap((change) =>
    change.entity === 'staff' && change.data ? [change.data] : [],
  );
  const manager = must(staff.find(({ role }) => role === 'manager') ?? null, 'the demo has one');
  const making = createMaking(till);
  const order = making.order([[must(world.products[0] ?? null, 'the demo has a menu'), 1]]);
  const sale = till.record('completeSale', {
    sale: making.sale(order),
    order: headOf(order),
    round: 0,
    tickets: [],
  });
  const aside = till.recordRaw((envelope) => ({ ...envelope, staffId: manager.id }), 'resolve', {
    mutationId: sale.id, how: 'setAside', reason: 'booked by hand', replacement: null,
  }); // prettier-ignore
  await till.push([sale, aside]);
  await till.settled([sale.id, aside.id]);
  await world.restart(newer);
  const later = till.record('openShift', { shift: making.shift });
  await till.push([later]);
  await till.settled([later.id]);
  expect(await verdicts(till, [sale.id])).toEqual(['quarantined']);
  expect(await query(world.databases.sales, 'select from sale')).toEqual([]);
});

test('[S10] [S13] a log that is filled again after a restore, and read further than before, keeps nobody waiting', async () => {
  await using world = await startWorld({ bus: 'direct', table: older });
  const till = await world.enrol();
  const making = createMaking(till);
  const product = must(world.products[0] ?? null, 'the demo has a menu');
  const sell = () => {
    const order = making.order([[product, 1]]);
    return till.record('completeSale', {
      sale: making.sale(order),
      order: headOf(order),
      round: 0,
      tickets: [],
    });
  };
  // The sales have no turn when they come first, because nobody can read them.
  const log = [sell(), sell(), till.record('openShift', { shift: making.shift })];
  await till.push(log);
  await till.settled(log.map(({ id }) => id));
  await world.restart(newer);
  const ids = log.map(({ id }) => id);
  await expect.poll(() => verdicts(till, ids)).toEqual(ids.map(() => 'applied'));

  // The sync database is put back to where it had nothing of this till.
  await world.db.pool.query(`delete from mutation`);
  await world.db.pool.query(`delete from outbox`);
  await world.db.pool.query(`delete from inbox`);
  await world.db.pool.query(`delete from change where entity = 'settlement'`);
  await world.db.pool.query(
    `update till_log set last_number = 0, last_hash = repeat('0', 64), sales_turn = 0`,
  );
  const next = sell();
  await till.push([...log, next]);
  await expect
    .poll(() => world.db.prisma.mutation.count({ where: { state: 'settled' } }), { timeout: 10_000 })
    .toBe(4);
  expect(await query(world.databases.sales, 'select count(*)::int as n from sale')).toEqual([{ n: 3 }]);
  expect(await query(world.databases.sales, 'select reason from parked')).toEqual([]);
});

function quarantined(cause: string) {
  return expect.objectContaining({ verdict: 'quarantined', cause: expect.stringContaining(cause) });
}

async function verdicts(till: TestTill, ids: Parameters<TestTill['settled']>[0]) {
  const settlements = await till.settled(ids);
  return ids.map((id) => settlements.get(id)?.data?.verdict);
}
