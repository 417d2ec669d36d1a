import type { Logger } from 'pino';
import type { Pool } from 'pg';

/**
 * Drives again what a courier may have lost: a mutation or an office's request that is stored and not settled has its
 * command sent once more, after 30 s, doubling to 10 min [S11]. Every worker on the way answers again from its outbox, so one sweeper at the
 * log covers the whole chain.
 */
export function startSweeper(
  pool: Pool,
  log: Logger,
  wakeRelay: () => void,
  everyMs = 5000,
): { readonly sweepAll: () => void; stop(): void } {
  const look = (sweep: Promise<number>) =>
    sweep.then(
      (count) => {
        if (count === 0) return;
        log.warn({ count }, 'sweeper: sent commands again that no worker has answered');
        wakeRelay();
      },
      (error: unknown) => log.warn({ err: error }, 'sweeper: will look again'),
    );
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look(sweepDue(pool)).finally(() => (busy = false));
  }, everyMs);
  return {
    /** For a broker that has forgotten: nothing that is on its way is waited for. */
    sweepAll() {
      log.error('the broker has forgotten messages that it had taken: everything unsettled is sent again');
      void look(driveAll(pool));
    },
    stop: () => clearInterval(timer),
  };
}

/** Of one look. What is lost is little; where much waits, a worker is away or slow, and copies would only be more work for it. */
const most = 200;

/**
 * Drives again what is due, the longest overdue first. What has not left the outbox yet, or only now, has not been lost
 * either: it is looked at later. What somebody holds is being settled. Answers how many commands are sent again.
 */
export async function sweepDue(pool: Pool): Promise<number> {
  let sent = 0;
  for (const table of ['mutation', 'request'] as const) {
    const { rowCount } = await pool.query(
      `with due as (
         select id from ${table} where state = 'stored' and drive_at <= now() order by drive_at limit ${most}
            for update skip locked),
       late as (select distinct cause_id as id from outbox where cause_id in (select id from due)
                    and state = 'published' and coalesce(lost_at <= now(), true)),
       looked as (
         update ${table} t set drives = t.drives + (late.id is not null)::int,
                drive_at = now() + case when late.id is null then interval '30 s' else ${nextDrive('t')} end
           from due left join late using (id) where t.id = due.id)
       update outbox set state = 'new' from late where cause_id = late.id and state = 'published'`,
    );
    sent += rowCount ?? 0;
  }
  return sent;
}

/** At the start everything unsettled is driven at once: what was in flight when the last process died is not waited for. */
export async function driveAll(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `with late as (${driveEach('mutation')}), asked as (${driveEach('request')})
     update outbox set state = 'new' from (select id from late union all select id from asked) as due
      where outbox.cause_id = due.id and outbox.state = 'published'`,
  );
  return rowCount ?? 0;
}

function driveEach(table: 'mutation' | 'request'): string {
  return `update ${table} set drives = drives + 1, drive_at = now() + ${nextDrive(table)} where state = 'stored'
             and exists (select from outbox where cause_id = ${table}.id and outbox.state = 'published') returning id`;
}

function nextDrive(of: string): string {
  return `least(interval '30 s' * power(2, least(${of}.drives + 1, 8)), interval '10 min')`;
}
