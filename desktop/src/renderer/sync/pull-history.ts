import { type Clock, instant } from '@galley/shared/values/time.ts';
import { cursorToText } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { applyChanges } from './apply-changes.ts';
import type { Client } from './client.ts';
import { readChanges } from './read-change.ts';

const historyAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    floor: z.int().min(0),
    complete: z.boolean(),
    changes: z.array(z.unknown()),
  }),
  z.object({ kind: z.literal('mustResnapshot'), reason: z.string() }),
]);

/**
 * Adds the next older page of what the snapshot has left out, until this till has as much history as any needs [S21].
 * A page is a small transaction of its own: nobody who sells waits for the past.
 */
export async function pullHistory(
  client: Client,
  db: GalleyDatabase,
  now: Clock,
): Promise<'more' | 'complete'> {
  const cursor = await readMeta(db, 'cursor');
  const floor = await readMeta(db, 'floor');
  if (!cursor || !floor || floor.complete) return 'complete';
  const all = await mayBeSettledLongAgo(db, now);
  const query = new URLSearchParams({ cursor: cursorToText(cursor), below: String(floor.version) });
  if (all) query.set('all', 'true');
  const page = await client.get(`/sync/history?${query.toString()}`, historyAnswerSchema);
  if (page.kind === 'mustResnapshot') return 'more'; // as the next pull will hear
  const { changes, damaged } = await readChanges(db, page.changes);
  await db.transaction('rw', db.tables, async () => {
    if ((await readMeta(db, 'floor'))?.version !== floor.version) return; // another window was faster
    await applyChanges(db, changes, (await readMeta(db, 'identity'))?.till.id ?? null);
    if (damaged.length > 0) await db.damaged.bulkPut(damaged);
    // As far back as any reader needs: what this till still waits for lies further back.
    const complete = page.complete && (all || !(await mayBeSettledLongAgo(db, now)));
    await writeMeta(db, 'floor', { version: page.floor, complete });
  });
  return 'more';
}

/** What the server has had for an hour is settled as a rule, and its verdict may be older than the history that is sent. */
async function mayBeSettledLongAgo(db: GalleyDatabase, now: Clock): Promise<boolean> {
  const anHourAgo = instant(now() - 3_600_000);
  const stored = db.outbox.where('state').equals('stored');
  return (await stored.filter((row) => row.recordedAt < anHourAgo).count()) > 0;
}
