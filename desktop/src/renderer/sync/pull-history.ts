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
export async function pullHistory(client: Client, db: GalleyDatabase): Promise<'more' | 'complete'> {
  const cursor = await readMeta(db, 'cursor');
  const floor = await readMeta(db, 'floor');
  if (!cursor || !floor || floor.complete) return 'complete';
  const query = new URLSearchParams({ cursor: cursorToText(cursor), below: String(floor.version) });
  const page = await client.get(`/sync/history?${query.toString()}`, historyAnswerSchema);
  if (page.kind === 'mustResnapshot') return 'more'; // as the next pull will hear
  const { changes, damaged } = readChanges(page.changes);
  await db.transaction('rw', db.tables, async () => {
    if ((await readMeta(db, 'floor'))?.version !== floor.version) return; // another window was faster
    await applyChanges(db, changes, (await readMeta(db, 'identity'))?.till.id ?? null);
    if (damaged.length > 0) await db.damaged.bulkPut(damaged);
    await writeMeta(db, 'floor', { version: page.floor, complete: page.complete });
  });
  return 'more';
}
