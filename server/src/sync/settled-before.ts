import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Bus } from '../messaging/bus.ts';
import { announceSettled } from '../messaging/retention.ts';

const everyMs = 3600_000;

/**
 * Tells all services, hourly and at the start, up to when every mutation and request is settled. Only the log knows that: a message
 * that a worker published long ago may be the one that a mutation still waits for.
 */
export function startAnnouncing(context: { pool: Pool; bus: Bus; log: Logger }): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const announce = () => {
    running = announceOnce(context).catch((error: unknown) => {
      context.log.warn({ err: error }, 'retention: will be told in an hour');
    });
  };
  const timer = setInterval(announce, everyMs);
  announce();
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}

/** An hour less, because the services' clocks may differ. */
async function announceOnce({ pool, bus }: { pool: Pool; bus: Bus }): Promise<void> {
  const { rows } = await pool.query<{ before: Date }>(
    `select coalesce(least((select min(received_at) from mutation where state = 'stored'),
                           (select min(asked_at) from request where state = 'stored')), now()) - interval '1 h' as before`,
  );
  const { before } = must(rows[0], 'an aggregate has a row');
  announceSettled(bus, instant(before.getTime()));
}
