import { noHash } from '@galley/shared/values/hash.ts';
import { pushRequestSchema } from '@galley/shared/wire/push.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import type { Watch } from '../src/renderer/db/rows.ts';
import { attemptTimeoutMs, createClient } from '../src/renderer/sync/client.ts';
import { type Sleep, sleepFor } from '../src/renderer/sync/loop.ts';
import { startSync, type SyncOptions } from '../src/renderer/sync/start-sync.ts';
import { syncStatus } from '../src/renderer/sync/status.ts';
import { createWatchdog, isTold, watch } from '../src/renderer/sync/watchdog.ts';
import { fakeLocks } from './locks.ts';
import { until } from './until.ts';
import { type Asked, startWire, type Wire } from './wire.ts';
import { outbox, sell, setup, window, type World } from './world.ts';

const stuck = (stuckMs: number, tried: number): Watch => ({ entry: 'a', stuckMs, tried });

test.each<[string, Watch | null, Parameters<typeof watch>[1], ReturnType<typeof watch>]>([
  ['all settled: nothing', stuck(500_000, 4), { entry: null, passedMs: 10_000, pinged: true }, { watch: null, remedy: null }],
  ['a new oldest entry: from zero', stuck(500_000, 4), { entry: 'b', passedMs: 10_000, pinged: true }, { watch: { entry: 'b', stuckMs: 0, tried: 0 }, remedy: null }],
  ['first seen: from zero', null, { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(0, 0), remedy: null }],
  ['no answer: time stands still', stuck(119_000, 0), { entry: 'a', passedMs: 10_000, pinged: false }, { watch: stuck(119_000, 0), remedy: null }],
  ['under two minutes: patience', stuck(100_000, 0), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(110_000, 0), remedy: null }],
  ['two minutes: the loop', stuck(110_000, 0), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(120_000, 1), remedy: 'restartLoop' }],
  ['then a minute of patience', stuck(120_000, 1), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(130_000, 1), remedy: null }],
  ['three minutes: the socket', stuck(170_000, 1), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(180_000, 2), remedy: 'newSocket' }],
  ['four minutes: another window', stuck(230_000, 2), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(240_000, 3), remedy: 'handOver' }],
  ['five minutes: a person', stuck(290_000, 3), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(300_000, 4), remedy: 'tellPerson' }],
  ['told, and still patient', stuck(410_000, 4), { entry: 'a', passedMs: 9000, pinged: true }, { watch: stuck(419_000, 4), remedy: null }],
  ['told: a new socket every two minutes', stuck(410_000, 4), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(420_000, 5), remedy: 'newSocket' }],
  ['and again', stuck(530_000, 5), { entry: 'a', passedMs: 10_000, pinged: true }, { watch: stuck(540_000, 6), remedy: 'newSocket' }],
  ['a device that slept: one step at most', stuck(0, 0), { entry: 'a', passedMs: 9_000_000, pinged: true }, { watch: stuck(20_000, 0), remedy: null }],
  ['a clock that was put back: no step', stuck(50_000, 0), { entry: 'a', passedMs: -9_000_000, pinged: true }, { watch: stuck(50_000, 0), remedy: null }],
])('[S7] %s', (_words, before, sight, after) => expect(watch(before, sight)).toEqual(after)); // prettier-ignore

test('[S7] a person is told after the fourth remedy, and not before', () => {
  expect([0, 1, 2, 3, 4, 5].map((tried) => isTold(stuck(0, tried)))).toEqual([
    false, false, false, false, true, true,
  ]); // prettier-ignore
});

test('[S7] [L1] a push loop that silently waits for ever is started again without anybody doing anything', async () => {
  const { till, wire, start } = await standing();
  let wedged = 0;
  // As in the field: what should wake the loop is lost, and its own wait never ends.
  const sync = start(till, {
    sleep: (ms, signal) => {
      if (ms !== 20_000 || wedged > 0) return fast(ms, signal);
      wedged += 1;
      return new Promise(() => undefined);
    },
  });
  await until(() => Promise.resolve(wedged === 1));
  await sell(till);
  await until(async () => (await sentNumbers(wire)) === 2);
  await sync.stop();
});

test('[S7] [L1] requests that never end are cut, and what waits goes over a new socket', async () => {
  const { till, wire, start } = await standing();
  let swallowed = 0;
  const sync = start(till, {
    // Half-open: the request leaves and nothing ever comes back, not even an error.
    fetch: (input, init) => {
      if (!isPush(input) || (swallowed += 1) > 1) return wire.fetch(input, init);
      return new Promise(() => undefined);
    },
  });
  await sell(till);
  await until(async () => (await sentNumbers(wire)) === 2);
  expect(swallowed).toBeGreaterThan(1);
  await until(async () => (await readMeta(till.db, 'watch')) === null);
  expect(await syncStatus(till.db)).toMatchObject({ state: 'safe', problems: [] });
  await sync.stop();
});

test('[S7] a window on which nothing moves hands over to another one', async () => {
  const { till, wire, start } = await standing();
  const deaf: typeof fetch = (input, init) =>
    isPush(input) ? new Promise(() => undefined) : wire.fetch(input, init);
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  const first = start(till, { fetch: deaf });
  await until(async () => (await readMeta(till.db, 'leader')) !== undefined);
  const led = await readMeta(till.db, 'leader');
  const second = start(window(till), {});
  await sell(till);
  await until(async () => (await sentNumbers(wire)) === 2);
  expect((await readMeta(till.db, 'leader'))?.id).not.toBe(led?.id);
  await Promise.all([first.stop(), second.stop()]);
});

test('[S7] [S24] [L1] when nothing helps a person is told; what is mended moves without a tap', async () => {
  const { till, wire, start } = await standing();
  const sync = start(till);
  await until(async () => (await sentNumbers(wire)) === 1);
  let deaf = true;
  const { fetch } = wire;
  wire.fetch = (input, init) => (deaf && isPush(input) ? new Promise(() => undefined) : fetch(input, init));
  await sell(till);
  await until(async () => (await syncStatus(till.db)).state === 'action');
  expect((await syncStatus(till.db)).problems).toMatchObject([{ kind: 'notMoving' }]);
  expect((await outbox(till)).map((row) => row.state)).toEqual(['settled', 'waiting']);
  deaf = false;
  await until(async () => (await syncStatus(till.db)).state === 'safe');
  await sync.stop();
});

test('[S7] "try again" opens a new socket at once and begins from the start', async () => {
  const { till, wire } = await standing();
  const entry = `${(await outbox(till))[0]?.id} waiting`;
  const { fetch, now, db } = { ...till, ...wire };
  const client = createClient({ db, serverUrl: 'http://galley.test', fetch, now, signer: null });
  const look = createWatchdog({ db, now });
  await writeMeta(db, 'watch', { entry, stuckMs: 300_000, tried: 4 });
  expect(await look(client)).toBeNull();
  await writeMeta(db, 'watch', null);
  expect(await look(client)).toEqual({ remedy: 'newSocket', state: 'waiting' });
  expect(await look(client)).toBeNull();
  expect(await readMeta(db, 'watch')).toEqual({ entry, stuckMs: 0, tried: 0 });
});

test('[S7] without an answer to pings, time and the words stand still', async () => {
  const { till, wire, start } = await standing();
  wire.intercept = () => {
    throw new TypeError('no network');
  };
  const sync = start(till);
  await until(() => Promise.resolve(pings(wire) >= 5));
  expect((await readMeta(till.db, 'watch'))?.stuckMs).toBe(0);
  expect(await syncStatus(till.db)).toMatchObject({ state: 'waiting', fault: { code: 'offline' } });
  await sync.stop();
});

test('[S24] an idle till says once a minute how it is, and asks nothing else', async () => {
  const { till, wire, start } = await standing();
  const sync = start(till);
  await sync.drain();
  wire.asked.length = 0;
  await until(() => Promise.resolve(statuses(wire).length >= 1));
  wire.asked.length = 0; // a ping for what was not settled yet may still have been under way
  await until(() => Promise.resolve(statuses(wire).length >= 3));
  await sync.stop();
  expect(statuses(wire)[0]).toEqual({
    waiting: 0,
    oldestAt: null,
    appVersion: 'test',
    waitingMoney: 0,
    unsettled: 0,
    problems: 0,
    clockOffsetMs: expect.any(Number),
    freeBytes: 5_000_000,
    persisted: true,
    bucketMismatches: 0,
  });
  expect(pings(wire)).toBe(0);
});

afterEach(() => vi.unstubAllGlobals());

/** A thousand times as fast as it is; but the patience of a request never ends, as if its timer were lost too. */
const speed = 1000;
const began = Date.now();
const patienceMs = [attemptTimeoutMs, 45_000];
const fast: Sleep = (ms, signal) => sleepFor(patienceMs.includes(ms) ? ms : ms / speed, signal);

async function standing() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  wire.tokenLifeMs *= speed;
  const start = (on: World, options: Partial<SyncOptions> = {}) =>
    startSync({
      db: on.db,
      now: () => began + (Date.now() - began) * speed,
      fetch: (input, init) => wire.fetch(input, init),
      sleep: fast,
      appVersion: 'test',
      askStorage: () => Promise.resolve({ freeBytes: 5_000_000, persisted: true }),
      ...options,
    });
  return { till, wire, start };
}

function isPush(input: RequestInfo | URL): boolean {
  return new URL(input instanceof Request ? input.url : input).pathname === '/sync/push';
}

function pings(wire: Wire): number {
  return wire.asked.filter(({ path }) => path === '/health/live').length;
}

function statuses(wire: Wire) {
  const pushes = wire.asked.filter(({ path }: Asked) => path === '/sync/push');
  return pushes.map(({ body }) => pushRequestSchema.parse(JSON.parse(body)).status);
}

function sentNumbers(wire: Wire): Promise<number> {
  return Promise.resolve(wire.logs.get(1)?.mutations.length ?? 0);
}
