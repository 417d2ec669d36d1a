import type { Pool } from 'pg';
import { type IntentId, uuidFrom } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { inTransaction } from '../db/transaction.ts';
import { eventMessage } from '../messaging/answer.ts';
import { addToOutbox } from '../messaging/outbox.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { askGateway } from './ask-gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import { reconcileGateway } from './reconcile-gateway.ts';
import { IntentBooks, type KeptIntent, keptOfRow, newsOf } from './intent-books.ts';

export type Pursuing = { readonly wake: () => void; stop(): Promise<void> };
/** Changes one intent in a transaction of its own, and tells what became of it. */
export type ChangeIntent = (
  id: IntentId,
  change: (books: IntentBooks, kept: KeptIntent) => void,
) => Promise<KeptIntent>;

const pollMs = 500;
const atOnce = 16;
/** Longer than a gateway's slowest answers; if whoever asks dies, another one goes on then. */
const leaseSeconds = 120;

/**
 * Asks the gateway about every intent that is due, until each is done with. One that nobody knows the outcome of is
 * asked for again after 0.5 s, then twice as long each time, up to 10 minutes; for ever.
 */
export function startPursuing(context: WorkerContext, gateway: Gateway): Pursuing {
  const { pool, log } = context;
  const asking = new Set<Promise<void>>();
  let stopped = false;
  let awake = false;
  let wakeUp: () => void = () => undefined;
  const wake = () => {
    awake = true;
    wakeUp();
  };
  const change = changeIntent(context);

  function pursue(kept: KeptIntent): void {
    const one = askGateway(gateway, change, kept)
      .catch((error: unknown) =>
        log.warn({ err: error, intentId: kept.id }, 'payments: will ask the gateway again'),
      )
      .finally(() => {
        asking.delete(one);
        wake();
      });
    asking.add(one);
  }

  const running = (async () => {
    while (!stopped) {
      awake = false;
      const due = await claimDue(pool, atOnce - asking.size).catch((error: unknown) => {
        log.warn({ err: error }, 'payments: will look again for what is due');
        return [];
      });
      due.forEach(pursue);
      await reconcileGateway(context).catch((error: unknown) =>
        log.warn({ err: error }, 'payments: will hold shifts against the gateway again'),
      );
      if (!awake && !stopped) await sleepOr(pollMs, (resolve) => (wakeUp = resolve));
    }
  })();

  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await running;
      await Promise.all(asking);
    },
  };
}

async function claimDue(pool: Pool, most: number): Promise<KeptIntent[]> {
  if (most <= 0) return [];
  const { rows } = await pool.query<Parameters<typeof keptOfRow>[0]>(
    `update intent set leased_until = now() + interval '${leaseSeconds} s', attempts = attempts + 1
      where id in (select id from intent where next_try_at <= now() and (leased_until is null or leased_until < now())
                    order by next_try_at limit $1 for update skip locked)
      returning *`,
    [most],
  );
  return rows.map(keptOfRow);
}

function changeIntent({ pool, wakeRelay }: WorkerContext): ChangeIntent {
  return async (id, change) => {
    const kept = await inTransaction(pool, async (tx) => {
      const books = await IntentBooks.open(tx, { ids: [id], references: [] });
      const found = must(books.find(id) ?? null, 'an intent is never deleted');
      const before = found.revision;
      change(books, found);
      await books.save(tx);
      if (found.revision > before) await addToOutbox(tx, [messageOf(found)]);
      return found;
    });
    wakeRelay();
    return kept;
  };
}

/** It carries on what began the intent. */
function messageOf(kept: KeptIntent) {
  const { branchId, correlationId } = kept;
  const id = uuidFrom(`payments intent ${kept.id} ${kept.revision}`);
  return eventMessage('payments', { id, branchId, correlationId }, 'intentsChanged', {
    intents: [newsOf(kept)],
  });
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
