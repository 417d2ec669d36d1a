import type { Clock } from '@galley/shared/values/time.ts';
import { type Cursor, cursorToText } from '@galley/shared/wire/changes.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { addToSum, type BucketSum, noRows, sumsAnswerSchema } from '@galley/shared/wire/sums.ts';
import { buckets, type GalleyDatabase, readMeta, tableOf, writeMeta } from '../db/database.ts';
import type { Bucket, Told } from '../db/rows.ts';
import type { Client } from './client.ts';
import { lasts } from './lasts.ts';
import { pull } from './pull.ts';
import { loadSnapshot } from './snapshot.ts';
import { wantSnapshot } from './want-snapshot.ts';

const tries = 3;
const rowsAtOnce = 500;

/**
 * Compares what this till holds with what the server has, by sums over ids and versions; a bucket that differs is
 * loaded anew and counted, so that somebody hears of it [S23]. Answers the buckets that differed; null: the feed moved
 * on each time before they could be compared.
 */
export async function checkBuckets(client: Client, db: GalleyDatabase, now: Clock): Promise<Bucket[] | null> {
  for (let count = 0; count < tries; count += 1) {
    while ((await pull(client, db, now)) === 'more');
    const different = await compare(client, db);
    if (!different) continue;
    for (const bucket of different) {
      await writeMeta(db, 'bucketMismatches', ((await readMeta(db, 'bucketMismatches')) ?? 0) + 1);
      await wantSnapshot(db, bucket);
      await loadSnapshot(client, db, now);
    }
    return different;
  }
  return null;
}

/** Null: they cannot be compared now. */
async function compare(client: Client, db: GalleyDatabase): Promise<Bucket[] | null> {
  const cursor = await readMeta(db, 'cursor');
  const floor = await readMeta(db, 'floor');
  if (!cursor || !floor) return null;
  const query = new URLSearchParams({ cursor: cursorToText(cursor), floor: String(floor.version) });
  const answer = await client.get(`/sync/sums?${query.toString()}`, sumsAnswerSchema);
  if (answer.kind !== 'sums' || !isSame(answer.cursor, cursor)) return null;
  const different: Bucket[] = [];
  for (const bucket of buckets) {
    if (!scopes[cursor.scope].includes(bucket) || (await hasUnreadable(db, bucket))) continue;
    const theirs = answer.sums[bucket] ?? noRows;
    const mine = await sumOf(db, bucket, floor.version);
    if (mine.count !== theirs.count || mine.sum !== theirs.sum) different.push(bucket);
  }
  const then = await readMeta(db, 'cursor');
  return then && isSame(then, cursor) ? different : null;
}

function isSame(one: Cursor, other: Cursor): boolean {
  return cursorToText(one) === cursorToText(other);
}

/** What this version cannot read it lacks for as long as it is not updated, and has told already. */
async function hasUnreadable(db: GalleyDatabase, bucket: Bucket): Promise<boolean> {
  return (await db.damaged.where('id').startsWith(`feed:${bucket}:`).count()) > 0;
}

/**
 * A few rows at a time, so that neither screens nor sales wait. Rows that only this till has written have no version,
 * and nothing that is done here changes one.
 */
async function sumOf(db: GalleyDatabase, bucket: Bucket, floor: number): Promise<BucketSum> {
  const table = tableOf(db, bucket);
  const { keyPath } = table.schema.primKey;
  let sum = noRows;
  for (let last = ''; ;) {
    const rows = await table.where(':id').above(last).limit(rowsAtOnce).toArray();
    for (const row of rows as (Told & { readonly ahead?: boolean })[]) {
      // as every table of the feed holds them
      last = String(Reflect.get(row, String(keyPath)));
      if (row.version > 0 && (row.version > floor || row.ahead === true || lasts(bucket, row))) {
        sum = addToSum(sum, last, row.version);
      }
    }
    if (rows.length < rowsAtOnce) return sum;
  }
}
