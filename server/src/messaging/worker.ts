import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import type { Worker } from '@galley/shared/wire/mutations.ts';
import { inTransaction, isTransient } from '../db/transaction.ts';
import { type Answer, answerMessage } from './answer.ts';
import type { Bus, Delivery, Subscription } from './bus.ts';
import { bury, causeText } from './dead-letters.ts';
import { leaveInbox, takeIntoInbox } from './inbox.ts';
import { addToOutbox, type OutboxMessage, sendAgain } from './outbox.ts';
import { park, retryParked } from './parked.ts';
import { compareTurns, lockTurns, type Place } from './turns.ts';

export type WorkerRules<M extends Envelope> = {
  readonly name: Worker;
  readonly subject: string;
  /** Reads a message off the bus; throws what zod throws. */
  parse(payload: string): M;
  /** Applies one message inside the batch's transaction. Throws for what can never be applied. */
  apply(tx: PoolClient, message: M): Promise<Answer>;
  /** Messages that must be taken in a till's order have a place; null for those in no line. */
  placeOf(message: M): Place | null;
};

export type WorkerContext = {
  readonly pool: Pool;
  readonly bus: Bus;
  readonly log: Logger;
  /** Called after each commit that wrote to the outbox. */
  readonly wakeRelay: () => void;
};

const parkedRetryMs = 500;
const earlyRetryMs = 1000;

/**
 * The life of a batch: parse; in one transaction take the inbox rows (what is known already is only answered again),
 * hold back what is ahead of its turn, apply one by one, write the answers to the outbox; commit; then ack [S12].
 * If the batch fails, its messages are applied one by one, and the one that fails alone is quarantined with its cause
 * in the same way, or comes back later when the fault may pass.
 */
export async function startWorker<M extends Envelope>(
  rules: WorkerRules<M>,
  context: WorkerContext,
): Promise<Subscription> {
  const subscription = await context.bus.consume(rules.name, rules.subject, (batch) =>
    deliver(rules, context, batch).catch((error: unknown) => {
      // The database was away when something had to be set aside: all of it comes again.
      context.log.error({ err: error }, `${rules.name}: the batch will be tried again`);
      for (const delivery of batch) delivery.retryIn(delayMs(delivery.redeliveries));
    }),
  );
  let retrying = Promise.resolve();
  const timer = setInterval(() => {
    retrying = retryParked(rules, context).catch((error: unknown) => {
      context.log.warn({ err: error }, `${rules.name}: parked messages will be tried again`);
    });
  }, parkedRetryMs);
  return {
    async stop() {
      clearInterval(timer);
      await subscription.stop();
      await retrying;
    },
  };
}

type Item<M> = { readonly message: M; readonly delivery: Delivery };

async function deliver<M extends Envelope>(
  rules: WorkerRules<M>,
  context: WorkerContext,
  batch: readonly Delivery[],
) {
  const items: Item<M>[] = [];
  for (const delivery of batch) {
    try {
      items.push({ message: rules.parse(delivery.payload), delivery });
    } catch (error) {
      await bury(context.pool, delivery, error);
      await delivery.ack();
      context.log.error(
        { subject: delivery.subject, err: error },
        `${rules.name}: unreadable, kept as a dead letter`,
      );
    }
  }
  items.sort((a, b) => compareTurns(rules.placeOf(a.message), rules.placeOf(b.message)));
  await applyItems(rules, context, items);
  context.wakeRelay();
}

async function applyItems<M extends Envelope>(
  rules: WorkerRules<M>,
  context: WorkerContext,
  items: readonly Item<M>[],
) {
  const [first] = items;
  if (!first) return;
  try {
    const early = await inTransaction(context.pool, (tx) => applyBatch(rules, tx, items));
    const isEarly = (item: Item<M>) => early.has(item.message.id);
    await Promise.all(items.filter((item) => !isEarly(item)).map((item) => item.delivery.ack()));
    // Soon again, and all about the same time: what has its turn by then is applied in one go.
    for (const { delivery } of items.filter(isEarly)) {
      delivery.retryIn(Math.min(delayMs(delivery.redeliveries), earlyRetryMs));
    }
    for (const { message } of items) {
      context.log.debug({ correlationId: message.correlationId, type: message.type }, `${rules.name}: taken`);
    }
  } catch (error) {
    if (items.length > 1) {
      for (const item of items) await applyItems(rules, context, [item]);
    } else if (isTransient(error)) {
      context.log.warn(
        { err: error, correlationId: first.message.correlationId },
        `${rules.name}: will try again`,
      );
      first.delivery.retryIn(delayMs(first.delivery.redeliveries));
    } else {
      await inTransaction(context.pool, (tx) => quarantine(rules, tx, first, error));
      await first.delivery.ack();
      context.log.error(
        { err: error, correlationId: first.message.correlationId },
        `${rules.name}: quarantined`,
      );
    }
  }
}

/** Returns the ids of what came before its turn: nothing of that was written. */
async function applyBatch<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  items: readonly Item<M>[],
): Promise<Set<string>> {
  // A broker may hand over a message and its repeat in one batch.
  const once = [...new Map(items.map((item) => [item.message.id, item])).values()];
  const ids = once.map((item) => item.message.id);
  const taken = await takeIntoInbox(tx, ids);
  const turns = await lockTurns(
    tx,
    once.map((item) => rules.placeOf(item.message)),
  );
  const early = new Set<string>();
  const answers: OutboxMessage[] = [];
  for (const { message, delivery } of once.filter((item) => taken.has(item.message.id))) {
    const place = rules.placeOf(message);
    if (turns.isEarly(place)) {
      early.add(message.id);
      continue;
    }
    const answer = await rules.apply(tx, message);
    turns.advance(place);
    if ('waitFor' in answer) await park(tx, message.id, delivery, answer.waitFor);
    else answers.push(answerMessage(rules.name, message, answer));
  }
  await turns.save();
  await leaveInbox(tx, [...early]);
  const known = ids.filter((id) => !taken.has(id));
  if (known.length > 0) await sendAgain(tx, known);
  await addToOutbox(tx, answers);
  return early;
}

/** Keeps what can never be applied, tells it as an event, and lets the till's line move on [S13]. */
async function quarantine<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  item: Item<M>,
  error: unknown,
) {
  const { message, delivery } = item;
  const taken = await takeIntoInbox(tx, [message.id]);
  if (!taken.has(message.id)) return;
  const place = rules.placeOf(message);
  const turns = await lockTurns(tx, [place]);
  turns.advance(place);
  await turns.save();
  await bury(tx, delivery, error);
  const answer = { event: 'quarantined', data: { cause: causeText(error) }, flags: [] } as const;
  await addToOutbox(tx, [answerMessage(rules.name, message, answer)]);
}

/** 0.1 s, doubling to 30 s. */
function delayMs(redeliveries: number): number {
  return Math.min(100 * 2 ** Math.min(redeliveries, 9), 30_000);
}
