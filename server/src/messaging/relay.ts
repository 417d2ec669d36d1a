import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import type { Bus, OutboundMessage } from './bus.ts';

const batch = 256;
const pollMs = 100;
/**
 * Under load, what is written within this time travels together: a worker's work is by batch, and a batch twice as long
 * costs far less than two. So the more is coming, the longer it is gathered. The first after a pause goes at once.
 */
const gatherMs = { least: 50, most: 200, perMessage: 2 } as const;
const leaderLock = 7_203_114; // any number, the same in every relay of a database
/** A leader that does not look for so long stands still, and PostgreSQL ends its session: another relay takes over. */
const leaderSilence = '10s';

export type Relay = { readonly wake: () => void; stop(): Promise<void> };

/** How many messages may leave now; told of those that have left. */
export type Window = { free(): number; left(count: number): void };

/**
 * Takes an outbox to the bus: selects what is new, publishes, marks it published after the broker's word. It looks by
 * state and not by a cursor, so a row that commits late is found as well. Woken in process by who wrote; the poll finds
 * what other processes wrote. A session lock keeps the replicas of a service from all doing it. `sql.payload`: the text of
 * a row `o`, where that is not all in the row; `sql.mark`: what else is written at a row when it has left.
 */
export function startRelay(
  pool: Pool,
  bus: Bus,
  log: Logger,
  window: Window = unlimited,
  sql: { readonly payload: string; readonly mark: string } = plain,
): Relay {
  let stopped = false;
  let awake = false;
  let wake: () => void = () => undefined;
  const signal = () => {
    awake = true;
    wake();
  };

  const running = (async () => {
    while (!stopped) {
      try {
        await withLeadership(pool, async (client) => {
          let lookedAt = 0;
          let gathering: number = gatherMs.least;
          while (!stopped) {
            const early = lookedAt + gathering - Date.now();
            if (early > 0) await sleepOr(early, () => undefined);
            lookedAt = Date.now();
            awake = false;
            const room = Math.min(batch, window.free());
            const sent = room > 0 ? await relayOnce(client, bus, sql, room) : 0;
            window.left(sent);
            const full = sent === batch;
            gathering = full
              ? gatherMs.least
              : Math.min(gatherMs.most, gatherMs.least + sent * gatherMs.perMessage);
            if ((room === 0 || sent < room) && !awake && !stopped)
              await sleepOr(pollMs, (resolve) => (wake = resolve));
          }
        });
      } catch (error) {
        log.warn({ err: error }, 'relay: will try again');
      }
      if (!stopped) await sleepOr(1000, (resolve) => (wake = resolve));
    }
  })();

  return {
    wake: signal,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

const plain = { payload: 'o.payload', mark: '' };
const unlimited: Window = { free: () => batch, left: () => undefined };

/** The same share for everyone who has something to send: a till with a day's backlog holds up no other till's sale. */
const nextInTurn = (payload: string) => `
  with recursive senders as (
    (select sender from outbox where state = 'new' order by sender limit 1)
    union all
    select (select sender from outbox where state = 'new' and sender > s.sender order by sender limit 1)
      from senders s where s.sender is not null)
  select o.id::text as key, o.message_id || '.' || o.sends as id, o.subject, ${payload} as payload
    from senders s cross join lateral (
         select * from outbox where state = 'new' and sender = s.sender order by id
          limit greatest(1, $1 / (select count(sender) from senders))) o
   order by o.id limit $1`;

async function relayOnce(client: PoolClient, bus: Bus, sql: typeof plain, most: number): Promise<number> {
  const { rows } = await client.query<OutboundMessage & { key: string }>({
    name: 'next-in-turn',
    text: nextInTurn(sql.payload),
    values: [most],
  });
  if (rows.length === 0) return 0;
  await bus.publish(rows);
  await client.query({
    name: 'mark-published',
    text: `update outbox set state = 'published', sends = sends + 1${sql.mark} where id = any($1::bigint[])`,
    values: [rows.map((row) => row.key)],
  });
  return rows.length;
}

async function withLeadership(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [
      leaderLock,
    ]);
    if (!rows[0]?.leads) return;
    await client.query(`set idle_session_timeout = '${leaderSilence}'`);
    await work(client);
    await client.query('reset idle_session_timeout');
    await client.query('select pg_advisory_unlock($1)', [leaderLock]);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken); // a broken session is closed, and PostgreSQL frees its lock
  }
}

function sleepOr(ms: number, onWake: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
