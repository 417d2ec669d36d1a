import { type GalleyDatabase, writeMeta } from '../db/database.ts';
import type { Bucket } from '../db/rows.ts';

/**
 * From now on the branch's state, or one bucket of it, is loaded anew beside what is there; pulling waits until it has
 * taken its place. What was loaded so far for another reason is thrown away.
 */
export async function wantSnapshot(db: GalleyDatabase, bucket: Bucket | null = null): Promise<void> {
  await db.transaction('rw', [db.meta, db.shadow], async () => {
    await db.shadow.clear();
    await writeMeta(db, 'snapshot', { bucket, head: null, after: 0, rows: 0, cursor: null });
  });
}
