import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { instantSchema } from '@galley/shared/values/time.ts';
import type { Bus, Subscription } from './bus.ts';
import { hintForAll } from './streams.ts';

/** Up to when everything is settled, told to all services: what they wrote before may go once it is old enough [S5]. */
const topic = hintForAll;

/** How many days a service keeps messages that nobody will ask for again. */
export type Keep = { readonly outboxDays: number; readonly inboxDays: number };

/**
 * A worker's answers stay as long as its inbox: a sync database restored from a backup sends commands again, and the
 * inbox would swallow those whose answer is gone. After that the books know a sale by its own id.
 */
export const workersKeep: Keep = { outboxDays: 35, inboxDays: 35 };
/** The command of a settled mutation is never sent again: one that is driven again has a new command. */
export const syncKeeps: Keep = { outboxDays: 14, inboxDays: 35 };

export function announceSettled(bus: Bus, settledBefore: string): void {
  bus.hint(topic, settledBefore);
}

/** Deletes, whenever it is told up to when all is settled. Missing a word costs nothing: the next one comes in an hour. */
export function startPruning(context: { pool: Pool; bus: Bus; log: Logger }, keep: Keep): Subscription {
  let running = Promise.resolve();
  const hints = context.bus.onHint(topic, (text) => {
    running = running
      .then(() => prune(context.pool, instantSchema.parse(text), keep))
      .catch((error: unknown) => {
        context.log.warn({ err: error }, 'retention: will delete in an hour');
      });
  });
  return {
    async stop() {
      await hints.stop();
      await running;
    },
  };
}

/** Little by little, so that nobody has to wait. Only what is oldest by its key is looked at: keys grow with time. */
async function prune(pool: Pool, settledBefore: string, keep: Keep): Promise<void> {
  const old = (days: number) => `least($1::timestamptz, now() - interval '${days} d')`;
  const deletions = [
    `delete from outbox where id in (
       select id from (select id, created_at from outbox where state = 'published' order by id limit ${batch}) oldest
        where created_at < ${old(keep.outboxDays)})`,
    `delete from inbox where message_id in (
       select message_id from (select message_id, taken_at from inbox order by message_id limit ${batch}) oldest
        where taken_at < ${old(keep.inboxDays)})`,
  ];
  for (const sql of deletions) {
    while ((await pool.query(sql, [settledBefore])).rowCount === batch);
  }
}

const batch = 1000;
