import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { isTransient } from '../db/transaction.ts';
import { applyFromBus, quarantine } from './apply.ts';
import type { Delivery, Subscription } from './bus.ts';
import { bury, replayLetters } from './dead-letters.ts';
import { retryParked } from './retry-parked.ts';
import type { Item, WorkerContext, WorkerRules } from './rules.ts';
import { consumersOf, retryDelayMs } from './streams.ts';
import { comparePlaces } from './turns.ts';

type Delivered<M> = Item<M> & { readonly letter: Delivery };

const parkedRetryMs = 250;

/**
 * The life of a batch: parse; in one transaction take the inbox rows (what is known already is only answered again),
 * set aside what is ahead of its turn, apply the rest, write the answers to the outbox; commit; then ack [S12]. If the
 * batch fails its halves are tried, so the one message that is at fault is found and quarantined with its cause in the
 * same way, or comes back later when the fault may pass.
 */
export async function startWorker<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
): Promise<Subscription> {
  const take = (batch: readonly Delivery[]) =>
    deliver(rules, context, batch).catch((error: unknown) => {
      // The database was away when something had to be set aside: all of it comes again.
      context.log.error({ err: error }, `${rules.name}: the batch will be tried again`);
      for (const delivery of batch) delivery.retryIn(retryDelayMs(delivery.redeliveries));
    });
  const subscriptions: Subscription[] = [];
  const consumers = consumersOf(rules.name);
  const subjects = Object.values(consumers);
  for (const [consumer, subject] of Object.entries(consumers)) {
    subscriptions.push(await context.bus.consume(consumer, subject, take));
  }
  let retrying = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    retrying = retryParked(rules, context)
      .then(() => replayLetters(context, subjects, take))
      .catch((error: unknown) => {
        context.log.warn({ err: error }, `${rules.name}: what was set aside will be tried again`);
      })
      .finally(() => (busy = false));
  }, parkedRetryMs);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await retrying;
    },
  };
}

async function deliver<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
  batch: readonly Delivery[],
) {
  const items: Delivered<M>[] = [];
  for (const letter of batch) {
    try {
      items.push({ message: rules.parse(letter.payload), letter });
    } catch (error) {
      await bury(context.pool, letter, error);
      await letter.ack();
      context.log.error(
        { subject: letter.subject, err: error },
        `${rules.name}: unreadable, kept as a dead letter`,
      );
    }
  }
  items.sort((a, b) => comparePlaces(rules.placeOf(a.message), rules.placeOf(b.message)));
  await take(rules, context, items);
  context.wakeRelay();
}

async function take<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
  items: readonly Delivered<M>[],
): Promise<void> {
  const [first] = items;
  if (!first) return;
  try {
    await applyFromBus(rules, context, items);
  } catch (error) {
    const { correlationId } = first.message;
    if (items.length > 1) {
      const half = Math.ceil(items.length / 2);
      await take(rules, context, items.slice(0, half));
      return take(rules, context, items.slice(half));
    }
    if (isTransient(error)) {
      context.log.warn({ err: error, correlationId }, `${rules.name}: will try again`);
      first.letter.retryIn(retryDelayMs(first.letter.redeliveries));
      return;
    }
    await quarantine(rules, context, first, error);
    context.log.error({ err: error, correlationId }, `${rules.name}: quarantined`);
  }
  await Promise.all(items.map(({ letter }) => letter.ack()));
  for (const { message } of items) {
    context.log.debug({ correlationId: message.correlationId, type: message.type }, `${rules.name}: taken`);
  }
}
