import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BranchId, newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { pushAnswerSchema, type PushedMutation, pushRequestSchema } from '@galley/shared/wire/push.ts';
import { problemSchema } from '@galley/shared/wire/session.ts';
import { createTill } from '../src/sync/create-branch.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { gatherPushes } from '../src/sync/gather-pushes.ts';
import { recordDay } from './making.ts';
import { query } from './query.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

test('[S8] fault 15: a request that a proxy sends ten times, byte for byte, is stored once', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const batch = recordDay(world.products, till, 3);
  const now = Date.now();
  const body = pushBody(till, batch);
  const replay = async () => {
    const response = await till.requestAt(now, 'POST', '/sync/push', body);
    return pushAnswerSchema.parse(await response.json());
  };
  const answers = await Promise.all(Array.from({ length: 10 }, replay));
  expect(answers.map(({ storedUpTo }) => storedUpTo)).toEqual(answers.map(() => batch.length));
  const states = answers.flatMap(({ results }) => results.map(({ state }) => state));
  expect(states.filter((state) => state === 'stored')).toHaveLength(batch.length);
  expect(states.filter((state) => state === 'duplicate')).toHaveLength(9 * batch.length);
  await till.settled(batch.map(({ id }) => id));
  expect(await query(world.databases.sales, 'select from sale')).toHaveLength(3);
});

test('[S8] fault 16: a batch on two sockets at once, two hundred times, is stored once and answered alike', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const log = recordDay(world.products, till, 399);
  for (let from = 0; from < log.length; from += 2) {
    const pair = log.slice(from, from + 2);
    const [one, other] = await Promise.all([till.push(pair), till.push(pair)]);
    const states = [one, other].map(({ results }) => results.map(({ state }) => state).join());
    expect(states.toSorted()).toEqual(['duplicate,duplicate', 'stored,stored']);
    expect([one.storedUpTo, other.storedUpTo]).toEqual([from + 2, from + 2]);
  }
  expect(await countMutations(world)).toBe(400);
  expect(await query(world.databases.sync, 'select from fork')).toEqual([]);
}, 120_000);

test('[S6] fault 18: a body that is cut anywhere is refused as a whole, and the whole one is taken afterwards', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const batch = recordDay(world.products, till, 3);
  const body = pushBody(till, batch);
  const packed = gzipSync(body);
  const cut = fc.record({ isPacked: fc.boolean(), at: fc.double({ min: 0.0001, max: 1, noNaN: true }) });
  await fc.assert(
    fc.asyncProperty(cut, async ({ isPacked, at }) => {
      const response = isPacked
        ? await fetch(`${world.url}/sync/push`, {
            method: 'POST',
            headers: { 'content-encoding': 'gzip' },
            body: new Uint8Array(packed.subarray(0, Math.ceil(at * (packed.length - 1)))),
          })
        : await till.request('POST', '/sync/push', body.slice(0, Math.ceil(at * (body.length - 1))));
      expect(problemSchema.parse(await response.json()).code).toBe('badRequest');
      expect(await countMutations(world)).toBe(0);
    }),
    { numRuns: 40 },
  );
  expect(await till.push(batch)).toMatchObject({ storedUpTo: 4 });
});

test('[S8] what tills push at once is stored together, and what the database refuses of one stops none of the others', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const tills = await enrolMany(world, 4);
  const store = gatherPushes(world.db.pool, mutations);
  const pushes = tills.map((till, index) => {
    const { branch, incarnation } = till.identity;
    const sender = { id: till.identity.till.id, branchId: branch.id, organisationId: branch.organisationId };
    const forged = { ...sender, branchId: newId<BranchId>(() => uuidv7()) };
    const status = { waiting: 5, oldestAt: null, appVersion: 'test' };
    const batch = { incarnation, mutations: recordDay(world.products, till, 4), status };
    return store(index === 2 ? forged : sender, pushRequestSchema.parse(batch));
  });
  const outcomes = await Promise.allSettled(pushes);
  expect(outcomes.map((each) => each.status === 'fulfilled' && each.value?.storedUpTo)).toEqual([
    5,
    5,
    false,
    5,
  ]);
  expect(await countMutations(world)).toBe(15);
});

test('[S8] fault 24: tills that come back together with all they sold are all heard, none before all others', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const tills = await enrolMany(world, 10);
  const answered: { readonly till: number; readonly round: number }[] = [];
  const rounds = 6;
  const logs = tills.map((till) => recordDay(world.products, till, 10 * rounds - 1));
  await Promise.all(
    tills.map(async (till, index) => {
      for (let round = 0; round < rounds; round += 1) {
        const batch = must(logs[index], 'each has one').slice(round * 10, (round + 1) * 10);
        expect((await till.push(batch)).storedUpTo).toBe((round + 1) * 10);
        answered.push({ till: index, round });
      }
    }),
  );
  const lastToBegin = answered.findLastIndex(({ round }) => round === 0);
  const firstToEnd = answered.findIndex(({ round }) => round === rounds - 1);
  expect(lastToBegin).toBeLessThan(firstToEnd);
  await Promise.all(tills.map((till, index) => till.settled((logs[index] ?? []).map(({ id }) => id))));
  expect(await query(world.databases.sales, 'select from sale')).toHaveLength(10 * (10 * rounds - 1));
});

function enrolMany(world: World, count: number): Promise<TestTill[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const id = newId<TillId>(() => uuidv7());
      const name = `R${index}`;
      await createTill(world.db, world.branchId, { id, code: name, name, receiptPrinterId: null });
      return enrolTestTill(world, await createEnrolmentCode(world.db.pool, id, 10));
    }),
  );
}

async function countMutations(world: World): Promise<number> {
  return (await query(world.databases.sync, 'select from mutation')).length;
}

function pushBody(till: TestTill, batch: readonly PushedMutation[]): string {
  const status = { waiting: batch.length, oldestAt: null, appVersion: 'test' };
  return JSON.stringify({ incarnation: till.identity.incarnation, mutations: batch, status });
}
