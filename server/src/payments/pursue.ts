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
/**
 * If whoever asks dies, another one goes on after it: a guest waits for the answer. Who lives renews it for as long as the
 * gateway takes; two who ask at once charge no more than one would.
 */
const lease = { seconds: 6, renewMs: 1500 } as const;

/**
 * Asks the gateway about every intent that is due, until each is done with. One that nobody knows the outcome of is
 * asked for again after 0.5 s, then twice as long each time, up to 10 minutes; for ever.
 */
export function startPursuing(context: WorkerContext, gateway: Gateway): Pursuing {
  const { pool, log } = context;
  const asking = new Map<IntentId, Promise<void>>();
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
        asking.delete(kept.id);
        wake();
      });
    asking.set(kept.id, one);
  }

  const renewing = setInterval(() => {
    if (asking.size === 0) return;
    void renew(pool, [...asking.keys()]).catch((error: unknown) =>
      log.warn({ err: error }, 'payments: will renew what is being asked'),
    );
  }, lease.renewMs);

  const running = (async () => {
    while (!stopped) {
      awake = false;
      const due = await claimDue(pool, atOnce - asking.size, [...asking.keys()]).catch((error: unknown) => {
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
      await Promise.all(asking.values());
      clearInterval(renewing);
    },
  };
}

/** `mine`: those that are being asked here, however long nobody came to renew them. */
async function claimDue(pool: Pool, most: number, mine: readonly IntentId[]): Promise<KeptIntent[]> {
  if (most <= 0) return [];
  const { rows } = await pool.query<Parameters<typeof keptOfRow>[0]>(
    `update intent set leased_until = now() + interval '${lease.seconds} s', attempts = attempts + 1
      where id in (select id from intent where next_try_at <= now() and (leased_until is null or leased_until < now())
                      and id <> all($2::uuid[])
                    order by next_try_at limit $1 for update skip locked)
      returning *`,
    [most, mine],
  );
  return rows.map(keptOfRow);
}

/** What is done with has none any more. */
async function renew(pool: Pool, ids: readonly IntentId[]): Promise<void> {
  await pool.query(
    `update intent set leased_until = now() + interval '${lease.seconds} s'
      where id = any($1::uuid[]) and leased_until is not null`,
    [ids],
  );
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
