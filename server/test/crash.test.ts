import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { openPool } from '../src/db/open.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { askBroker } from './ask-broker.ts';
import { hasNats } from './cluster.ts';
import { beginDay } from './making.ts';
import { query } from './query.ts';
import { openOrderingPage, orderOf } from './ordering-page.ts';
import { openShop, type Point, type Shop } from './shop.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';

const minutes = 120_000; // processes of their own, on a machine that may be busy

test.skipIf(!hasNats)(
  '[S8] fault 25: a server killed after the commit and before its answer is asked again, and has it all already',
  () => killedAndStartedAgain('beforeAnswer'),
  minutes,
);

test.skipIf(!hasNats)(
  '[S11] fault 26: a relay killed before it publishes publishes at its next start',
  () => killedAndStartedAgain('beforePublish'),
  minutes,
);

test.skipIf(!hasNats)(
  '[S11] [S12] fault 26: a relay killed after the broker has it and before it is noted publishes twice, with one effect',
  () => killedAndStartedAgain('afterPublish'),
  minutes,
);

test.skipIf(!hasNats)(
  '[S12] fault 30: a worker killed after the commit and before its ack takes the same again as a repeat',
  () => killedAndStartedAgain('beforeAck'),
  minutes,
);

/** One till, one batch, one kill; then the same batch again to a server that lives. */
async function killedAndStartedAgain(point: Point): Promise<void> {
  await using shop = await openShop();
  const first = await shop.start(point);
  const place = { url: first.url };
  const till = await enrolTestTill(place, must(shop.codes[0], 'the demo has two tills'));
  const day = beginDay(shop.products, till);
  const batch = [day.shift, ...day.sell(5)];
  await till.push(batch).catch(() => undefined); // its answer may be lost with the process
  expect(await first.ended).toBe('SIGKILL');

  place.url = (await shop.start()).url;
  const { storedUpTo, results } = await till.push(batch);
  expect(storedUpTo).toBe(batch.length);
  expect(results.map(({ state }) => state)).toEqual(batch.map(() => 'duplicate'));
  await expectSettledOnce(shop, till, batch);
}

test.skipIf(!hasNats)(
  '[S12] fault 31: a worker that stands still until its twin has done the work does it no second time',
  async () => {
    await using shop = await openShop();
    const place = { url: (await shop.start(undefined, 'api,relay,sync,inventory,payments')).url };
    const still = await shop.start('beforeApplying', 'sales');
    const till = await enrolTestTill(place, must(shop.codes[0], 'the demo has two tills'));
    const day = beginDay(shop.products, till);
    const before = [day.shift, ...day.sell(99)];
    for (const each of before) {
      // Until its request is used up: the broker would hand it what is sent again as well.
      if ((await sales(shop)).num_waiting > 0) await till.push([each]);
    }
    await till.push(before);
    const pending = async () => (await sales(shop)).num_ack_pending;
    expect(await pending()).toBeGreaterThan(0);
    expect(await query(shop.databases.sales, 'select from sale')).toEqual([]);

    await shop.start(undefined, 'sales');
    await expectSettledOnce(shop, till, before);
    process.kill(still.pid, 'SIGCONT');
    const after = day.sell(5);
    await till.push(after);
    await expectSettledOnce(shop, till, [...before, ...after]);
    await expect.poll(pending, { timeout: 20_000 }).toBe(0);
    await expectSettledOnce(shop, till, [...before, ...after]);
  },
  minutes,
);

test.skipIf(!hasNats)(
  '[S11] [S12] of two replicas of the workers one is killed every five seconds while a till sells: nothing is lost, nothing is booked twice',
  async () => {
    await using shop = await openShop();
    const startWorkers = () => shop.start(undefined, 'sales,inventory,payments');
    const replicas = [startWorkers(), startWorkers()];
    const { url } = await shop.start(undefined, 'api,relay,sync');
    const till = await enrolTestTill({ url }, must(shop.codes[0], 'the demo has two tills'));
    const day = beginDay(shop.products, till);
    const batch = [day.shift];
    await till.push(batch);
    await Promise.all(replicas);
    for (let kills = 0; kills < 2; kills += 1) {
      for (let pushes = 0; pushes < 10; pushes += 1) {
        await pause(500);
        const some = day.sell(6);
        batch.push(...some);
        await till.push(some);
      }
      const victim = await must(replicas.shift(), 'there are two');
      process.kill(victim.pid, 'SIGKILL');
      replicas.push(startWorkers()); // the guests do not wait for it
      expect(await victim.ended).toBe('SIGKILL');
    }
    await Promise.all(replicas);
    // What the dead had in hand the broker keeps for a while; the log drives it again before [S11].
    const pool = openPool(shop.databases.sync);
    await driveAll(pool);
    await pool.end();
    await expectSettledOnce(shop, till, batch);
  },
  minutes,
);

test.skipIf(!hasNats)(
  '[S11] [S12] guests whose orders are on their way when the server is killed have their answer soon after it is back',
  async () => {
    await using shop = await openShop();
    const killed = await shop.start();
    const page = await openOrderingPage(killed);
    const cola = must(shop.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'it is on the menu');
    const placed: string[] = [];
    const leased = () => query(shop.databases.payments, 'select from intent where leased_until is not null');
    // One after the other, so that each stands at another step; one of them in the hands of the gateway.
    while (placed.length < 4 || (await leased()).length === 0)
      placed.push((await page.place(orderOf(cola, 1))).id);
    process.kill(killed.pid, 'SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');

    await shop.start();
    const waiting = () => query(shop.databases.sales, `select from online_order where status = 'PENDING'`);
    await expect.poll(waiting, { timeout: 12_000, interval: 100 }).toEqual([]);
    // The mock forgets with its process what it had charged; whoever paid has one sale and pays for it once.
    const paid = await query(shop.databases.sales, `select from online_order where status = 'PAID'`);
    const booked = async () => [
      (await query(shop.databases.sales, 'select from sale')).length,
      (await query(shop.databases.inventory, `select from movement where reason = 'SALE'`)).length,
      (await query(shop.databases.payments, 'select from payment')).length,
      (await query(shop.databases.sync, `select from change where entity = 'onlineOrder'`)).length,
    ];
    await expect
      .poll(booked, { timeout: 12_000, interval: 100 })
      .toEqual([paid.length, paid.length, paid.length, paid.length]);
  },
  minutes,
);

function sales(shop: Shop) {
  return askBroker(shop.nats, (manager) => manager.consumers.info('galley_COMMANDS', 'sales'));
}

/** Each sale once in every book, and nothing left that a person would have to look at. */
async function expectSettledOnce(
  shop: Shop,
  till: TestTill,
  batch: readonly PushedMutation[],
): Promise<void> {
  const unsettled = () => query(shop.databases.sync, `select id from mutation where state = 'stored'`);
  await expect.poll(unsettled, { timeout: 40_000, interval: 200 }).toEqual([]);
  const settlements = await till.settled(batch.map(({ id }) => id));
  expect(batch.map(({ id }) => settlements.get(id)?.data?.verdict)).toEqual(batch.map(() => 'applied'));
  const { databases } = shop;
  const counts = await Promise.all([
    query(databases.sales, 'select count(*)::int as n from sale'),
    query(databases.inventory, `select count(*)::int as n from movement where reason = 'SALE'`),
    query(databases.payments, 'select count(*)::int as n from payment'),
  ]);
  const n = batch.filter(({ body }) => body.includes('"completeSale"')).length;
  expect(counts.flat()).toEqual([{ n }, { n }, { n }]);
  expect(await query(databases.sync, 'select number from fork')).toEqual([]);
  expect(await query(databases.sales, 'select cause from dead_letter')).toEqual([]);
}
