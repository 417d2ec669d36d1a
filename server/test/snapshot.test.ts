import { expect, test } from 'vitest';
import type { Category } from '@galley/shared/domain/menu.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type Change,
  changesPageSchema,
  cursorToText,
  type FeedChange,
  type HistoryPage,
  type SnapshotHead,
  type SnapshotLine,
  snapshotLineSchema,
} from '@galley/shared/wire/changes.ts';
import { historyRows, isLasting } from '@galley/shared/wire/lasting.ts';
import type { ReaderRole } from '@galley/shared/wire/session.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { publish } from '../src/sync/publish.ts';
import { readSnapshot } from '../src/sync/snapshot.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

test('[S21] a snapshot and the feed behind it are the whole feed, whoever writes meanwhile, wherever it is cut (fault 43)', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const categories = Array.from({ length: 3000 }, (_, index) => category(`Category ${index}`));
  for (let from = 0; from < categories.length; from += 100) {
    await write(world, categories.slice(from, from + 100));
  }
  let loading = true;
  let written = 0;
  const writer = (async () => {
    for (let index = 0; loading; index = (index + 7) % categories.length) {
      const { id, data } = must(categories[index], 'the index stays inside');
      written += 1;
      // Every third is deleted, the others get another name; an entity may come again.
      const next = written % 3 === 0 ? null : must(data, 'made above');
      const revision = written + 1;
      await write(world, [{ entity: 'category', id, revision, data: next }] as Change[]); // a category or its end
    }
  })();

  const state = new Map<string, FeedChange>();
  let head: SnapshotHead | null = null;
  let after = 0;
  let cuts = 0;
  for (let complete = false; !complete; cuts += 1) {
    const query: string = head
      ? `?cursor=${cursorToText(head.cursor)}&floor=${head.floor}&after=${after}`
      : '';
    // Cut off a little behind the next mark: what came behind it is lost.
    let marks = 0;
    let page: FeedChange[] = [];
    for await (const line of linesOf(await till.request('GET', `/sync/snapshot${query}`))) {
      if (!('kind' in line)) page.push(line);
      else if (line.kind === 'mark') {
        for (const change of page) state.set(keyOf(change), change);
        after = line.after;
        page = [];
        marks += 1;
      } else if (line.kind === 'end') complete = true;
      else {
        expect(head === null || cursorToText(head.cursor) === cursorToText(line.cursor)).toBe(true);
        head = line;
      }
      if (marks > 0 && page.length === 3) break;
    }
  }
  loading = false;
  await writer;
  expect(cuts).toBeGreaterThan(5);
  expect(written).toBeGreaterThan(20);
  let { cursor } = must(head, 'the snapshot had a head');
  for (;;) {
    const response = await till.request('GET', `/sync/changes?cursor=${cursorToText(cursor)}`);
    const answer = changesPageSchema.parse(await response.json());
    if (answer.kind !== 'page') throw new Error(answer.reason);
    for (const change of answer.changes) state.set(keyOf(change), change);
    ({ cursor } = answer);
    if (cursor.version >= answer.head) break;
  }
  const { rows } = await world.db.pool.query<{ entity: string; id: string; version: string }>(
    'select entity, id, version::text from change where branch_id = $1 and data is not null',
    [world.branchId],
  );
  const found = [...state.values()].filter((change) => change.data !== null);
  const versionsOf = (all: readonly { entity: string; id: string; version: string | number }[]) =>
    new Map(all.map((each) => [keyOf(each), Number(each.version)]));
  expect(versionsOf(found)).toEqual(versionsOf(rows));
});

test('[S21] who reads slowly holds no transaction open, and nobody waits for him', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const many = Array.from({ length: 20_000 }, (_, index) => category(`${index} ${'long '.repeat(100)}`));
  await write(world, many);
  const response = await till.request('GET', '/sync/snapshot');
  const reader = must(response.body, 'a stream').getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 300)); // by now every buffer on the way is full
  const { rows } = await world.db.pool.query(
    `select state from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([]);
  await write(world, [category('not held up')]);
  await reader.cancel();
});

test('[S21] a snapshot is all that lasts; of history the newest rows follow, newest first', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const lasting = await load(till);
  expect(lasting.rows.every((row) => isLasting(row))).toBe(true);
  const old = historyRows + 700;
  await world.db.pool.query(
    `with numbered as (update branch set head = head + $2 where id = $1 returning head - $2 as base)
     insert into change (branch_id, version, entity, id, revision, lasting, data)
     select $1, base + n, 'ticket', gen_random_uuid(), 1, false, $3 from numbered, generate_series(1, $2::int) n`,
    [world.branchId, old, 'null'],
  );
  await write(world, [category('newest')]);
  const { head, rows } = await load(till);
  expect(head).toMatchObject({ count: lasting.rows.length + 1, floor: head.cursor.version });
  expect(rows).toHaveLength(head.count);

  const seen = new Set<string>();
  let [below, pages] = [head.floor, 0];
  for (let complete = false; !complete; pages += 1) {
    const path = `/sync/history?cursor=${cursorToText(head.cursor)}&below=${below}`;
    const text = await (await till.request('GET', path)).text();
    const page = JSON.parse(text) as Extract<HistoryPage, { kind: 'page' }>; // tickets without contents, made above
    for (const { id, version } of page.changes) {
      expect(version).toBeGreaterThan(page.floor);
      expect(version).toBeLessThanOrEqual(below);
      seen.add(id);
    }
    ({ floor: below, complete } = page);
  }
  expect(seen.size).toBe(historyRows);
  expect(head.cursor.version - below).toBe(historyRows + 1);
  expect(pages).toBeGreaterThan(historyRows / 1000);
});

test('[S21] each role gets what it needs: only tills get PINs, the kitchen gets no sales, people or money', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { organisationId } = (await world.enrol()).identity.branch;
  const states = new Map<ReaderRole, FeedChange[]>();
  for (const role of ['till', 'kitchen', 'office'] as const) {
    const reader = { branchId: world.branchId, organisationId, role };
    const wanted = { resume: null, floor: null, entity: null };
    let text = '';
    for await (const piece of readSnapshot(world.db.pool, uuidv7(), reader, wanted)) text += piece;
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => snapshotLineSchema.parse(JSON.parse(line)));
    expect(lines[0]).toMatchObject({ cursor: { scope: role } });
    states.set(
      role,
      lines.flatMap((line) => ('kind' in line ? [] : [line])),
    );
  }
  const pins = (role: ReaderRole) =>
    states.get(role)?.flatMap((row) => (row.entity === 'staff' ? [row.data?.pin] : [])) ?? [];
  expect(pins('till').filter((pin) => pin?.hash)).toHaveLength(3);
  expect(pins('office')).toEqual([null, null, null]);
  expect(states.get('office')?.length).toBe(states.get('till')?.length);
  const kitchen = states.get('kitchen') ?? [];
  expect(new Set(kitchen.map((row) => row.entity))).toEqual(new Set(['branch', 'till', 'station']));
});

test('[S21] a cursor that cannot be continued from is sent to the snapshot, never refused', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const { head } = await load(till);
  const ask = async (change: object) => {
    const cursor = cursorToText({ ...head.cursor, ...change });
    return changesPageSchema.parse(
      await (await till.request('GET', `/sync/changes?cursor=${cursor}`)).json(),
    );
  };
  expect(await ask({})).toMatchObject({ kind: 'page' });
  expect(await ask({ epoch: uuidv7() })).toMatchObject({ reason: expect.stringContaining('restored') });
  expect(await ask({ version: head.cursor.version + 1 })).toMatchObject({
    reason: expect.stringContaining('restored'),
  });
  expect(await ask({ stream: uuidv7() })).toMatchObject({ reason: expect.stringContaining('branch') });
  expect(await ask({ scope: 'kitchen' })).toMatchObject({ reason: expect.stringContaining('role') });
  await world.db.pool.query('update branch set retained = head where id = $1', [world.branchId]);
  expect(await ask({ version: head.cursor.version - 1 })).toMatchObject({
    reason: expect.stringContaining('away'),
  });
  expect(await ask({})).toMatchObject({ kind: 'page' });
  // A snapshot that was begun before the restore begins anew, too.
  const lost = cursorToText({ ...head.cursor, epoch: uuidv7() });
  const anew = await load(till, `?cursor=${lost}&floor=0&after=3`);
  expect(anew.rows).toHaveLength(head.count);
});

function keyOf(change: { readonly entity: string; readonly id: string }): string {
  return `${change.entity}.${change.id}`;
}

function category(name: string): Change {
  const data: Category = { id: newId(() => uuidv7()), name, position: 0 };
  return { entity: 'category', id: data.id, revision: 1, data };
}

function write(world: World, changes: readonly Change[]): Promise<unknown> {
  return inTransaction(world.db.pool, (tx) => publish(tx, [{ branchId: world.branchId, changes }]));
}

async function load(till: TestTill, query = ''): Promise<{ head: SnapshotHead; rows: FeedChange[] }> {
  let head: SnapshotHead | null = null;
  const rows: FeedChange[] = [];
  for await (const line of linesOf(await till.request('GET', `/sync/snapshot${query}`))) {
    if (!('kind' in line)) rows.push(line);
    else if (line.kind === 'head') head = line;
  }
  return { head: must(head, 'a snapshot begins with its head'), rows };
}

async function* linesOf(response: Response): AsyncGenerator<SnapshotLine> {
  let rest = '';
  for await (const piece of must(response.body, 'a stream').pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield snapshotLineSchema.parse(JSON.parse(line));
  }
}
