import { expect, test } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import type { Category } from '@galley/shared/domain/menu.ts';
import {
  changesPageSchema,
  type Cursor,
  cursorToText,
  snapshotLineSchema,
} from '@galley/shared/wire/changes.ts';
import { isLasting } from '@galley/shared/wire/lasting.ts';
import { newId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { publish } from '../src/sync/publish.ts';
import { putEntities, type Put } from '../src/sync/put-entities.ts';
import { createMaking } from './making.ts';
import { openPool } from '../src/db/open.ts';
import { startWorld, type World } from './world.ts';

function category(name: string): Put {
  const data: Category = { id: newId(() => uuidv7()), name, position: 0 };
  return { entity: 'category', id: data.id, data };
}

/** Publishes one change in a transaction that works for a while before it numbers and commits. */
function publishSlowly(world: World, put: Put, workMs: number): Promise<unknown> {
  return inTransaction(world.db.pool, async (tx) => {
    await tx.query('select pg_sleep($1)', [workMs / 1000]);
    const change = { ...put, revision: 1 } as Parameters<typeof publish>[1][number]['changes'][number]; // a Put with its revision
    return publish(tx, [{ branchId: world.branchId, changes: [change] }]);
  });
}

test('[S19] no reader ever misses a change that commits late, however many write at once', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const puts = Array.from({ length: 200 }, (_, index) => category(`Category ${index}`));
  let writing = true;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (const put of puts.filter((_put, index) => index % 8 === writer))
      await publishSlowly(world, put, Math.random() * 12);
  });
  const reader = (async () => {
    while (writing) await till.pull();
    await till.pull();
  })();
  await Promise.all(writers);
  writing = false;
  await reader;
  const seen = new Set(till.seen.map((change) => change.id));
  expect(puts.filter((put) => !seen.has(put.id))).toEqual([]);
  const versions = till.seen.map((change) => change.version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
});

test('[S19] a writing transaction that stays open elsewhere in the cluster holds up no reader (fault 35)', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await till.pull();
  const other = openPool(world.databases.payments);
  const long = await other.connect();
  try {
    await long.query('begin');
    await long.query(`insert into inbox (message_id) values ($1)`, [uuidv7()]);
    const puts = Array.from({ length: 20 }, (_, index) => category(`Meanwhile ${index}`));
    for (const put of puts) await publishSlowly(world, put, 0);
    const seen = new Set((await till.pull()).map((change) => change.id));
    expect(puts.filter((put) => !seen.has(put.id))).toEqual([]);
    await long.query('rollback');
  } finally {
    long.release();
    await other.end();
  }
});

test('[S20] an older revision never replaces a newer one, and a page holds only the newest state', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const put = category('Soups');
  await putEntities(world.db.pool, world.branchId, [put]);
  const renamed = { ...put, data: { ...must(put.data, 'set above'), name: 'Hot soups' } } as Put; // still a category
  await putEntities(world.db.pool, world.branchId, [renamed]);
  await publishSlowly(world, category('unrelated'), 0);
  await publishSlowly(world, put, 0); // revision 1 again
  const states = (await till.pull()).filter((change) => change.id === put.id);
  expect(states).toMatchObject([{ revision: 2, data: { name: 'Hot soups' } }]);
});

test('[S20] changes of one version travel together, however large the version and small the page', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await till.pull();
  const sizes = [300, 300, 700, 3];
  for (const size of sizes) {
    await inTransaction(world.db.pool, (tx) => {
      const changes = Array.from({ length: size }, () => ({ ...category('Any'), revision: 1 }));
      return publish(tx, [
        { branchId: world.branchId, changes: changes as Parameters<typeof publish>[1][number]['changes'] },
      ]); // puts with a revision
    });
  }
  const pages: number[][] = [];
  let cursor: Cursor = {
    epoch: till.identity.epoch,
    stream: world.branchId,
    scope: 'till',
    version: must(till.seen.at(-1), 'pulled above').version,
  };
  for (;;) {
    const response = await till.request('GET', `/sync/changes?cursor=${cursorToText(cursor)}`);
    const page = changesPageSchema.parse(await response.json());
    if (page.kind !== 'page' || page.changes.length === 0) break;
    pages.push(page.changes.map((change) => change.version));
    cursor = page.cursor;
  }
  const counts = new Map<number, Set<number>>();
  for (const [index, versions] of pages.entries()) {
    for (const version of versions) counts.set(version, (counts.get(version) ?? new Set()).add(index));
  }
  expect([...counts.values()].map((pageIndexes) => pageIndexes.size)).toEqual([1, 1, 1, 1]);
  expect(pages.flat()).toHaveLength(1303);
});

test('[S21] the snapshot is what lasts of the feed at one version; a cursor of another history is sent to it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const shift = till.record('openShift', { shift: createMaking(till).shift });
  await till.push([shift]);
  await till.settled([shift.id]);
  const response = await till.request('GET', '/sync/snapshot');
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => snapshotLineSchema.parse(JSON.parse(line)));
  const head = lines[0];
  const end = lines.at(-1);
  const rows = lines.flatMap((line) => ('kind' in line ? [] : [line]));
  expect(head).toMatchObject({ kind: 'head', count: rows.length });
  expect(end).toEqual({ kind: 'end', count: rows.length });
  const newest = new Map(
    till.seen.filter(isLasting).map((change) => [`${change.entity}.${change.id}`, change]),
  );
  expect(new Map(rows.map((row) => [`${row.entity}.${row.id}`, row]))).toEqual(newest);

  const lost = cursorToText({ epoch: uuidv7(), stream: world.branchId, scope: 'till', version: 3 });
  const answer = await till.request('GET', `/sync/changes?cursor=${lost}`);
  expect(await answer.json()).toMatchObject({
    kind: 'mustResnapshot',
    reason: expect.stringContaining('restored'),
  });
  const nonsense = await till.request('GET', '/sync/changes?cursor=42');
  expect(nonsense.status).toBe(400);
});

test.each(['nats', 'direct'] as const)(
  '[S22] a live hint says only how far the feed has come (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const till = await world.enrol();
    const abort = new AbortController();
    const response = await till.request('GET', '/sync/live');
    const reader = must(response.body, 'a stream').pipeThrough(new TextDecoderStream()).getReader();
    const hints: string[] = [];
    const reading = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done || abort.signal.aborted) return;
        hints.push(...value.split('\n').filter((line) => line.startsWith('data: ')));
      }
    })();
    await expect.poll(() => hints.length).toBe(1);
    const shift = till.record('openShift', { shift: createMaking(till).shift });
    await till.push([shift]);
    await expect.poll(() => hints.length).toBeGreaterThan(1);
    await till.settled([shift.id]);
    const head = Math.max(...till.seen.map((change) => change.version));
    expect(hints.at(-1)).toBe(`data: {"stream":"${world.branchId}","head":${head}}`);
    await reader.cancel();
    await reading;
  },
);
