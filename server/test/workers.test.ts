import { expect, test } from 'vitest';
import type { Product } from '@galley/shared/domain/menu.ts';
import { hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import { fire, voidOf } from '@galley/shared/domain/ticket.ts';
import { type MutationId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { driveAll, sweepDue } from '../src/sync/sweeper.ts';
import { createMaking, headOf, type Making } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

const buses = ['nats', 'direct'] as const;

function product(world: World, name: string): Product {
  return must(world.products.find((each) => each.name === name) ?? null, `${name} is on the demo menu`);
}

function recordSale(till: TestTill, making: Making, world: World, name: string, count: number) {
  const order = making.order([[product(world, name), count]]);
  const sale = making.sale(order);
  return {
    sale,
    mutation: till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }),
  };
}

async function openTill(world: World) {
  const till = await world.enrol();
  const making = createMaking(till);
  return { till, making, opened: till.record('openShift', { shift: making.shift }) };
}

test.each(buses)(
  '[S11] [S12] commands sent again over %s change nothing and are answered again',
  async (bus) => {
    await using world = await startWorld({ bus });
    const { till, making, opened } = await openTill(world);
    const sales = Array.from(
      { length: 20 },
      () => recordSale(till, making, world, 'Cola 250 ml', 1).mutation,
    );
    await till.push([opened, ...sales]);
    await till.settled(sales.map((sale) => sale.id));
    // As after a broker that forgot: everything is unsettled once more and driven from the log.
    await world.db.pool.query(
      `update mutation set state = 'stored', awaiting = '{sales,inventory,payments}' where number > 1`,
    );
    await world.db.pool.query(`delete from inbox`);
    await driveAll(world.db.pool);
    await expect
      .poll(() => world.db.prisma.mutation.count({ where: { state: 'stored' } }), { timeout: 10_000 })
      .toBe(0);
    expect(await query(world.databases.sales, 'select count(*)::int as n from sale')).toEqual([{ n: 20 }]);
    expect(
      await query(world.databases.inventory, `select count(*)::int as n from movement where reason = 'SALE'`),
    ).toEqual([{ n: 20 }]);
    expect(
      await query(
        world.databases.payments,
        'select count(*)::int as n, sum(amount)::int as sum from payment',
      ),
    ).toEqual([{ n: 20, sum: 80_000 }]);
  },
);

test('[S11] what no worker has answered in time is sent again, and what has not left yet, or only now, or is just being settled is not', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, making, opened } = await openTill(world);
  const sales = Array.from(
    { length: 4 },
    () => recordSale(till, making, world, 'Cola 250 ml', 1).mutation.id,
  );
  await till.push([opened]);
  await till.settled([opened.id]);
  const [lost = '', waiting = '', held = '', left = ''] = sales;
  const { pool } = world.db;
  await world.restart(undefined, async () => {
    await pool.query(
      `insert into mutation (id, till_id, incarnation, number, branch_id, body, hash, state, drive_at)
       select made.id, till_id, incarnation, 10 + n, branch_id, body, hash, 'stored', now()
         from mutation, unnest($2::uuid[]) with ordinality as made(id, n) where mutation.id = $1`,
      [opened.id, sales],
    );
    await pool.query(
      `insert into outbox (message_id, cause_id, subject, payload, state, lost_at)
       select id, id, 'cmd', '{}', case id when $2 then 'new' else 'published' end,
              now() + case id when $3 then interval '20 s' else interval '-1 s' end from unnest($1::uuid[]) as id`,
      [sales, waiting, left],
    );
    const settling = await pool.connect();
    await settling.query('begin');
    await settling.query('select from mutation where id = $1 for update', [held]);
    expect(await sweepDue(pool)).toBe(1);
    await settling.query('rollback');
    settling.release();
    const { rows } = await pool.query<{ id: string; state: string; drives: number; later: boolean }>(
      `select m.id, o.state, drives, drive_at > now() as later from mutation m join outbox o on o.cause_id = m.id
        where m.id = any($1::uuid[])`,
      [sales],
    );
    expect(new Map(rows.map(({ id, ...row }) => [id, row]))).toEqual(
      new Map([
        [lost, { state: 'new', drives: 1, later: true }],
        [waiting, { state: 'new', drives: 0, later: true }],
        [held, { state: 'published', drives: 0, later: false }],
        [left, { state: 'published', drives: 0, later: true }],
      ]),
    );
  });
});

test('[S10] [S12] an answer that came before its mutation, as after a restore, settles it when it comes again', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, making, opened } = await openTill(world);
  const { mutation } = recordSale(till, making, world, 'Cola 250 ml', 1);
  await till.push([opened, mutation]);
  await till.settled([mutation.id]);
  // The log was set back and refilled; the feed remembers the answers that it has seen.
  await world.db.pool.query(
    `update mutation set state = 'stored', awaiting = '{sales,inventory,payments}' where number > 1`,
  );
  await driveAll(world.db.pool);
  await expect
    .poll(() => world.db.prisma.mutation.count({ where: { state: 'stored' } }), { timeout: 10_000 })
    .toBe(0);
});

test('[S10] [S12] a sales database that was set back answers anew, and no service books the sale twice', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, making, opened } = await openTill(world);
  const { mutation } = recordSale(till, making, world, 'Cola 250 ml', 1);
  await till.push([opened, mutation]);
  await till.settled([mutation.id]);
  for (const table of ['sale_line', 'sale', 'orders', 'inbox', 'outbox', 'turn', 'shift'])
    await query(world.databases.sales, `delete from ${table}`);
  await world.db.pool.query(`update mutation set state = 'stored', awaiting = '{sales,inventory,payments}' where number > 1`); // prettier-ignore
  await world.db.pool.query(`update mutation set state = 'stored', awaiting = '{sales}' where number = 1`);
  await driveAll(world.db.pool);
  await expect
    .poll(() => world.db.prisma.mutation.count({ where: { state: 'stored' } }), { timeout: 10_000 })
    .toBe(0);
  expect(
    await query(world.databases.inventory, `select count(*)::int as n from movement where reason = 'SALE'`),
  ).toEqual([{ n: 1 }]);
});

test.each(buses)(
  '[S11] a server stopped right after it stored settles everything at its next start (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const { till, making, opened } = await openTill(world);
    const sales = Array.from(
      { length: 60 },
      () => recordSale(till, making, world, 'Cola 250 ml', 1).mutation,
    );
    await till.push([opened, ...sales]);
    await world.restart();
    await till.settled(sales.map((sale) => sale.id));
    expect(
      await query(world.databases.sales, 'select count(*)::int as n, sum(total)::int as sum from sale'),
    ).toEqual([{ n: 60, sum: 240_000 }]);
  },
);

test.each(buses)(
  '[S16] a sale beyond stock is applied; stock stops at zero, the shortfall is booked and flagged (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const { till, making, opened } = await openTill(world);
    const prawns = product(world, 'Prawn malai curry'); // eight in the demo
    const first = recordSale(till, making, world, prawns.name, 5).mutation;
    const second = recordSale(till, making, world, prawns.name, 5).mutation;
    await till.push([opened, first, second]);
    const settlements = await till.settled([first.id, second.id]);
    expect(settlements.get(first.id)?.data).toMatchObject({ verdict: 'applied' });
    expect(settlements.get(second.id)?.data).toMatchObject({
      verdict: 'flagged',
      flags: [{ code: 'stockShort', detail: { product: prawns.name, short: 2000 } }],
    });
    const level = till.seen.findLast((change) => change.entity === 'stock' && change.id === prawns.id);
    expect(level?.data).toMatchObject({ onHand: 0, shortage: 2000 });
  },
);

test.each(buses)(
  '[M12] [S14] a sale whose figures, chain or shift are odd is stored as the paper has it, and flagged (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const till = await world.enrol();
    const making = createMaking(till); // its shift is never pushed
    const order = making.order([[product(world, 'Plain naan'), 2]]);
    const honest = making.sale(order);
    const wrong: Sale = {
      ...honest,
      total: money(honest.total - 100),
      subtotal: money(honest.subtotal - 100),
    };
    const sale: Sale = { ...wrong, hash: hashOf(wrong) };
    const stored = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
    const again = till.record('completeSale', {
      sale: { ...honest, id: newId(() => uuidv7()) },
      order: headOf(order),
      round: 0,
      tickets: [],
    });
    await till.push([stored, again]);
    const settlements = await till.settled([stored.id, again.id]);
    const codes = (id: MutationId) => settlements.get(id)?.data?.flags.map((flag) => flag.code);
    expect(codes(stored.id)).toEqual(['totalDiffers', 'shiftUnknown']);
    expect(codes(again.id)).toEqual([
      'receiptChainBroken', 'receiptNumberTwice', 'shiftUnknown', 'paidTwice',
    ]); // prettier-ignore
    const rows = await query(world.databases.sales, 'select total::int from sale order by total');
    expect(rows).toEqual([{ total: sale.total }, { total: honest.total }]);
  },
);

test.each(buses)(
  '[S13] a line voided at one till waits for its order from another till, and blocks nothing behind it (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const first = await openTill(world);
    const second = await world.enrol(1);
    const secondMaking = createMaking(second);
    const stations = [
      { id: must(product(world, 'Beef bhuna').stationId, 'it is cooked'), name: 'Kitchen', printerId: null },
    ];
    const ids = () => uuidv7();
    const fired = fire(
      first.making.order([[product(world, 'Beef bhuna'), 1]]),
      stations,
      'Rahim',
      instant(Date.now()),
      ids,
    );
    const line = must(fired.order.lines[0] ?? null, 'one line was added');
    const voided = voidOf(fired.order, line, stations, 'guest left', 'Karim', instant(Date.now()), ids);
    const voidMutation = second.record('voidLine', {
      orderId: fired.order.id,
      line: must(voided.order.lines[0] ?? null, 'the same line'),
      tickets: [...voided.tickets],
    });
    const opened = second.record('openShift', { shift: secondMaking.shift });
    await second.push([voidMutation, opened]);
    await second.settled([opened.id]);
    expect(second.seen.some((change) => change.id === voidMutation.id)).toBe(false);

    const send = first.till.record('sendToKitchen', {
      order: headOf(fired.order),
      round: 1,
      lines: fired.order.lines,
      tickets: [...fired.tickets],
    });
    await first.till.push([first.opened, send]);
    await second.settled([voidMutation.id]);
    const order = second.seen.findLast((change) => change.entity === 'order');
    expect(order?.data).toMatchObject({
      lines: [{ id: line.id, kitchen: { state: 'voided', reason: 'guest left' } }],
    });
    expect(second.seen.filter((change) => change.entity === 'ticket')).toHaveLength(2);
  },
);

test.each(buses)(
  '[S13] a command that can never be applied is quarantined with its cause, and the till goes on (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const { till, making, opened } = await openTill(world);
    const order = making.order([[product(world, 'Plain naan'), 1]]);
    const sale = making.sale(order);
    // Two lines with one id: well-formed, and impossible in the books.
    const twin: Sale = { ...sale, lines: [...sale.lines, ...sale.lines] };
    const poison = till.record('completeSale', { sale: twin, order: headOf(order), round: 0, tickets: [] });
    const after = recordSale(till, making, world, 'Plain naan', 1).mutation;
    await till.push([opened, poison, after]);
    const settlements = await till.settled([opened.id, poison.id, after.id]);
    expect(settlements.get(poison.id)?.data).toMatchObject({
      verdict: 'quarantined',
      cause: expect.stringContaining('duplicate key'),
    });
    expect(settlements.get(after.id)?.data?.verdict).toBe('flagged'); // its receipt chain lacks the poisoned sale
    expect(await query(world.databases.sales, 'select subject, cause from dead_letter')).toEqual([
      {
        subject: `cmd.sales.${world.branchId}`,
        cause: expect.stringContaining('duplicate key'),
      },
    ]);
  },
);
