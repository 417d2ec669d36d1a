import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { batchSize, type Delivery, type Subscription } from './bus.ts';

/**
 * Keeps a message that nobody can make sense of, whole and with its cause, for a person [S13]. The same one again is the
 * same letter, tried once more. `message`: what was read of it.
 */
export async function bury(
  db: Pool | PoolClient,
  letter: Pick<Delivery, 'subject' | 'payload'>,
  cause: unknown,
  message?: Envelope,
): Promise<void> {
  await db.query(
    `insert into dead_letter (subject, payload, cause, fingerprint, message_id, mutation_id)
     values ($1, $2, $3, md5($1 || ' ' || $2), $4, $5)
     on conflict (fingerprint) do update set attempts = dead_letter.attempts + 1, cause = excluded.cause, state = 'open',
       closed_at = null, last_tried_at = now(), message_id = excluded.message_id, mutation_id = excluded.mutation_id`,
    [letter.subject, letter.payload, causeText(cause), message?.id, message?.correlationId],
  );
}

export function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Hands over the letters of these subjects that a person has replayed, as if the bus had brought them. One that still makes
 * no sense is buried again, and open.
 */
export async function replayLetters(
  { pool }: { readonly pool: Pool },
  subjects: readonly string[],
  deliver: (batch: readonly Delivery[]) => Promise<void>,
): Promise<void> {
  const { rows } = await pool.query<{ id: string; subject: string; payload: string; attempts: number }>(
    `select id, subject, payload, attempts from dead_letter
      where state = 'replaying' and subject like any ($1) order by id limit ${batchSize}`,
    [subjects.map((subject) => subject.replace(/>$/, '%'))],
  );
  // One by one: what one of them lacks is no matter of the others.
  for (const { id, subject, payload, attempts } of rows) {
    const close = `update dead_letter set state = 'replayed', closed_at = now() where id = $1 and state = 'replaying'`;
    const ack = async () => void (await pool.query(close, [id]));
    await deliver([{ subject, payload, redeliveries: attempts, ack, retryIn: () => undefined }]);
  }
}

const lookMs = 1000;

/** The same, again and again, for who does not look by itself. */
export function startReplaying(
  context: { readonly pool: Pool; readonly log: Logger },
  ...what: [readonly string[], (batch: readonly Delivery[]) => Promise<void>]
): Subscription {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => replayLetters(context, ...what))
      .catch((error: unknown) => context.log.warn({ err: error }, 'dead letters will be looked at again'));
  }, lookMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
