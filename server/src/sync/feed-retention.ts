import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { inTransaction } from '../db/transaction.ts';

/** How long a reader may be away and still hear by the feed alone what has ended meanwhile. */
const tombstoneDays = 60;
const hourMs = 3_600_000;

/** Drops tombstones once they are old enough, from the start on and every hour [S21]. */
export function startFeedRetention(context: { pool: Pool; log: Logger }): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const drop = () => {
    running = dropTombstones(context.pool, new Date()).catch((error: unknown) => {
      context.log.warn({ err: error }, 'feed: will drop old tombstones in an hour');
    });
  };
  drop();
  const timer = setInterval(drop, hourMs);
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}

/**
 * Notes how far each feed has come today, and drops the tombstones that were older 60 days ago. From there on the
 * branch remembers up to which version they are gone: a reader that stands lower takes a snapshot.
 */
export async function dropTombstones(pool: Pool, today: Date): Promise<void> {
  const day = today.toISOString().slice(0, 10);
  await pool.query(
    `insert into feed_day (branch_id, day, version) select id, $1::date, head from branch on conflict do nothing`,
    [day],
  );
  const { rows } = await pool.query<{ branch_id: string; version: string }>(
    `select branch_id, max(version)::text as version from feed_day
      where day <= $1::date - $2::int group by branch_id`,
    [day, tombstoneDays],
  );
  for (const { branch_id: branchId, version } of rows) {
    await inTransaction(pool, async (tx) => {
      // As a publisher does: the branch's row first, so that neither waits for the other for ever.
      await tx.query('select from branch where id = $1 for update', [branchId]);
      await tx.query(
        `with gone as (
           delete from change where branch_id = $1 and data is null and version <= $2 returning version)
         update branch set retained = greatest(retained, (select max(version) from gone)) where id = $1`,
        [branchId, version],
      );
    });
  }
  await pool.query(`delete from feed_day where day < $1::date - 2 * $2::int`, [day, tombstoneDays]);
}
