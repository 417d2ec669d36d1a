import type { PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { inTransaction, isTransient } from '../db/transaction.ts';
import { answerMessage } from './answer.ts';
import { bury, causeText } from './dead-letters.ts';
import { addToOutbox } from './outbox.ts';
import type { WorkerContext, WorkerRules } from './worker.ts';

type Letter = { readonly subject: string; readonly payload: string };
type ParkedRow = Letter & { readonly message_id: string };

/** Sets a message aside until what it needs has come. It keeps its inbox row, so the broker may forget it. */
export async function park(tx: PoolClient, messageId: string, letter: Letter, reason: string): Promise<void> {
  await tx.query(
    `insert into parked (message_id, subject, payload, reason, next_try_at) values ($1, $2, $3, $4, now() + interval '200 ms')`,
    [messageId, letter.subject, letter.payload, reason],
  );
}

/** Tries what is parked and due, each in a transaction of its own. */
export async function retryParked<M extends Envelope>(
  rules: WorkerRules<M>,
  context: WorkerContext,
): Promise<void> {
  const { rows } = await context.pool.query<ParkedRow>(
    'select message_id, subject, payload from parked where next_try_at <= now() order by next_try_at limit 20',
  );
  for (const row of rows) {
    try {
      await inTransaction(context.pool, (tx) => tryAgain(rules, tx, row));
    } catch (error) {
      if (isTransient(error)) throw error;
      await inTransaction(context.pool, (tx) => giveUp(rules, tx, row, error));
    }
    context.wakeRelay();
  }
}

async function tryAgain<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  row: ParkedRow,
): Promise<void> {
  if (!(await lock(tx, row))) return;
  const message = rules.parse(row.payload);
  const answer = await rules.apply(tx, message);
  if ('waitFor' in answer) return wait(tx, row, answer.waitFor);
  await takeOut(tx, row);
  await addToOutbox(tx, [answerMessage(rules.name, message, answer)]);
}

async function giveUp<M extends Envelope>(
  rules: WorkerRules<M>,
  tx: PoolClient,
  row: ParkedRow,
  error: unknown,
) {
  if (!(await lock(tx, row))) return;
  await takeOut(tx, row);
  const answer = { event: 'quarantined', data: { cause: causeText(error) }, flags: [] } as const;
  await bury(tx, row, error);
  await addToOutbox(tx, [answerMessage(rules.name, rules.parse(row.payload), answer)]);
}

/** False when another replica has it, or has just dealt with it. */
async function lock(tx: PoolClient, row: ParkedRow): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from parked where message_id = $1 and next_try_at <= now() for update skip locked',
    [row.message_id],
  );
  return rowCount === 1;
}

async function takeOut(tx: PoolClient, row: ParkedRow): Promise<void> {
  await tx.query('delete from parked where message_id = $1', [row.message_id]);
}

/** Longer after each try, up to a minute, for as long as it takes [S13]. */
async function wait(tx: PoolClient, row: ParkedRow, reason: string): Promise<void> {
  await tx.query(
    `update parked set attempts = attempts + 1, reason = $2,
            next_try_at = now() + least(interval '200 ms' * power(2, least(attempts, 9)), interval '60 s')
      where message_id = $1`,
    [row.message_id, reason],
  );
}
