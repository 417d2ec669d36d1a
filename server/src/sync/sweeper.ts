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
  const look = (due: string) => {
    sweep(pool, due).then(
      (count) => {
        if (count === 0) return;
        log.warn({ count }, 'sweeper: sent commands again that no worker has answered');
        wakeRelay();
      },
      (error: unknown) => log.warn({ err: error }, 'sweeper: will look again'),
    );
  };
  const timer = setInterval(() => look('now()'), everyMs);
  return {
    /** For a broker that has forgotten: nothing that is on its way is waited for. */
    sweepAll() {
      log.error('the broker has forgotten messages that it had taken: everything unsettled is sent again');
      look(always);
    },
    stop: () => clearInterval(timer),
  };
}

/** At the start everything unsettled is driven at once: what was in flight when the last process died is not waited for. */
export async function driveAll(pool: Pool): Promise<number> {
  return sweep(pool, always);
}

const always = `'infinity'`;

async function sweep(pool: Pool, due: string): Promise<number> {
  // What the relay has not sent yet has not been lost either.
  const { rowCount } = await pool.query(
    `with late as (
       update mutation set drives = drives + 1,
              drive_at = now() + least(interval '30 s' * power(2, least(drives + 1, 8)), interval '10 min')
        where state = 'stored' and drive_at <= ${due}
          and exists (select from outbox where cause_id = mutation.id and outbox.state = 'published')
        returning id),
     asked as (
       update request set drives = drives + 1,
              drive_at = now() + least(interval '30 s' * power(2, least(drives + 1, 8)), interval '10 min')
        where state = 'stored' and drive_at <= ${due}
          and exists (select from outbox where cause_id = request.id and outbox.state = 'published')
        returning id)
     update outbox set state = 'new' from (select id from late union all select id from asked) as due
      where outbox.cause_id = due.id and outbox.state = 'published'`,
  );
  return rowCount ?? 0;
}
