import type { Refund } from '@galley/shared/domain/refund.ts';
import { refundHashOf } from '@galley/shared/domain/refund.ts';
import type { MutationId } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { quotedPayload } from '../src/sync/command-text.ts';
import { openPool } from '../src/db/open.ts';
import { createLog } from '../src/log.ts';
import type { Bus, Delivery, OutboundMessage } from '../src/messaging/bus.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { startSales } from '../src/sales/worker.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { createMaking, headOf, type Making } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

const buses = ['nats', 'direct'] as const;
const prawns = 'Prawn malai curry'; // eight in the demo

type Counter = { readonly till: TestTill; readonly making: Making };

/** Two tills that have opened their shifts. */
async function openCounters(world: World): Promise<[Counter, Counter]> {
  const counters = await Promise.all([0, 1].map(async (index): Promise<Counter> => {
    const till = await world.enrol(index);
    const making = createMaking(till);
    const opened = till.record('openShift', { shift: making.shift });
    await till.push([opened]);
    await till.settled([opened.id]);
    return { till, making };
  })); // prettier-ignore
  return [must(counters[0], 'two'), must(counters[1], 'two')];
}

function sell({ till, making }: Counter, world: World, name: string, count: number) {
  const product = must(world.products.find((each) => each.name === name), 'on the demo menu');
  const order = making.order([[product, count]]);
  const sale = making.sale(order);
  return { sale, mutation: till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }) };
} // prettier-ignore

async function settlement(till: TestTill, id: MutationId) {
  return must((await till.settled([id])).get(id)?.data, 'it was waited for');
}

const refundsOf = (world: World) =>
  query(world.databases.sales, 'select receipt_number, total::int from refund order by receipt_number');
const paid = (world: World) => query(world.databases.payments, 'select sum(amount)::int as sum from payment');
const stockOf = (world: World, productId: string) =>
  query(
    world.databases.inventory,
    `select on_hand::int, shortage::int from level where product_id = '${productId}'`,
  );

test.each(buses)(
  '[S17] a refund that arrives before its sale waits, then is applied in every book; what is behind it does not wait (fault 41, %s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [first, second] = await openCounters(world);
    const { sale, mutation } = sell(first, world, prawns, 2);
    const refund = second.making.refund(sale);
    const refunded = second.till.record('refundSale', { refund });
    const naan = sell(second, world, 'Plain naan', 1);
    await second.till.push([refunded, naan.mutation]);
    // Its chain goes on from the refund, which is not booked yet.
    expect(await settlement(second.till, naan.mutation.id)).toMatchObject({ verdict: 'applied', flags: [] });
    await second.till.pull();
    expect(second.till.seen.some(({ id }) => id === refunded.id || id === refund.id)).toBe(false);
    expect(await query(world.databases.sales, 'select reason from parked')).toEqual([
      { reason: `sale ${sale.id}` },
    ]);

    await first.till.push([mutation]);
    expect(await settlement(second.till, refunded.id)).toMatchObject({ verdict: 'applied', flags: [] });
    const told = second.till.seen.find((change) => change.entity === 'refund');
    expect(told?.data).toEqual(refund);
    await first.till.settled([mutation.id]);
    const line = must(sale.lines[0], 'it has one');
    expect(await stockOf(world, line.productId)).toEqual([{ on_hand: 8000, shortage: 0 }]);
    expect(await paid(world)).toEqual([{ sum: naan.sale.total }]);
    expect(await refundsOf(world)).toEqual([{ receipt_number: refund.receiptNumber, total: sale.total }]);
  },
);

test.each(buses)(
  '[S17] [M11] parts that two tills gave back without knowing of each other are both stored, the second flagged with its figures (fault 41, %s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [first, second] = await openCounters(world);
    const { sale, mutation } = sell(first, world, prawns, 3);
    await first.till.push([mutation]);
    await first.till.settled([mutation.id]);
    const line = must(sale.lines[0], 'it has one');
    const wanted = (count: number) => [
      { lineId: line.id, quantity: pieces(count), amount: null, restock: true },
    ];
    const part = second.making.refund(sale, { lines: wanted(2) });
    const partly = second.till.record('refundSale', { refund: part });
    await second.till.push([partly]);
    expect(await settlement(second.till, partly.id)).toMatchObject({ verdict: 'applied' });

    const whole = first.making.refund(sale);
    const wholly = first.till.record('refundSale', { refund: whole });
    await first.till.push([wholly]);
    expect(await settlement(first.till, wholly.id)).toMatchObject({
      verdict: 'flagged',
      flags: [
        {
          code: 'overRefund',
          detail: { receiptNumber: sale.receiptNumber, names: prawns, quantity: 2000, amount: part.total },
        },
      ],
    });
    expect(await refundsOf(world)).toEqual([
      { receipt_number: whole.receiptNumber, total: sale.total },
      { receipt_number: part.receiptNumber, total: part.total },
    ]);
    expect(await paid(world)).toEqual([{ sum: 0 - part.total }]);
    expect(await stockOf(world, line.productId)).toEqual([{ on_hand: 10_000, shortage: 0 }]);
  },
);

test.each(buses)(
  '[S16] [S17] what comes back repays the shortage first, and what is spoilt moves nothing (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [first] = await openCounters(world);
    const { sale, mutation } = sell(first, world, prawns, 10); // two more than there are
    const line = must(sale.lines[0], 'it has one');
    const wanted = (count: number, restock: boolean) => [
      { lineId: line.id, quantity: pieces(count), amount: null, restock },
    ];
    const spoilt = first.making.refund(sale, { lines: wanted(4, false) });
    const back = first.making.refund(sale, { earlier: [spoilt], lines: wanted(3, true) });
    const refunds = [spoilt, back].map((refund) => first.till.record('refundSale', { refund }));
    await first.till.push([mutation, ...refunds]);
    for (const { id } of refunds) expect(await settlement(first.till, id)).toMatchObject({ flags: [] });
    await first.till.settled([mutation.id]);
    expect(await stockOf(world, line.productId)).toEqual([{ on_hand: 1000, shortage: 0 }]);
    expect(
      await query(world.databases.inventory, `select quantity::int from movement where reason = 'REFUND'`),
    ).toEqual([{ quantity: 3000 }]);
  },
);

test.each(buses)(
  '[S17] a refund whose sale has not come for 72 hours is stored without it and flagged (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [first, second] = await openCounters(world);
    const { sale, mutation } = sell(first, world, prawns, 2);
    const refund = second.making.refund(sale);
    const refunded = second.till.record('refundSale', { refund });
    await second.till.push([refunded]);
    await expect.poll(() => query(world.databases.sales, 'select from parked')).toHaveLength(1);
    const wait = (hours: number) =>
      query(
        world.databases.sales,
        `update parked set attempts = 0, next_try_at = now(), waits_from = now() - interval '${hours} h' returning true`,
      );
    await wait(71);
    await expect
      .poll(() => query(world.databases.sales, 'select from parked where attempts > 0'))
      .toHaveLength(1);
    await wait(72);
    expect(await settlement(second.till, refunded.id)).toMatchObject({
      verdict: 'flagged',
      flags: [{ code: 'saleUnknown', detail: { receiptNumber: sale.receiptNumber } }],
    });
    expect(await refundsOf(world)).toEqual([{ receipt_number: refund.receiptNumber, total: refund.total }]);
    expect(await paid(world)).toEqual([{ sum: 0 - refund.total }]);

    // The sale comes at last: what was given back is no more than it was.
    await first.till.push([mutation]);
    await first.till.settled([mutation.id]);
    expect(await settlement(second.till, refunded.id)).toMatchObject({ verdict: 'applied', flags: [] });
    expect(await paid(world)).toEqual([{ sum: 0 }]);
  },
);

test('[S17] refunds of a sale that was unknown are looked at again when it comes: the first is cleared, the second is too much', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [first, second] = await openCounters(world);
  const { sale, mutation } = sell(first, world, prawns, 2);
  const [whole, again] = [second.making.refund(sale), second.making.refund(sale)].map((refund) =>
    second.till.record('refundSale', { refund }),
  );
  const ids = [whole?.id, again?.id].map((id) => must(id ?? null, 'both were recorded'));
  await second.till.push([whole, again].flatMap((each) => each ?? []));
  await expect.poll(() => query(world.databases.sales, 'select from parked')).toHaveLength(2);
  await query(
    world.databases.sales,
    `update parked set attempts = 0, next_try_at = now(), waits_from = now() - interval '72 h'`,
  );
  const codes = async () => {
    const settled = await second.till.settled(ids);
    return ids.map((id) => settled.get(id)?.data?.flags.map(({ code }) => code));
  };
  expect(await codes()).toEqual([['saleUnknown'], ['saleUnknown']]);
  await first.till.push([mutation]);
  await first.till.settled([mutation.id]);
  // Both were recorded within one millisecond, in which ids have no order.
  expect((await codes()).flat()).toEqual(['overRefund']);
  expect(await stockOf(world, sale.lines[0]?.productId ?? '')).toEqual([{ on_hand: 10_000, shortage: 0 }]);
});

test('[S17] [M11] money that was given back on the word of a paper is booked at once; the sale judges it, whichever comes first', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [first, second] = await openCounters(world);
  const { sale, mutation } = sell(first, world, prawns, 2);
  const record = (number: string, amount: number) =>
    second.till.record('refundSale', { refund: second.making.refundTyped(number, amount) });
  const early = record(sale.receiptNumber, sale.total - 100);
  const never = record('T9-000001', 500);
  await second.till.push([early, never]);
  const unknown = (receiptNumber: string) => ({
    flags: [{ code: 'saleUnknown', detail: { receiptNumber } }],
  });
  expect(await settlement(second.till, early.id)).toMatchObject(unknown(sale.receiptNumber));
  expect(await settlement(second.till, never.id)).toMatchObject(unknown('T9-000001'));
  expect(await paid(world)).toEqual([{ sum: 0 - sale.total + 100 - 500 }]);

  // The sale comes: what was typed was right, so nothing is odd about it any more. What stays unknown stays so.
  await first.till.push([mutation]);
  await first.till.settled([mutation.id]);
  expect(await settlement(second.till, early.id)).toMatchObject({ verdict: 'applied', flags: [] });
  expect(await settlement(second.till, never.id)).toMatchObject(unknown('T9-000001'));

  const again = record(sale.receiptNumber, 300);
  await second.till.push([again]);
  expect(await settlement(second.till, again.id)).toMatchObject({
    flags: [{ code: 'overRefund', detail: { receiptNumber: sale.receiptNumber, amount: 200 } }],
  });
  // A till that knows the sale and gives all of it back, apart from the others.
  const whole = first.till.record('refundSale', { refund: first.making.refund(sale) });
  await first.till.push([whole]);
  expect(await settlement(first.till, whole.id)).toMatchObject({
    flags: [{ code: 'overRefund', detail: { amount: sale.total } }],
  });
  expect(await refundsOf(world)).toHaveLength(4);
});

test('[S17] a refund on the word of a paper and its sale, at two replicas in one moment: the second one sees the first', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [first, second] = await openCounters(world);
  const { sale, mutation } = sell(first, world, prawns, 2);
  const refund = second.making.refundTyped(sale.receiptNumber, sale.total);
  const refunded = second.till.record('refundSale', { refund });
  const pool = openPool(world.databases.sales);
  const bus = createDirectBus();
  const replica = await startSales({ pool, bus, log: createLog('silent'), wakeRelay: () => undefined });
  // Both have read what there is, and neither can write it down.
  const holding = await pool.connect();
  await holding.query('begin; lock table sale, refund in share mode');
  await first.till.push([mutation]);
  await expect.poll(() => waiting(world), { timeout: 10_000 }).toBe(1);
  await second.till.push([refunded]);
  const { rows } = await world.db.pool.query<OutboundMessage>(
    `select message_id as id, subject, ${quotedPayload} as payload from outbox o where cause_id = $1`,
    [refunded.id],
  );
  await bus.publish(rows);
  await expect.poll(() => waiting(world), { timeout: 10_000 }).toBe(2);
  await holding.query('commit');
  holding.release();

  await first.till.settled([mutation.id]);
  expect(await settlement(second.till, refunded.id)).toMatchObject({ verdict: 'applied', flags: [] });
  await replica.stop();
  await bus.close();
  await pool.end();
});

/** How many transactions of the sales database wait for a lock. */
async function waiting(world: World): Promise<unknown> {
  const [row] = await query(
    world.databases.sales,
    `select count(distinct pid)::int as n from pg_locks join pg_database d on d.oid = database
      where not granted and datname = current_database()`,
  );
  return row?.['n'];
}

test('[S17] a sale that overtakes the refund which it judges waits for it on its way into the feed', async () => {
  const bus = createDirectBus();
  const held: Delivery[] = [];
  const overtaking: Bus['consume'] = (name, subject, deliver) =>
    bus.consume(name, subject, async (batch) => {
      const late = ({ subject: of, redeliveries }: Delivery) =>
        name === 'feed' && redeliveries === 0 && of.startsWith('evt.sales.saleRefunded.');
      held.push(...batch.filter(late));
      const rest = batch.filter((each) => !late(each));
      if (rest.length > 0) await deliver(rest);
      if (name === 'feed' && rest.some((each) => each.subject.startsWith('evt.sales.saleCompleted.')))
        for (const each of held.splice(0)) each.retryIn(0);
    });
  await using world = await startWorld({ bus: () => ({ ...bus, consume: overtaking }) });
  const [first, second] = await openCounters(world);
  const { sale, mutation } = sell(first, world, prawns, 2);
  const refund = second.making.refundTyped(sale.receiptNumber, sale.total);
  const refunded = second.till.record('refundSale', { refund });
  await second.till.push([refunded]);
  await expect.poll(() => refundsOf(world), { timeout: 10_000 }).toHaveLength(1);
  await first.till.push([mutation]);
  await first.till.settled([mutation.id]);
  expect(await settlement(second.till, refunded.id)).toMatchObject({ verdict: 'applied', flags: [] });
});

test.each(buses)(
  '[S3] [M12] [S14] a refund whose figures, chain or number are odd is stored as the till has it, and flagged (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [first] = await openCounters(world);
    const { sale, mutation } = sell(first, world, prawns, 1);
    const honest = first.making.refund(sale);
    const odd: Refund = {
      ...honest,
      receiptNumber: sale.receiptNumber,
      rounding: money(7),
      previousHash: honest.hash,
    };
    const refund = { ...odd, hash: refundHashOf(odd) };
    const refunded = first.till.record('refundSale', { refund });
    await first.till.push([mutation, refunded]);
    const { flags } = await settlement(first.till, refunded.id);
    expect(flags.map(({ code }) => code)).toEqual([
      'totalDiffers',
      'receiptChainBroken',
      'receiptNumberTwice',
    ]);
    expect(await refundsOf(world)).toEqual([{ receipt_number: sale.receiptNumber, total: refund.total }]);
  },
);

test('[S12] [I4] a refund that is driven again, to a worker that forgot that it had it, is booked once in every book', async () => {
  // A broker would drop the second answer as a copy of the first for two minutes.
  await using world = await startWorld({ bus: 'direct' });
  const [first] = await openCounters(world);
  const { sale, mutation } = sell(first, world, prawns, 2);
  const refunded = first.till.record('refundSale', { refund: first.making.refund(sale) });
  await first.till.push([mutation, refunded]);
  await first.till.settled([mutation.id, refunded.id]);
  const books = async () => [
    await refundsOf(world),
    await query(world.databases.payments, 'select amount::int from payment order by amount'),
    await query(world.databases.inventory, 'select quantity::int from movement order by id'),
  ];
  const once = await books();
  expect(once[1]).toEqual([{ amount: 0 - sale.total }, { amount: sale.total }]);
  await world.db.pool.query(
    `update mutation set state = 'stored', awaiting = '{sales,inventory,payments}' where id = $1`,
    [refunded.id],
  );
  await world.db.pool.query('delete from inbox');
  await query(world.databases.sales, 'delete from inbox');
  await driveAll(world.db.pool);
  await expect.poll(() => world.db.prisma.mutation.count({ where: { state: 'stored' } })).toBe(0);
  expect(await books()).toEqual(once);
});
