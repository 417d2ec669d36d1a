import { chain, noHash } from '@galley/shared/values/hash.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { isHeld } from '../src/renderer/db/held.ts';
import type { OutboxRow } from '../src/renderer/db/rows.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { keepSettledMs, pruneOutbox } from '../src/renderer/sync/prune.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { startWire } from './wire.ts';
import { outbox, present, sell, setup, type World } from './world.ts';

test('[S5] what is settled goes after two weeks, if a verified backup of the server holds it', async () => {
  const till = await sold(5);
  await settle(till, () => true);
  await writeMeta(till.db, 'coveredUpTo', { 1: 4 });
  till.clock.ms += keepSettledMs;
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
  till.clock.ms += 60_000;
  expect(await pruneOutbox(till.db, till.now)).toBe(4);
  expect(await numbers(till)).toEqual([5, 6]);
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
});

test('[S5] without a known backup nothing goes, however old it is', async () => {
  const till = await sold(3);
  await settle(till, () => true);
  till.clock.ms += 100 * keepSettledMs;
  expect(await pruneOutbox(till.db, till.now)).toBe(0);
  expect(await numbers(till)).toEqual([1, 2, 3, 4]);
});

test('[S1] [S5] what is not settled, held back or forked never goes, and neither does the entry before it', async () => {
  const kinds = fc.constantFrom<Partial<OutboxRow>>(
    { state: 'settled', verdict: 'applied' },
    { state: 'settled', verdict: 'quarantined' },
    { state: 'settled', verdict: 'flagged' },
    { state: 'settled', verdict: 'quarantined', resolution: { how: 'setAside' } as OutboxRow['resolution'] },
    { state: 'waiting' },
    { state: 'stored' },
    { state: 'fork' },
  );
  const till = await sold(12);
  const before = await outbox(till);
  await fc.assert(
    fc.asyncProperty(
      fc.array(kinds, { minLength: 13, maxLength: 13 }),
      fc.nat(15),
      async (states, covered) => {
        const rows = before.map((row, index): OutboxRow => ({ ...row, ...states[index] }));
        await till.db.outbox.bulkPut(rows);
        await writeMeta(till.db, 'coveredUpTo', { 1: covered });
        await pruneOutbox(till.db, () => till.clock.ms + 2 * keepSettledMs);
        const left = new Set(await numbers(till));
        for (const [index, row] of rows.entries()) {
          const mustStay = row.state !== 'settled' || isHeld(row) || row.number > covered;
          if (mustStay) expect(left).toContain(row.number);
          // The chain of what still has to be sent can be followed from the hash before it.
          if (row.state === 'waiting' && index > 0) expect(left).toContain(row.number - 1);
        }
        expect(left.size).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('[S5] each heartbeat asks how far the backup goes, for older enrolments too', async () => {
  const till = await sold(1);
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  wire.covered.set(1, 2).set(2, 0);
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: wire.fetch,
    now: till.now,
    signer: null,
  });
  const push = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  const identity = present(await readMeta(till.db, 'identity'));
  await writeMeta(till.db, 'identity', { ...identity, incarnation: 2 });
  await writeMeta(till.db, 'counters', {
    ...present(await readMeta(till.db, 'counters')),
    mutation: 0,
    mutationHash: chain(noHash, ''),
  });
  while ((await push(client)) === 'more');
  till.clock.ms += 60_000;
  expect(await push(client)).toBe('idle');
  expect(await readMeta(till.db, 'coveredUpTo')).toEqual({ 1: 2, 2: 0 });
});

async function sold(sales: number): Promise<World> {
  const till = await setup();
  for (let count = 0; count < sales; count += 1) await sell(till);
  return till;
}

async function settle(till: World, which: (row: OutboxRow) => boolean): Promise<void> {
  await till.db.outbox.filter(which).modify({ state: 'settled', verdict: 'applied' });
}

async function numbers(till: World): Promise<number[]> {
  return (await outbox(till)).map((row) => row.number);
}
