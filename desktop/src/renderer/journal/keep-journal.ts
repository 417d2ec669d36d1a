import { nextEntry } from '@galley/shared/domain/journal.ts';
import { traceOf } from '../db/held.ts';
import type { GalleyDatabase } from '../db/database.ts';

/** How many entries one transaction writes: a sale waits no longer than that. */
const atOnce = 200;

/**
 * Carries what the outbox has recorded over into the journal, in its order. The outbox is the journal while it is young:
 * it is written in the transaction of the fact, and chained [S2] [S3]. What it forgets later stays here [S5].
 */
export async function keepJournal(db: GalleyDatabase): Promise<void> {
  while ((await keepSome(db)) === atOnce);
}

function keepSome(db: GalleyDatabase): Promise<number> {
  return db.transaction('rw', [db.journal, db.outbox], async () => {
    let last = await db.journal.orderBy('[incarnation+number]').last();
    const rows = await db.outbox
      .where('[incarnation+number]')
      .above(last ? [last.incarnation, last.number] : [0, 0])
      .limit(atOnce)
      .toArray();
    for (const row of rows) {
      const { incarnation, number, id, name, recordedAt, amount, hash: entryHash } = row;
      const staffId = traceOf(row).staffId ?? null;
      last = nextEntry(last, { incarnation, number, id, name, recordedAt, staffId, amount, entryHash });
      await db.journal.add(last);
    }
    return rows.length;
  });
}
