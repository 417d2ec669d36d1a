import type { OrderId, TillId } from '@galley/shared/values/ids.ts';
import { type Clock, instant } from '@galley/shared/values/time.ts';
import {
  type Cursor,
  entities,
  type EntityName,
  type FeedChange,
  snapshotLineSchema,
} from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, readMeta, tableOf, writeMeta } from '../db/database.ts';
import type { DamagedRow, OrderRow, Stored } from '../db/rows.ts';
import { applyChanges, orderRowOf } from './apply-changes.ts';
import type { Client } from './client.ts';
import { Offline } from './faults.ts';
import { readChange } from './read-change.ts';

const stallMs = 30_000;

/**
 * Takes the branch's whole state at one version in place of what the feed told before, in one transaction. What this
 * till has recorded and the server has not confirmed stays; after a restore of the server that is all that it ever
 * recorded, and it is sent again [S10] [S21].
 */
export async function loadSnapshot(client: Client, db: GalleyDatabase, now: Clock): Promise<void> {
  const snapshot = await download(client);
  await db.transaction('rw', db.tables, async () => {
    const before = await readMeta(db, 'cursor');
    const restored = before !== undefined && before.epoch !== snapshot.cursor.epoch;
    const tillId = (await readMeta(db, 'identity'))?.till.id ?? null;
    const own = await readOwn(db, restored, tillId);
    for (const entity of feedEntities) await tableOf(db, entity).clear();
    await db.settlements.clear();
    await applyChanges(db, snapshot.changes, tillId);
    await putBack(db, own, restored);
    if (restored) await db.outbox.where('state').equals('stored').modify({ state: 'waiting' });
    if (snapshot.damaged.length > 0) await db.damaged.bulkPut(snapshot.damaged);
    await writeMeta(db, 'cursor', snapshot.cursor);
    await writeMeta(db, 'lastSync', { at: instant(now()) });
  });
}

const feedEntities = (Object.keys(entities) as EntityName[]) // the keys of this object are its names
  .filter((name) => name !== 'settlement');

type Snapshot = {
  readonly cursor: Cursor;
  readonly changes: readonly FeedChange[];
  readonly damaged: readonly DamagedRow[];
};

async function download(client: Client): Promise<Snapshot> {
  let cursor: Cursor | null = null;
  let complete = false;
  const changes: FeedChange[] = [];
  const damaged: DamagedRow[] = [];
  for await (const json of jsonLines(client.stream('/sync/snapshot', { stallMs }))) {
    const frame = frameSchema.safeParse(json);
    if (frame.success && frame.data.kind === 'head') cursor = frame.data.cursor;
    else if (frame.success) complete = frame.data.count === changes.length + damaged.length;
    else {
      const read = readChange(json);
      if (read.ok) changes.push(read.change);
      else damaged.push(read.damaged);
    }
  }
  if (!cursor || !complete) throw new Offline('The connection was cut while the menu was loading.');
  return { cursor, changes, damaged };
}
const [headSchema, , endSchema] = snapshotLineSchema.options;
const frameSchema = headSchema.or(endSchema);

async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield readJson(line);
  }
  if (rest !== '') yield readJson(rest);
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Offline('Something that is not our server answered.', null, { cause });
  }
}

type Own = {
  readonly orders: readonly OrderRow[];
  readonly sales: readonly Stored<'sale'>[];
  readonly tickets: readonly Stored<'ticket'>[];
  readonly shifts: readonly Stored<'shift'>[];
};

/** What only this till may know: never confirmed, or confirmed by a history of the server that is gone. */
async function readOwn(db: GalleyDatabase, restored: boolean, tillId: TillId | null): Promise<Own> {
  const isOwn = (row: { readonly revision: number; readonly tillId: TillId }) =>
    row.revision === 0 || (restored && row.tillId === tillId);
  const orders = await db.orders.filter((order) => order.ahead === true || isOwn(order)).toArray();
  const orderIds = new Set<OrderId>(orders.map((order) => order.id));
  return {
    orders,
    sales: await db.sales.filter(isOwn).toArray(),
    tickets: await db.tickets
      .filter((ticket) => ticket.revision === 0 || (restored && orderIds.has(ticket.orderId)))
      .toArray(),
    shifts: await db.shifts.filter(isOwn).toArray(),
  };
}

async function putBack(db: GalleyDatabase, own: Own, restored: boolean): Promise<void> {
  for (const mine of own.orders) {
    const told = await db.orders.get(mine.id);
    // A restored server may know an older state of it than this till.
    const order = { ...mine, ahead: mine.ahead === true || restored };
    const row = told ? orderRowOf({ data: told, revision: told.revision }, order) : { ...order, revision: 0 };
    if (row) await db.orders.put(row);
  }
  await putMissing(db.sales, own.sales);
  await putMissing(db.tickets, own.tickets);
  await putMissing(db.shifts, own.shifts);
}

async function putMissing<T extends { readonly id: string }>(
  table: { bulkGet(ids: string[]): PromiseLike<(T | undefined)[]>; bulkPut(rows: T[]): PromiseLike<unknown> },
  rows: readonly T[],
): Promise<void> {
  const told = await table.bulkGet(rows.map((row) => row.id));
  await table.bulkPut(rows.filter((_, index) => !told[index]).map((row) => ({ ...row, revision: 0 })));
}
