import { noHash } from '@galley/shared/values/hash.ts';
import { expect, test } from 'vitest';
import { readMeta } from '../src/renderer/db/database.ts';
import { attemptTimeoutMs, createClient } from '../src/renderer/sync/client.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { guard } from '../src/renderer/sync/guard.ts';
import { leadWhenElected } from '../src/renderer/sync/leader.ts';
import { listen } from '../src/renderer/sync/live.ts';
import { sleepFor } from '../src/renderer/sync/loop.ts';
import { startOfficeSync, startSync } from '../src/renderer/sync/start-sync.ts';
import { syncStatus } from '../src/renderer/sync/status.ts';
import { branch, curry, outbox, sell, setup } from './world.ts';
import { fakeLocks } from './locks.ts';
import { until } from './until.ts';
import { portal, problem, startWire } from './wire.ts';

test('what is sold while the loops run arrives, and drain waits until the feed has settled it', async () => {
  const { till, wire, sync } = await syncing();
  for (let count = 0; count < 30; count += 1) await sell(till);
  await sync.drain();
  expect(wire.logs.get(1)?.mutations).toHaveLength(31);
  expect((await outbox(till)).every((row) => row.state === 'settled')).toBe(true);
  expect(await syncStatus(till.db)).toMatchObject({ state: 'safe', fault: null });
  await sync.stop();
});

test('[S1] offline for a while loses nothing, says so, and everything arrives once', async () => {
  const { till, wire, sync } = await syncing();
  await sell(till);
  await sync.drain();
  wire.intercept = portal;
  for (let count = 0; count < 3; count += 1) await sell(till);
  await until(async () => (await syncStatus(till.db)).fault !== null);
  expect(await syncStatus(till.db)).toMatchObject({ state: 'waiting', fault: { code: 'offline' } });
  wire.intercept = () => null;
  sync.wake();
  await sync.drain();
  expect(wire.logs.get(1)?.mutations).toHaveLength(5);
  await until(async () => (await syncStatus(till.db)).fault === null);
  await sync.stop();
});

test('[S6] who reaches the server again after a fault says so once, so that the other loops need not wait it out', async () => {
  const { db, now } = await setup();
  const { signal } = new AbortController();
  let [works, told] = [true, 0];
  const step = guard({ db, now, random: () => 1, signal, recovered: () => (told += 1) }, 'pullFault', () =>
    works ? Promise.resolve({ ms: 20_000, patient: false }) : Promise.reject(new Offline('No network.')),
  );
  await step();
  expect(told).toBe(0);
  works = false;
  for (const ms of [500, 1000, 2000]) expect(await step()).toEqual({ ms, patient: true });
  expect(told).toBe(0);
  works = true;
  await step();
  await step();
  expect(told).toBe(1);
});

test('[S24] a refused signature asks for a person, and the queue stays', async () => {
  const { till, wire, sync } = await syncing();
  wire.intercept = () => problem(401, 'badSignature');
  await sell(till);
  await until(async () => (await syncStatus(till.db)).state === 'action');
  expect((await syncStatus(till.db)).problems).toMatchObject([{ kind: 'needsSignIn' }]);
  expect((await syncStatus(till.db)).waiting.count).toBeGreaterThan(0);
  await sync.stop();
});

test('[S9] a till that was switched off says so, goes on sending, and is at work again once it is let in', async () => {
  const { till, wire, sync } = await syncing();
  await sync.drain();
  wire.intercept = ({ path }) =>
    ['/sync/changes', '/sync/snapshot', '/sync/live'].includes(path) ? problem(403, 'tillDisabled') : null;
  await sell(till);
  await until(async () => (await syncStatus(till.db)).state === 'action');
  await until(async () => (await outbox(till)).at(-1)?.state === 'stored');
  expect((await syncStatus(till.db)).problems).toMatchObject([{ kind: 'disabled' }]);
  wire.intercept = () => null;
  sync.wake();
  await sync.drain();
  await until(async () => (await syncStatus(till.db)).state === 'safe');
  await sync.stop();
});

test('the office pulls the same feed without a signature and pushes nothing', async () => {
  const till = await setup();
  const wire = startWire();
  const sync = startOfficeSync({
    db: till.db,
    now: till.now,
    fetch: wire.fetch,
    serverUrl: 'http://galley.test',
  });
  await until(async () => (await readMeta(till.db, 'cursor')) !== undefined);
  expect((await till.db.products.get(curry.id))?.name).toBe('Curry');
  expect(wire.asked.every(({ headers }) => !headers.has('galley-signature'))).toBe(true);
  expect(wire.asked.some(({ path }) => path === '/sync/push')).toBe(false);
  await sync.stop();
});

test('[S22] a hint says only "pull now"; heartbeats and pieces cut anywhere do not matter', async () => {
  const till = await setup();
  const hint = `event: hint\ndata: ${JSON.stringify({ stream: branch.id, head: 7 })}\n\n`;
  const text = `: still here\n\n${hint}${hint.replaceAll('\n', '\r\n')}event: other\ndata: x\n\n`;
  const pieces = new ReadableStream({
    start(controller) {
      for (const letter of text) controller.enqueue(new TextEncoder().encode(letter));
      controller.close();
    },
  });
  const fetch = () => Promise.resolve(new Response(pieces));
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch,
    now: till.now,
    signer: null,
  });
  let hints = 0;
  await listen(client, new AbortController().signal, () => (hints += 1));
  expect(hints).toBe(2);
});

test('[S6] of two windows one leads; one that is silent for 30 s is taken over', async () => {
  const till = await setup();
  const locks = fakeLocks();
  const led: string[] = [];
  const ends = new AbortController();
  const lead = (id: string) => (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      led.push(id);
      signal.addEventListener('abort', () => resolve());
    });
  const common = { db: till.db, locks, signal: ends.signal };
  // The first window freezes: its clock stands still, and its sleep never ends.
  const frozen = {
    ...common,
    id: 'a',
    now: () => 0,
    sleep: (_ms: number, signal: AbortSignal) => sleepFor(1e6, signal),
  };
  const first = leadWhenElected(frozen, lead('a'));
  await until(async () => (await readMeta(till.db, 'leader'))?.id === 'a');
  let ms = 0;
  const sleep = async (_ms: number, signal: AbortSignal) => {
    ms += 10_000;
    await sleepFor(5, signal);
  };
  const second = leadWhenElected({ ...common, id: 'b', now: () => ms, sleep }, lead('b'));
  await until(() => Promise.resolve(led.includes('b')));
  expect(ms).toBeGreaterThan(30_000);
  ends.abort();
  await Promise.all([first, second]);
});

async function syncing() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  const sync = startSync({
    db: till.db,
    now: till.now,
    fetch: wire.fetch,
    random: () => 0.01,
    // A poll that comes as fast as the test needs it; a request keeps its patience.
    sleep: (ms, signal) => sleepFor(ms === attemptTimeoutMs ? ms : Math.min(ms, 20), signal),
  });
  return { till, wire, sync };
}
