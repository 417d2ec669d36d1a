import { utf8ToBytes } from '@noble/hashes/utils.js';
import { pushLimits } from '@galley/shared/wire/push.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { outboxRowSchema } from '../db/outbox-row.ts';
import { replaceDamaged } from '../db/replace-damaged.ts';
import type { OutboxRow } from '../db/rows.ts';

/** What waits, oldest first, as far as it goes in one request: one incarnation, numbers without a hole, not too much [S6]. */
export async function nextBatch(
  db: GalleyDatabase,
  most: number,
  /** Incarnations that cannot go on by themselves. */
  without: { readonly size: number; has(incarnation: number): boolean },
): Promise<OutboxRow[]> {
  const waiting = db.outbox.where('state').equals('waiting');
  // Only a filter needs a cursor, which is much slower than one request for all.
  const picked = without.size === 0 ? waiting : waiting.filter((row) => !without.has(row.incarnation));
  const rows = await picked.limit(most).toArray();
  const batch: OutboxRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (!outboxRowSchema.safeParse(row).success) {
      if (batch.length > 0) break;
      await replaceDamaged(db, row);
      return nextBatch(db, most, without);
    }
    const before = batch.at(-1);
    const follows = !before || (row.incarnation === before.incarnation && row.number === before.number + 1);
    bytes += utf8ToBytes(row.body).length;
    if (!follows || (before && bytes > pushLimits.batchBytes)) break;
    batch.push(row);
  }
  return batch;
}
