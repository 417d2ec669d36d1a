import { expect, test } from 'vitest';
import { type MutationId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type BranchHealth, branchHealthSchema, syncHealthSchema } from '@galley/shared/wire/health.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createMaking, headOf } from './making.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

async function signIn(world: World): Promise<{ cookie: string }> {
  const response = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  return { cookie: must(response.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '' };
}

async function readHealth(world: World): Promise<BranchHealth> {
  const response = await fetch(`${world.url}/office/tills`, { headers: await signIn(world) });
  return branchHealthSchema.parse(await response.json());
}

function openShift(till: TestTill) {
  return till.record('openShift', { shift: createMaking(till).shift });
}

test('[S24] the office sees of every till what is stored, waits, is quarantined, missing or forked', async () => {
  await using world = await startWorld({ bus: 'direct' });
  expect(await readHealth(world)).toMatchObject({
    completeUpTo: null,
    tills: [
      { code: 'T1', incarnation: 0, seenAt: null, storedUpTo: 0, unsettled: 0, status: null },
      { code: 'T2', incarnation: 0, seenAt: null },
    ],
  });

  const till = await world.enrol();
  const first = openShift(till);
  const damaged = till.recordRaw((envelope) => ({ ...envelope, data: null }));
  const [third, fourth, fifth] = [openShift(till), openShift(till), openShift(till)];
  await till.push([first, damaged]);
  await till.settled([first.id, damaged.id]);
  await till.push([fifth]); // 3 and 4 are missing
  await till.push([{ ...first, id: newId<MutationId>(() => uuidv7()), body: `${first.body} ` }]);
  const sick = await readHealth(world);
  expect(sick.tills[0]).toMatchObject({
    name: expect.any(String),
    incarnation: 1,
    storedUpTo: 2,
    unsettled: 0,
    quarantined: 1,
    gaps: [{ incarnation: 1, from: 3, to: 4 }],
    forks: [{ incarnation: 1, number: 1 }],
    status: { waiting: 1, appVersion: 'test' },
  });
  const since = must(sick.tills[0]?.gaps[0] ?? null, 'there is a gap').since;
  await till.push([fourth]);
  expect((await readHealth(world)).tills[0]?.gaps).toEqual([{ incarnation: 1, from: 3, to: 3, since }]);

  await till.push([third, fourth, fifth]);
  await till.settled([third.id, fourth.id, fifth.id]);
  await till.push([]);
  const well = await readHealth(world);
  expect(well.tills[0]).toMatchObject({ storedUpTo: 5, gaps: [], status: { waiting: 0 } });
  expect(Date.parse(must(well.completeUpTo, 'its only till was heard'))).toBeGreaterThan(Date.now() - 30_000);
});

test('[S10] [S24] receipt numbers that stand on two sales are listed for the accountant', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const product = must(world.products[0] ?? null, 'the demo has a menu');
  // Two devices with one identity count alike.
  const sales = [createMaking(till), createMaking(till)].flatMap((making) =>
    [1, 2].map((count) => {
      const order = making.order([[product, count]]);
      return till.record('completeSale', {
        sale: making.sale(order),
        order: headOf(order),
        round: 0,
        tickets: [],
      });
    }),
  );
  await till.push(sales.slice(0, 3));
  await till.settled(sales.slice(0, 3).map(({ id }) => id));
  expect((await readHealth(world)).numbersTwice).toEqual(['T1-000001']);
  await till.push(sales.slice(3));
  await till.settled(sales.map(({ id }) => id));
  expect((await readHealth(world)).numbersTwice).toEqual(['T1-000001', 'T1-000002']);
});

test('[S24] an empty push says that the till lives, and writes nothing else', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const rows = async () => {
    const { rows: found } = await world.db.pool.query(
      `select (select count(*) from mutation) as mutations, (select count(*) from outbox) as messages,
              (select sum(version) from change) as feed, (select count(*) from inbox) as inbox`,
    );
    return found;
  };
  const before = await rows();
  const seen = async () => Date.parse(must((await readHealth(world)).tills[0]?.seenAt, 'it is enrolled'));
  const enrolledAt = await seen();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await till.push([]);
  expect(await seen()).toBeGreaterThan(enrolledAt);
  expect(await rows()).toEqual(before);
});

test('[S24] only a signed-in manager may see the tills', async () => {
  await using world = await startWorld({ bus: 'direct' });
  expect((await fetch(`${world.url}/office/tills`)).status).toBe(401);
});

test('[S11] whoever watches the server sees what waits for whom, without names', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const read = async () => syncHealthSchema.parse(await (await fetch(`${world.url}/health/sync`)).json());
  expect(await read()).toEqual({
    brokerReady: true,
    unsentAgeMs: null,
    unansweredAgeMs: {},
    unsettled: 0,
    quarantined: 0,
    deadLetters: {},
  });
  const shift = openShift(till);
  await till.push([shift, till.recordRaw(() => 'not an envelope')]);
  await till.settled([shift.id]);
  await world.db.pool.query(
    `update mutation set state = 'stored', awaiting = '{inventory}', received_at = now() - interval '1 min',
            drive_at = now() + interval '1 h' where id = $1`,
    [shift.id],
  );
  const sick = await read();
  expect(sick).toMatchObject({ unsettled: 1, quarantined: 1 });
  expect(Math.round(must(sick.unansweredAgeMs.inventory ?? null, 'it has not answered') / 10_000)).toBe(6);
});
