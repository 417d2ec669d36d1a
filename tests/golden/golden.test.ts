import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { createBranch, createTill } from '@galley/server/sync/create-branch.ts';
import { hideCards } from '@galley/server/sync/hide-cards.ts';
import { createEnrolmentCode } from '@galley/server/sync/enrolment.ts';
import { expect, test } from 'vitest';
import { query } from '../../server/test/query.ts';
import { enrolTestTill, type TestTill } from '../../server/test/test-till.ts';
import { startWorld, type World } from '../../server/test/world.ts';
import { readReleases, type Release, releasesFolder } from './bodies.ts';
import { recordLog } from './record-log.ts';

const releases = readReleases();

test('[S4] every mutation that a till may write today has a golden body of its present version', () => {
  const kept = releases.flatMap(({ entries }) =>
    entries.map(({ mutation }) => `${mutation.type} ${mutation.version}`),
  );
  const present = Object.entries(mutations).map(([name, { version }]) => `${name} ${version}`);
  expect(present.filter((name) => !kept.includes(name))).toEqual([]);
});

test('[S1] a card number in whatever text of a mutation is hidden, and what tills write is kept byte for byte', () => {
  const card = '4242424242424242';
  const foreign = String.raw`{"note":"a \"quick\" one","price":1.0,"2":0,"1":0}`; // as JavaScript would not write it
  expect(hideCards(foreign)).toBe(foreign);
  expect(hideCards(String.raw`{"note":"\u0034242424242424242"}`)).toBe('{"note":"card-xx4242"}');
  for (const { pushed } of releases.flatMap(({ entries }) => entries)) {
    expect(hideCards(pushed.body)).toBe(pushed.body);
    // Its texts, one after the other; names of fields and what comes before a colon are none.
    for (const { index } of pushed.body.matchAll(/"(?=[,}\]])/g)) {
      const spoilt = `${pushed.body.slice(0, index)} ${card}${pushed.body.slice(index)}`;
      const kept = hideCards(spoilt);
      expect(kept).not.toContain(card);
      expect(hideCards(kept)).toBe(kept);
    }
  }
});

test.each(releases)(
  '[S4] [46] what tills of $name wrote is still read, booked and settled',
  async (release) => {
    await using world = await startWorld({ bus: 'direct' });
    const till = await enrolAs(world, release);
    const log = release.entries.map(({ pushed }) => pushed);
    const answer = await till.push(log);
    expect(answer.results.map(({ state }) => state)).toEqual(log.map(() => 'stored'));
    const settlements = await till.settled(log.map(({ id }) => id));
    expect(log.map(({ id }) => settlements.get(id)?.data?.cause)).toEqual(log.map(() => ''));
    const verdicts = release.entries.map(({ mutation, pushed }) => {
      return [mutation.type, settlements.get(pushed.id)?.data?.verdict];
    });
    // Its decision is about a sale that nobody had to decide about, its words about an online order that nobody placed here,
    // and one receipt was typed from a paper of a till that never was.
    const expected = release.entries.map(({ mutation: { type }, pushed: { body } }) => [
      type,
      type === 'resolve' || type.endsWith('OnlineOrder') || body.includes('"typed":true')
        ? 'flagged'
        : 'applied',
    ]);
    expect(verdicts).toEqual(expected);
    const sold = release.entries.filter(({ mutation: { type } }) => type === 'completeSale').length;
    const booked = await query(world.databases.sales, 'select receipt_number from sale order by id');
    expect(booked).toHaveLength(sold);
    expect(booked[0]).toEqual({ receipt_number: 'T1-000001' });
  },
);

// RECORD_GOLDEN=1 npx vitest run --project tests tests/golden, whenever a mutation is new or has a new version. What is
// recorded is `next` until it is released: then the folder gets the release's name and is never written again.
if (process.env['RECORD_GOLDEN']) {
  test('what tills write today is recorded', async () => {
    const folder = join(releasesFolder, 'next');
    const log = await recordLog();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const seen = new Map<string, number>();
    for (const { name, body } of log) {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      writeFileSync(join(folder, count === 1 ? `${name}.json` : `${name}.${count}.json`), body);
    }
  });
}

/** The till that wrote the log, enrolled on this server. */
async function enrolAs(world: World, release: Release): Promise<TestTill> {
  const { branchId, tillId, incarnation } = must(release.entries[0], 'a release has bodies').mutation;
  expect(incarnation).toBe(1);
  const branch: Branch = {
    id: branchId,
    organisationId: newId(uuidv7),
    name: 'Golden',
    receiptHead: [],
    receiptFoot: [],
    currency: 'BDT',
    cashStep: 100,
    timeZone: 'Asia/Dhaka',
  };
  await createBranch(world.db, 'Golden house', branch);
  await createTill(world.db, branchId, { id: tillId, code: 'T1', name: 'Golden', receiptPrinterId: null });
  return enrolTestTill(world, await createEnrolmentCode(world.db.pool, tillId, 10));
}
