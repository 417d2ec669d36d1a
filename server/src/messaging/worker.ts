import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import { type EventData, type EventName, type Verdict, eventSubject } from '@galley/shared/wire/events.ts';
import type { Worker } from '@galley/shared/wire/mutations.ts';
import { inTransaction, isTransient } from '../db/transaction.ts';
import type { Bus, Delivery, Subscription } from './bus.ts';
import { addToOutbox, type OutboxMessage, sendAgain } from './outbox.ts';

/** What a worker answers to a message: an event, or that something it needs has not arrived yet. */
export type Answer =
  | {
      readonly [N in EventName]: {
        readonly event: N;
        readonly data: EventData<N>;
        readonly flags: readonly Flag[];
      };
    }[EventName]
  | { readonly waitFor: string };

/** A message's place in its till's line [S13]. */
export type Place = { readonly tillId: string; readonly incarnation: number; readonly turn: number };

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
    deliver(rules, context, batch),
  );
  const retries = setInterval(() => void retryParked(rules, context), 500);
  return {
    async stop() {
      clearInterval(retries);
      await subscription.stop();
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
      await buryUnreadable(context, delivery, error);
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
  if (items.length === 0) return;
  try {
    const early = await inTransaction(context.pool, (tx) => applyBatch(rules, tx, items));
    await Promise.all(items.filter((item) => !early.has(item)).map((item) => item.delivery.ack()));
    for (const item of early) item.delivery.retryIn(delayMs(item.delivery.redeliveries));
  } catch (error) {
    const [only] = items;
    if (items.length > 1 || !only) {
      for (const item of items) await applyItems(rules, context, [item]);
    } else if (isTransient(error)) {
      context.log.warn(
        { err: error, correlationId: only.message.correlationId },
        `${rules.name}: will try again`,
      );
      only.delivery.retryIn(delayMs(only.delivery.redeliveries));
    } else {
      await inTransaction(context.pool, (tx) => quarantine(rules, tx, only, error));
      await only.delivery.ack();
      context.log.error(
        { err: error, correlationId: only.message.correlationId },
        `${rules.name}: quarantined`,
      );
    }
  }
}

/** Returns the items that came before their turn: nothing of them was written. */
async function applyBatch<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  items: readonly Item<M>[],
) {
  const taken = await takeIntoInbox(tx, items.map((item) => item.message.id)); // prettier-ignore
  const turns = await lockTurns(tx, items.map((item) => rules.placeOf(item.message))); // prettier-ignore
  const early = new Set<Item<M>>();
  const answers: OutboxMessage[] = [];
  for (const item of items) {
    if (!taken.has(item.message.id)) continue;
    if (turns.isEarly(rules.placeOf(item.message))) {
      early.add(item);
      continue;
    }
    const answer = await rules.apply(tx, item.message);
    turns.advance(rules.placeOf(item.message));
    if ('waitFor' in answer) await park(tx, item, answer.waitFor);
    else answers.push(answerMessage(rules.name, item.message, answer));
  }
  await turns.save();
  await forget(tx, [...early].map((item) => item.message.id)); // prettier-ignore
  const known = items.filter((item) => !taken.has(item.message.id)).map((item) => item.message.id);
  if (known.length > 0) await sendAgain(tx, known);
  await addToOutbox(tx, answers);
  return early;
}

async function takeIntoInbox(tx: PoolClient, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ message_id: string }>(
    `insert into inbox (message_id) select distinct unnest($1::uuid[]) on conflict do nothing returning message_id`,
    [ids],
  );
  return new Set(rows.map((row) => row.message_id));
}

async function forget(tx: PoolClient, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query('delete from inbox where message_id = any($1::uuid[])', [ids]);
}

/** The tills' places in line, locked until commit, so that two replicas cannot both take a turn. */
async function lockTurns(tx: PoolClient, places: readonly (Place | null)[]) {
  const lines = new Map<string, { place: Place; last: number; moved: boolean }>();
  for (const place of places) if (place) lines.set(lineKey(place), { place, last: 0, moved: false });
  if (lines.size > 0) {
    const all = [...lines.values()].map((line) => line.place);
    const { rows } = await tx.query<{ till_id: string; incarnation: number; last_turn: number }>(
      `select till_id, incarnation, last_turn from turn
        where (till_id, incarnation) in (select * from unnest($1::uuid[], $2::int[])) order by 1, 2 for update`,
      [all.map((place) => place.tillId), all.map((place) => place.incarnation)],
    );
    for (const row of rows) {
      const line = lines.get(`${row.till_id}.${row.incarnation}`);
      if (line) line.last = row.last_turn;
    }
  }
  const lineOf = (place: Place | null) => (place ? lines.get(lineKey(place)) : undefined);
  return {
    isEarly: (place: Place | null) => place !== null && place.turn > (lineOf(place)?.last ?? 0) + 1,
    advance(place: Place | null) {
      const line = lineOf(place);
      if (!line || !place || place.turn <= line.last) return;
      line.last = place.turn;
      line.moved = true;
    },
    async save() {
      const moved = [...lines.values()].filter((line) => line.moved);
      if (moved.length === 0) return;
      await tx.query(
        `insert into turn (till_id, incarnation, last_turn) select * from unnest($1::uuid[], $2::int[], $3::int[])
         on conflict (till_id, incarnation) do update set last_turn = greatest(turn.last_turn, excluded.last_turn)`,
        [
          moved.map((line) => line.place.tillId),
          moved.map((line) => line.place.incarnation),
          moved.map((line) => line.last),
        ],
      );
    },
  };
}

function lineKey(place: Place): string {
  return `${place.tillId}.${place.incarnation}`;
}

function compareTurns(a: Place | null, b: Place | null): number {
  if (!a || !b) return 0;
  const byLine = lineKey(a) < lineKey(b) ? -1 : lineKey(a) > lineKey(b) ? 1 : 0;
  return byLine || a.turn - b.turn;
}

function answerMessage(
  worker: Worker,
  cause: Envelope,
  answer: Exclude<Answer, { waitFor: string }>,
): OutboxMessage {
  const verdict: Verdict =
    answer.event === 'quarantined' ? 'quarantined' : answer.flags.length > 0 ? 'flagged' : 'applied';
  const event = {
    id: uuidv7(),
    type: answer.event,
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId: cause.correlationId,
    causationId: cause.id,
    branchId: cause.branchId,
    worker,
    verdict,
    flags: answer.flags,
    data: answer.data,
  };
  return {
    id: event.id,
    causeId: cause.id,
    subject: eventSubject(worker, answer.event, cause.branchId),
    payload: JSON.stringify(event),
  };
}

/** Sets a message aside until what it needs has come; it keeps its inbox row, so the broker can forget it. */
async function park<M extends Envelope>(tx: PoolClient, item: Item<M>, reason: string): Promise<void> {
  await tx.query(
    `insert into parked (message_id, subject, payload, reason, next_try_at) values ($1, $2, $3, $4, now() + interval '200 ms')`,
    [item.message.id, item.delivery.subject, item.delivery.payload, reason],
  );
}

/** Tries what is parked and due; each waits longer after each try, up to a minute, for as long as it takes [S13]. */
async function retryParked<M extends Envelope>(rules: WorkerRules<M>, context: WorkerContext): Promise<void> {
  try {
    const moved = await inTransaction(context.pool, async (tx) => {
      const { rows } = await tx.query<{ message_id: string; payload: string }>(
        `select message_id, payload from parked where next_try_at <= now() order by next_try_at limit 20 for update skip locked`,
      );
      for (const row of rows) {
        const message = rules.parse(row.payload);
        const answer = await rules.apply(tx, message);
        if ('waitFor' in answer) {
          await tx.query(
            `update parked set attempts = attempts + 1, reason = $2,
                    next_try_at = now() + least(interval '200 ms' * power(2, least(attempts, 9)), interval '60 s')
              where message_id = $1`,
            [row.message_id, answer.waitFor],
          );
        } else {
          await tx.query('delete from parked where message_id = $1', [row.message_id]);
          await addToOutbox(tx, [answerMessage(rules.name, message, answer)]);
        }
      }
      return rows.length;
    });
    if (moved > 0) context.wakeRelay();
  } catch (error) {
    context.log.warn({ err: error }, `${rules.name}: parked messages will be tried again`);
  }
}

/** Keeps what can never be applied, whole and with its cause, and tells it as an event [S13]. */
async function quarantine<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  item: Item<M>,
  error: unknown,
) {
  const cause = error instanceof Error ? error.message : String(error);
  const taken = await takeIntoInbox(tx, [item.message.id]);
  if (!taken.has(item.message.id)) return;
  const turns = await lockTurns(tx, [rules.placeOf(item.message)]);
  turns.advance(rules.placeOf(item.message));
  await turns.save();
  await bury(tx, item.delivery, cause);
  await addToOutbox(tx, [
    answerMessage(rules.name, item.message, { event: 'quarantined', data: { cause }, flags: [] }),
  ]);
}

async function buryUnreadable(context: WorkerContext, delivery: Delivery, error: unknown): Promise<void> {
  const cause = error instanceof Error ? error.message : String(error);
  await inTransaction(context.pool, (tx) => bury(tx, delivery, cause));
  await delivery.ack();
  context.log.error({ subject: delivery.subject, cause }, 'unreadable message kept as a dead letter');
}

async function bury(tx: PoolClient, delivery: Delivery, cause: string): Promise<void> {
  await tx.query('insert into dead_letter (subject, payload, cause) values ($1, $2, $3)', [
    delivery.subject,
    delivery.payload,
    cause,
  ]);
}

function delayMs(redeliveries: number): number {
  return Math.min(100 * 2 ** Math.min(redeliveries, 9), 30_000);
}
