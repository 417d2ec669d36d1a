import type { PoolClient } from 'pg';
import type { Instant } from '@galley/shared/values/time.ts';

/**
 * Notes that a backup which was restored and looked at holds everything received before this moment. From now on tills
 * are told how far their logs are covered, and may forget what is settled and older than 14 days [S5]. An earlier moment
 * takes a mistake back for what tills have not forgotten yet.
 */
export async function noteVerifiedBackup(
  tx: PoolClient,
  before: Instant,
): Promise<{ logs: number; mutations: number }> {
  const { rows } = await tx.query<{ logs: number; mutations: number }>(
    `with covered as (
       update till_log l set covered_up_to = (
         select coalesce(max(number), 0) from mutation m
          where m.till_id = l.till_id and m.incarnation = l.incarnation and m.received_at < $1)
       returning covered_up_to)
     select count(*)::int as logs, coalesce(sum(covered_up_to), 0)::int as mutations from covered`,
    [before],
  );
  return rows[0] ?? { logs: 0, mutations: 0 };
}
