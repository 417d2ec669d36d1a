import type { Pool } from 'pg';
import { must } from '@galley/shared/values/must.ts';
import type { SyncHealth } from '@galley/shared/wire/health.ts';
import { isOpenQuarantine } from './branch-health.ts';

/** The age of what waits, over all branches: no names, no figures of anybody's business. */
export async function readSyncHealth(
  pool: Pool,
  brokerReady: boolean,
): Promise<Omit<SyncHealth, 'deadLetters'>> {
  const { rows } = await pool.query<Omit<SyncHealth, 'brokerReady' | 'deadLetters'>>(
    `select (select ${ageMs('min(created_at)')} from outbox where state = 'new') as "unsentAgeMs",
            (select coalesce(json_object_agg(worker, age), '{}') from (
               select worker, ${ageMs('min(received_at)')} as age from mutation, unnest(awaiting) as worker
                where state = 'stored' group by worker) w) as "unansweredAgeMs",
            (select count(*)::int from mutation where state = 'stored') as unsettled,
            (select count(*)::int from mutation m where ${isOpenQuarantine}) as quarantined`,
  );
  return { brokerReady, ...must(rows[0], 'a query without a table has a row') };
}

function ageMs(since: string): string {
  return `(extract(epoch from clock_timestamp() - ${since}) * 1000)::int`;
}
