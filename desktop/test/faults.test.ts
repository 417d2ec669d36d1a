import { noHash } from '@galley/shared/values/hash.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { expect, test } from 'vitest';
import { signOut } from '../src/renderer/actions/sign-out.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import { enrol } from '../src/renderer/sync/enrol.ts';
import { startSync } from '../src/renderer/sync/start-sync.ts';
import { createVirtualTime } from './virtual-time.ts';
import { portal, problem, startWire } from './wire.ts';
import { codeOf, curry, outbox, sell, setup } from './world.ts';

const second = 1000;
const minute = 60 * second;

test('[S1] fault 13: a till with unsent entries cannot become another till', async () => {
  const till = await setup();
  const wire = startWire();
  await sell(till);
  const before = await outbox(till);
  const args = { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now };
  const other = async (...request: Parameters<typeof fetch>) => {
    const answer: { till: { id: string } } = await (await wire.fetch(...request)).json();
    return Response.json({ ...answer, till: { ...answer.till, id: uuidv7() } });
  };
  const identity = await readMeta(till.db, 'identity');
  expect(codeOf(await enrol(till.db, { ...args, fetch: other }))).toBe('otherTill');
  expect(await outbox(till)).toEqual(before);
  expect(await readMeta(till.db, 'identity')).toEqual(identity);
});

test('[S1] fault 13: whoever signs out leaves what is unsent to the till, which sends it with nobody there', async () => {
  const { till, wire, time, sync } = await syncing();
  await time.pass(minute);
  wire.intercept = portal;
  await sell(till);
  const before = await outbox(till);
  await signOut(till);
  expect(await outbox(till)).toEqual(before);
  await time.pass(minute);
  wire.intercept = () => null;
  await time.pass(2 * minute);
  expect((await outbox(till)).map(({ state }) => state)).toEqual(['settled', 'settled']);
  await sync.stop();
});

test('[S6] [L4] fault 21: a link that comes and goes every two seconds is asked with measure, and everything arrives once', async () => {
  const { till, wire, time, sync } = await syncing();
  for (let flap = 0; flap < 60; flap += 1) {
    wire.intercept = portal;
    await time.pass(2 * second);
    wire.intercept = () => null;
    await sell(till);
    await time.pass(2 * second);
  }
  // Four minutes: two requests a second at most, over all that it asks for, and a push for each sale.
  expect(wire.asked.length).toBeLessThan(480);
  expect(wire.asked.filter(({ path }) => path === '/sync/push').length).toBeLessThan(120);
  await time.pass(minute);
  expect((await outbox(till)).filter(({ state }) => state !== 'settled')).toEqual([]);
  expect(wire.logs.get(1)?.mutations).toHaveLength(61);
  await sync.stop();
}, 120_000);

test('[S22] [L3] fault 22: with a dead hint stream the feed is read within half a minute', async () => {
  const { till, wire, time, sync } = await syncing();
  await time.pass(minute);
  const dearer = { ...curry, name: 'Kacchi of the house' };
  wire.change('product', curry.id, dearer, 2);
  await time.pass(30 * second);
  expect(await till.db.products.get(curry.id)).toMatchObject({ name: dearer.name });
  await sync.stop();
});

test('[S6] fault 23: while a server is too busy it is left alone as long as it asks for, and nothing is lost', async () => {
  const { till, wire, time, sync } = await syncing();
  await time.pass(minute);
  wire.intercept = ({ path }) =>
    path === '/sync/push' ? problem(503, 'notReady', { retryAfter: '20' }) : null;
  wire.asked.length = 0;
  await sell(till);
  await time.pass(10 * minute);
  const tries = wire.asked.filter(({ path }) => path === '/sync/push').length;
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThanOrEqual(30);
  wire.intercept = () => null;
  await time.pass(2 * minute);
  expect((await outbox(till)).filter(({ state }) => state !== 'settled')).toEqual([]);
  await sync.stop();
});

/** A till whose loops live in virtual time, on a wire without a hint stream. */
async function syncing() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  const time = createVirtualTime(till.clock.ms);
  const { now, sleep } = time;
  wire.now = now;
  const sync = startSync({ db: till.db, now, fetch: time.watch(wire.fetch), random: () => 0.5, sleep });
  return { till, wire, time, sync };
}
