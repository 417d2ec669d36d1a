import type { PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { inTransaction, together } from '../db/transaction.ts';
import { answerMessage } from './answer.ts';
import { bury, causeText } from './dead-letters.ts';
import { takeIntoInbox } from './inbox.ts';
import { addToOutbox, type OutboxMessage, sendAgain } from './outbox.ts';
import { park, type Parked, unpark } from './parked.ts';
import { lockTurns, type Turns } from './turns.ts';
import type { Item, WorkerContext, WorkerRules } from './rules.ts';

/** Applies what is new among messages from the bus, in one transaction; what is known already is answered again [S12]. */
export function applyFromBus<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
  items: readonly Item<M>[],
): Promise<void> {
  return inTransaction(context.pool, async (tx) => {
    // A broker may hand over a message and its repeat in one batch.
    const once = [...new Map(items.map((item) => [item.message.id, item])).values()];
    const taken = await takeIntoInbox(tx, once.map(idOf));
    await applyNew(
      rules,
      tx,
      once.filter((item) => taken.has(idOf(item))),
    );
    const known = once.filter((item) => !taken.has(idOf(item)));
    await sendAgain(tx, known.map(idOf));
    await passTurns(rules, tx, known);
  });
}

/**
 * What was dealt with before has had its turn. That is known already, unless the log was restored and filled again by a
 * server that reads more of it than the one before: then it counts otherwise, and who comes next must not wait for ever.
 */
async function passTurns<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  tx: PoolClient,
  known: readonly Item<M>[],
): Promise<void> {
  const inLine = known.filter((item) => rules.placeOf(item.message) !== null);
  if (inLine.length === 0) return;
  const { rows } = await tx.query<{ message_id: string }>(
    'select message_id from parked where message_id = any($1::uuid[])',
    [inLine.map(idOf)],
  );
  const parked = new Set(rows.map((row) => row.message_id));
  const places = inLine
    .filter((item) => !parked.has(idOf(item)))
    .map(({ message }) => rules.placeOf(message));
  const turns = await lockTurns(tx, places);
  for (const place of places) turns.advance(place);
  await turns.save();
}

/** Applies messages that took their inbox rows before, and were parked. */
export async function applyParked<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  tx: PoolClient,
  items: readonly Item<M>[],
): Promise<void> {
  await unpark(tx, items.map(idOf), await applyNew(rules, tx, items));
}

/** Answers the ids that had to be parked (again). */
async function applyNew<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  tx: PoolClient,
  items: readonly Item<M>[],
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const turns = await lockTurns(
    tx,
    items.map((item) => rules.placeOf(item.message)),
  );
  const { due, early } = split(rules, turns, items);
  const waiting: Parked[] = early.map((item) => parkedOf(rules, item, 'its turn', false));
  const messages = due.map((item) => item.message);
  const books = due.length > 0 ? await rules.open(tx, messages) : null;
  const answers: OutboxMessage[] = [];
  if (books) {
    for (const item of due) {
      const answer = await rules.apply(books, item.message, item.waitedMs ?? null);
      if ('waitFor' in answer) waiting.push(parkedOf(rules, item, answer.waitFor, true));
      else if ('sends' in answer) answers.push(...answer.sends);
      else answers.push(answerMessage(rules.name, item.message, answer));
    }
  }
  await together(tx, () => [
    books && rules.save(tx, books),
    turns.save(),
    addToOutbox(tx, answers),
    park(tx, waiting),
  ]);
  return new Set(waiting.map(({ messageId }) => messageId));
}

/** The one that is missing comes from the log in half a minute at most, and then a long line should move on at once. */
const longestTurnMs = 2000;
const longestWaitMs = 60_000;

function parkedOf<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  { message, letter }: Item<M>,
  reason: string,
  tried: boolean,
): Parked {
  const { subject, payload } = letter;
  const turn = rules.placeOf(message)?.turn ?? 0;
  const most = tried ? longestWaitMs : longestTurnMs;
  return { messageId: message.id, subject, payload, turn, reason, tried, longestWaitMs: most };
}

/** Parts those whose turn it is from those that have to wait for one that has not arrived [S13]. */
function split<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  turns: Turns,
  items: readonly Item<M>[],
) {
  const due: Item<M>[] = [];
  const early: Item<M>[] = [];
  for (const item of items) {
    const place = rules.placeOf(item.message);
    if (turns.isEarly(place)) {
      early.push(item);
    } else {
      turns.advance(place);
      due.push(item);
    }
  }
  return { due, early };
}

/** Keeps what can never be applied, tells it as an event, and lets the till's line move on [S13]. */
export async function quarantine<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
  item: Item<M>,
  error: unknown,
): Promise<void> {
  const { message, letter } = item;
  await inTransaction(context.pool, async (tx) => {
    await takeIntoInbox(tx, [message.id]); // it may have been parked, and have its row
    await unpark(tx, [message.id], new Set());
    const place = rules.placeOf(message);
    const turns = await lockTurns(tx, [place]);
    turns.advance(place);
    await turns.save();
    await bury(tx, letter, error, message);
    const answer = { event: 'quarantined', data: { cause: causeText(error) }, flags: [] } as const;
    await addToOutbox(tx, [answerMessage(rules.name, message, answer)]);
  });
}

function idOf<M extends Envelope>(item: Item<M>): string {
  return item.message.id;
}
