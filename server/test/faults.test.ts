import { expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type MutationTable, mutations } from '@galley/shared/wire/mutations.ts';
import { quotedPayload } from '../src/sync/command-text.ts';
import { connectNats } from '../src/messaging/nats.ts';
import { askBroker } from './ask-broker.ts';
import { createTestNats, hasNats } from './cluster.ts';
import { createMaking, headOf, recordDay } from './making.ts';
import { query } from './query.ts';
import { startWorld } from './world.ts';

test('[S4] fault 11: what an older app has recorded is taken up by a newer server, and kept byte for byte', async () => {
  const newer: MutationTable = {
    ...mutations,
    openShift: {
      ...mutations.openShift,
      version: mutations.openShift.version + 1,
      upcast: [z.object({ shift: z.unknown() }).transform((old) => ({ ...old, opening: 'unknown' }))],
      data: mutations.openShift.data.extend({ opening: z.string() }),
    },
  };
  await using world = await startWorld({ bus: 'direct', table: newer });
  const till = await world.enrol();
  const batch = recordDay(world.products, till, 2);
  const settlements = await till.push(batch).then(() => till.settled(batch.map(({ id }) => id)));
  expect(batch.map(({ id }) => settlements.get(id)?.data?.verdict)).toEqual([
    'applied',
    'applied',
    'applied',
  ]);
  expect(await query(world.databases.sync, 'select body, hash from mutation order by number')).toEqual(
    batch.map(({ body, hash }) => ({ body, hash })),
  );
});

test.skipIf(!hasNats)(
  '[S12] fault 29: a command that the broker takes twice, because it has forgotten the first, has one effect',
  async () => {
    await using nats = await createTestNats();
    const bus = await connectNats({ url: nats.url, namespace: 'galley', replicas: 1 });
    await using world = await startWorld({ bus: () => bus });
    const stream = () =>
      askBroker(nats, async (manager) => (await manager.streams.info('galley_COMMANDS')).state);
    await askBroker(nats, (manager) =>
      manager.streams.update('galley_COMMANDS', { duplicate_window: 100_000_000 }),
    );
    const till = await world.enrol();
    const batch = recordDay(world.products, till, 5);
    await till.push(batch);
    await till.settled(batch.map(({ id }) => id));
    const { messages } = await stream();
    const sent = await query<{ id: string; subject: string; payload: string }>(
      world.databases.sync,
      `select message_id || '.0' as id, subject, ${quotedPayload} as payload from outbox o order by o.id`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500)); // five times the window
    await bus.publish(sent);
    expect((await stream()).messages).toBeGreaterThan(messages);
    const more = recordDay(world.products, till, 1);
    await till.push(more);
    await till.settled(more.map(({ id }) => id));
    expect(await query(world.databases.sales, 'select from sale')).toHaveLength(6);
    expect(await query(world.databases.payments, 'select from payment')).toHaveLength(6);
  },
);

test('[S18] fault 37: whatever the clock of a till says, what it sold is booked on the day of its shift; a wrong one is flagged', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const making = createMaking(till);
  const cola = must(world.products[0], 'the demo has a menu');
  const day = 24 * 3600_000;
  const opened = till.record('openShift', { shift: making.shift });
  const clocks = [-day, 0, 3 * 365 * day, -10 * 365 * day];
  const sales = clocks.map((offset) => {
    const order = making.order([[cola, 1]]);
    const data = { sale: making.sale(order), order: headOf(order), round: 0, tickets: [] };
    const occurredAt = instant(Date.now() + offset);
    return till.recordRaw((envelope) => ({ ...envelope, occurredAt }), 'completeSale', data);
  });
  await till.push([opened, ...sales]);
  const settlements = await till.settled(sales.map(({ id }) => id));
  const told = sales.map(({ id }) => settlements.get(id)?.data?.flags.map(({ code }) => code));
  expect(told).toEqual([[], [], ['clockWrong'], []]);
  expect(await query(world.databases.sales, 'select business_day::text as day from sale')).toEqual(
    clocks.map(() => ({ day: making.shift.businessDay })),
  );
  // What is old may only have waited. A till that knows that its clock is far behind says so.
  const late = till.record('note', { note: { kind: 'reprint', receiptNumber: 'T1-1', copies: 2 } });
  const status = { waiting: 1, oldestAt: null, appVersion: 'test', clockOffsetMs: 3 * day };
  await till.request('POST', '/sync/push', JSON.stringify({ incarnation: 1, mutations: [late], status }));
  expect((await till.settled([late.id])).get(late.id)?.data?.flags).toMatchObject([{ code: 'clockWrong' }]);
});
