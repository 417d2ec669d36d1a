import type { Order } from '@galley/shared/domain/order.ts';
import type { WantedPart } from '@galley/shared/domain/part.ts';
import { money, sum } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { createMaking, headOf, type Making } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

type Sold = ReturnType<Making['sale']>;

async function openTable(world: World) {
  const till = await world.enrol(0);
  const making = createMaking(till);
  const order = making.order(world.products.slice(0, 3).map((product) => [product, 1] as const));
  const part = (earlier: readonly Sold[], wanted?: WantedPart) =>
    making.sale(order, { earlier, part: wanted });
  const record = (sale: Sold) =>
    till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [], lines: order.lines });
  return { till, order, part, record, opened: till.record('openShift', { shift: making.shift }) };
}

async function flagsOf(till: TestTill, ids: Parameters<TestTill['settled']>[0]): Promise<unknown[]> {
  const settled = await till.settled(ids);
  return ids.map((id) => settled.get(id)?.data?.flags.map(({ code }) => code));
}

function seenOrder(till: TestTill, { id }: Order): Order | null {
  const change = till.seen.findLast((each) => each.entity === 'order' && each.id === id);
  return change?.entity === 'order' ? change.data : null;
}

test('[M10] [M12] parts of a bill are booked one by one, each recomputed, and the last one pays the order', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, order, part, record, opened } = await openTable(world);
  const first = part([], { by: 'amount', amount: money(10_001) });
  const second = part([first], { by: 'amount', amount: money(7_777) });
  const sold = [record(first), record(second)];
  await till.push([opened, ...sold]);
  expect(
    await flagsOf(
      till,
      sold.map(({ id }) => id),
    ),
  ).toEqual([[], []]);
  expect(seenOrder(till, order)?.status).toBe('open');
  expect(seenOrder(till, order)?.lines).toHaveLength(order.lines.length);

  const last = part([first, second]);
  const rest = record(last);
  await till.push([rest]);
  expect(await flagsOf(till, [rest.id])).toEqual([[]]);
  expect(seenOrder(till, order)).toMatchObject({ status: 'paid' });
  const whole = must(first.part, 'it is a part').whole;
  expect(sum([first, second, last].map(({ total }) => total))).toBe(whole);
  const booked = await query(world.databases.sales, 'select sum(total)::int as total from sale');
  expect(booked).toEqual([{ total: whole }]);
  const stock = await query(world.databases.payments, 'select sum(amount)::int as amount from payment');
  expect(stock).toEqual([{ amount: whole }]);
});

test('[S15] the same part taken at two tills is booked twice and flagged, and so is the whole after a part', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, part, record, opened } = await openTable(world);
  const most = must(part([]).total, 'a total') - 100;
  const sold = [
    record(part([], { by: 'amount', amount: money(most) })),
    record(part([], { by: 'amount', amount: money(most) })),
    record(part([])),
  ];
  await till.push([opened, ...sold]);
  const flags = await flagsOf(
    till,
    sold.map(({ id }) => id),
  );
  expect(flags.map((codes) => (codes as string[]).includes('paidTwice'))).toEqual([false, true, true]);
});
