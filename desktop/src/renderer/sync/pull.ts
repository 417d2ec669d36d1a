import { type Clock, instant } from '@galley/shared/values/time.ts';
import { cursorToText } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { applyChanges } from './apply-changes.ts';
import { type ChangesAnswer, changesAnswerSchema } from './changes-answer.ts';
import type { Client } from './client.ts';
import { pullHistory } from './pull-history.ts';
import { readChanges } from './read-change.ts';
import { loadSnapshot } from './snapshot.ts';
import { wantSnapshot } from './want-snapshot.ts';

type Page = Extract<ChangesAnswer, { kind: 'page' }>;

/** Fetches and applies what comes next in the feed; `more` when the server has gone further [S20]. */
export async function pull(client: Client, db: GalleyDatabase, now: Clock): Promise<'upToDate' | 'more'> {
  const cursor = await readMeta(db, 'cursor');
  if (!cursor || (await readMeta(db, 'snapshot'))) {
    await loadSnapshot(client, db, now);
    return 'more';
  }
  const asked = cursorToText(cursor);
  const page = await client.get(`/sync/changes?cursor=${encodeURIComponent(asked)}`, changesAnswerSchema);
  if (page.kind === 'mustResnapshot') {
    await wantSnapshot(db);
    return 'more';
  }
  await applyPage(db, page, asked, now);
  if (page.cursor.version < page.head) return 'more';
  return (await pullHistory(client, db, now)) === 'more' ? 'more' : 'upToDate';
}

/** The page and its cursor, or neither [S20]. */
async function applyPage(db: GalleyDatabase, page: Page, asked: string, now: Clock): Promise<void> {
  const { changes, damaged } = await readChanges(db, page.changes);
  await db.transaction('rw', db.tables, async () => {
    const cursor = await readMeta(db, 'cursor');
    // Another window was faster; what it applied must not be undone.
    if (!cursor || cursorToText(cursor) !== asked) return;
    const identity = await readMeta(db, 'identity');
    await applyChanges(db, changes, identity?.till.id ?? null);
    if (damaged.length > 0) await db.damaged.bulkPut(damaged);
    await writeMeta(db, 'cursor', page.cursor);
    if (page.cursor.version >= page.head) await writeMeta(db, 'lastSync', { at: instant(now()) });
  });
}
