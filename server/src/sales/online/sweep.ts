import type { PoolClient } from 'pg';
import { unanswered } from '@galley/shared/domain/online-saga.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Subscription } from '../../messaging/bus.ts';
import { addToOutbox, type OutboxMessage, sendAgain } from '../../messaging/outbox.ts';
import type { WorkerContext } from '../../messaging/rules.ts';
import { noNeeds, SalesBooks } from '../books.ts';
import { hear, nextLook, sendsOf } from './hear.ts';
import { type Request, requestMessage } from './requests.ts';
import { type OnlineData, onlineIntentId } from './stored.ts';
import { tellMessage } from './tell.ts';

const most = 50;

/**
 * The clock of the sagas: cancels what was not paid in time, and asks again for what nobody has answered. An order is
 * looked at by one replica at a time.
 */
export function startOnlineSweep(context: WorkerContext, everyMs: number): Subscription {
  let sweeping = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sweeping = inTransaction(context.pool, (tx) => sweep(tx, instant(Date.now())))
      .then((count) => count > 0 && context.wakeRelay())
      .then(
        () => undefined,
        (error: unknown) => context.log.warn({ err: error }, 'online orders: will look again'),
      )
      .finally(() => (busy = false));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

/** Answers how many were due. */
export async function sweep(tx: PoolClient, now: Instant): Promise<number> {
  const { rows } = await tx.query<{ id: OrderId }>(
    'select id from online_order where look_at <= $1 order by look_at limit $2 for update skip locked',
    [now, most],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const books = await SalesBooks.open(tx, { ...noNeeds, onlineIds: ids });
  const sends: OutboxMessage[] = [];
  const again: string[] = [];
  for (const id of ids) {
    const stored = books.online.find(id);
    if (!stored) continue;
    const { data } = stored;
    if (data.saga.status === 'PENDING' && data.deadlineAt <= now) {
      sends.push(...sendsOf(hear(books, id, 'timedOut', now), data, 'its deadline'));
      continue;
    }
    const asks = unanswered(data.saga).filter(
      (each): each is Request => each !== 'book' && each !== 'unbook',
    );
    sends.push(...asks.map((each) => requestMessage(each, data, now)));
    // That the money is back is told once by whoever gives it back; a courier may have lost it.
    if (data.saga.payment === 'refunding') sends.push(missed(data, now));
    again.push(id, ...(data.refusedBy ? [data.refusedBy] : []));
    const drives = stored.drives + 1;
    books.online.look(id, nextLook(data, drives, now), drives);
  }
  await books.save(tx);
  await addToOutbox(tx, sends);
  await sendAgain(tx, again);
  return ids.length;
}

/** Each asking by itself: it is not sent again with all that came before it. */
function missed(data: OnlineData, now: Instant): OutboxMessage {
  const asked = {
    event: 'intentMissed',
    data: { intentId: onlineIntentId(data.order.id) },
    flags: [],
  } as const;
  const message = tellMessage(asked, data, `question of ${now} about the money`);
  return { ...message, causeId: message.id };
}
