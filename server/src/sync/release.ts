import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { inTransaction } from '../db/transaction.ts';
import { driveAgain, lockMutations, readAgain } from './drive-again.ts';

type Context = { readonly pool: Pool; readonly log: Logger; readonly wakeRelay: () => void };
type Place = { readonly till_id: string; readonly incarnation: number; readonly number: number };

const batch = 100;
const retryMs = 5000;
const beforeAll: Place = { till_id: '00000000-0000-0000-0000-000000000000', incarnation: 0, number: 0 };

/**
 * A server that was taught more lets go what it quarantined at the door: after each start everything that it can read by
 * now is driven, in the order of the logs, beside the rest of the work [S4]. What a manager set aside stays aside: he may
 * have booked it in another way.
 */
export function startRelease(context: Context, table: MutationTable): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    let last: Place | undefined = beforeAll;
    while (last && !stopping.signal.aborted) {
      try {
        last = await releaseBatch(context, table, last);
      } catch (error) {
        context.log.warn({ err: error }, 'release: will look again at what was quarantined at the door');
        await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped meanwhile
      }
    }
  })();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/** Answers the place of the last one it looked at; undefined at the end. */
async function releaseBatch(
  context: Context,
  table: MutationTable,
  after: Place,
): Promise<Place | undefined> {
  const last = await inTransaction(context.pool, async (tx) => {
    const stored = await lockMutations(
      tx,
      `m.state = 'quarantined' and m.cause_code <> '' and (m.till_id, m.incarnation, m.number) > ($1, $2, $3)
         and not exists (select from resolution r where r.id = m.resolution_id and r.how = 'setAside')
       order by m.till_id, m.incarnation, m.number limit ${batch}`,
      [after.till_id, after.incarnation, after.number],
    );
    for (const mutation of stored) {
      const read = readAgain(table, mutation);
      if (!read.ok) continue;
      await driveAgain(tx, mutation, read.value, mutation.body);
      context.log.info({ correlationId: mutation.id }, 'released from quarantine');
    }
    return stored.at(-1);
  });
  context.wakeRelay();
  return last;
}
