import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { askBroker } from './ask-broker.ts';
import { hasNats, type TestNats } from './cluster.ts';
import { createMaking, headOf, type Making } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

function recordSale(world: World, till: TestTill, making: Making): PushedMutation {
  const order = making.order(
    world.products.filter(({ name }) => name === 'Cola 250 ml').map((product) => [product, 1]),
  );
  return till.record('completeSale', {
    sale: making.sale(order),
    order: headOf(order),
    round: 0,
    tickets: [],
  });
}

/** Sells until the broker's streams have come some way: what travels together would be one message. */
async function sellOneByOne(world: World, till: TestTill, making: Making, count: number): Promise<void> {
  for (let sold = 0; sold < count; sold += 1) {
    const sale = recordSale(world, till, making);
    await till.push([sale]);
    await till.settled([sale.id]);
  }
}

async function expectBooks(world: World, sales: number): Promise<void> {
  const { databases } = world;
  expect(
    await query(databases.sales, 'select count(*)::int as n, count(distinct hash)::int as chain from sale'),
  ).toEqual([{ n: sales, chain: sales }]);
  expect(await query(databases.payments, 'select count(*)::int as n from payment')).toEqual([{ n: sales }]);
  const moved = `select count(distinct source_id)::int as n, coalesce(-sum(quantity), 0)::int as sum from movement where reason = 'SALE'`;
  const [stock] = await query(databases.inventory, moved);
  expect(stock).toEqual({ n: sales, sum: sales * 1000 });
  expect(await query(databases.sync, `select distinct state from mutation`)).toEqual([{ state: 'settled' }]);
}

test.skipIf(!hasNats)(
  '[S11] faults 27 and 28: a broker killed and back with empty streams, behind its own consumers, holds up nothing',
  async () => {
    await using world = await startWorld({ bus: 'nats' });
    const till = await world.enrol();
    const making = createMaking(till);
    await till.push([till.record('openShift', { shift: making.shift })]);
    await sellOneByOne(world, till, making, 6);
    const onTheWay = [1, 2, 3].map(() => recordSale(world, till, making));
    await till.push(onTheWay);
    await broker(world).cutPower((streams) => {
      for (const stream of readdirSync(streams)) rmSync(join(streams, stream, 'msgs'), { recursive: true });
    });
    const later = [1, 2].map(() => recordSale(world, till, making));
    await till.push(later);
    await till.settled([...onTheWay, ...later].map(({ id }) => id));
    await expectBooks(world, 11);
  },
);

test.skipIf(!hasNats).for([
  [
    'a stream',
    (world: World) => askBroker(broker(world), (manager) => manager.streams.delete('galley_COMMANDS')),
  ],
  [
    'the stream of answers',
    (world: World) => askBroker(broker(world), (manager) => manager.streams.delete('galley_EVENTS')),
  ],
  ['a stream, and it begins anew', beginAnew],
  [
    'a consumer',
    (world: World) =>
      askBroker(broker(world), (manager) => manager.consumers.delete('galley_EVENTS', 'feed')),
  ],
] as const)(
  '[S11] fault 28: a broker that loses %s while it runs is given it again, and all is sent again',
  { timeout: 60_000 },
  async ([, lose]) => {
    await using world = await startWorld({ bus: 'nats' });
    const till = await world.enrol();
    const making = createMaking(till);
    await till.push([till.record('openShift', { shift: making.shift })]);
    await sellOneByOne(world, till, making, 5);
    const onTheWay = [1, 2, 3].map(() => recordSale(world, till, making));
    await till.push(onTheWay);
    await lose(world);
    const later = [1, 2].map(() => recordSale(world, till, making));
    await till.push(later);
    await till.settled([...onTheWay, ...later].map(({ id }) => id));
    await expectBooks(world, 10);
  },
);

function beginAnew(world: World): Promise<unknown> {
  return askBroker(broker(world), async (manager) => {
    const { config } = await manager.streams.info('galley_COMMANDS');
    await manager.streams.delete('galley_COMMANDS');
    return manager.streams.add(config);
  });
}

function broker(world: World): TestNats {
  return must(world.nats, 'this world has a broker of its own');
}
