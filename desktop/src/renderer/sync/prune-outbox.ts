import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { keepJournal } from '../journal/keep-journal.ts';
import { isHeld } from '../db/held.ts';

/** How long a settled entry stays whatever the server holds: a way back that a person can still see. */
export const keepSettledMs = 14 * 24 * 3_600_000;
/** How many rows one transaction removes: a sale waits no longer than that. */
const atOnce = 500;

/**
 * Removes entries that nobody needs any more: settled two weeks ago, held by a verified backup of the server, with
 * nothing in them for a person to decide [S5]. Answers how many.
 */
export async function pruneOutbox(db: GalleyDatabase, now: Clock): Promise<number> {
  await keepJournal(db); // what goes here stays there
  const covered = (await readMeta(db, 'coveredUpTo')) ?? {};
  const before = now() - keepSettledMs;
  let removed = 0;
  for (const [incarnation, upTo] of Object.entries(covered)) {
    const first = await db.outbox
      .where('[incarnation+number]')
      .above([Number(incarnation), 0])
      .first();
    if (!first) continue;
    for (let from = first.number; from <= upTo; from += atOnce) {
      removed += await pruneSome(db, Number(incarnation), [from, Math.min(from + atOnce - 1, upTo)], before);
    }
  }
  return removed;
}

async function pruneSome(
  db: GalleyDatabase,
  incarnation: number,
  [from, to]: readonly [number, number],
  before: number,
): Promise<number> {
  return db.transaction('rw', [db.outbox], async () => {
    const rows = await db.outbox
      .where('[incarnation+number]')
      // One more than may go, to see that the log goes on.
      .between([incarnation, from], [incarnation, to + 1], true, true)
      .toArray();
    const done = rows.filter((row, index) => {
      if (row.number > to || row.state !== 'settled' || isHeld(row)) return false;
      // The chain of what is not settled begins at the hash of the entry before it.
      return Date.parse(row.recordedAt) < before && rows[index + 1]?.state === 'settled';
    });
    await db.outbox.bulkDelete(done.map((row): [number, number] => [row.incarnation, row.number]));
    return done.length;
  });
}
