import type { PoolClient } from 'pg';

export type Parked = {
  readonly messageId: string;
  readonly subject: string;
  readonly payload: string;
  /** Its place in its till's line, 0 if it stands in none: what comes first is tried first. */
  readonly turn: number;
  /** What it waits for. */
  readonly reason: string;
  /** False: it waits for its turn only, and was not tried yet. */
  readonly tried: boolean;
  readonly longestWaitMs: number;
};

/**
 * Sets messages aside until what they need has come. They keep their inbox rows, so the broker may forget them. Each
 * time one is parked again it waits longer, up to its longest wait, for as long as it takes [S13].
 */
export async function park(tx: PoolClient, messages: readonly Parked[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.query(
    `insert into parked (message_id, subject, payload, turn, reason, waits_from, next_try_at)
     select "messageId", subject, payload, turn, reason, case when tried then now() end, now() + interval '200 ms'
       from json_to_recordset($1) as p("messageId" uuid, subject text, payload text, turn int, reason text, tried bool)
     on conflict (message_id) do update set attempts = parked.attempts + 1, reason = excluded.reason,
            waits_from = coalesce(parked.waits_from, excluded.waits_from),
            next_try_at = now() + least(interval '200 ms' * power(2, least(parked.attempts, 9)), $2 * interval '1 ms')`,
    [JSON.stringify(messages), Math.max(...messages.map((message) => message.longestWaitMs))],
  );
}

/** Takes out what was dealt with: all but those that were parked again. */
export async function unpark(
  tx: PoolClient,
  ids: readonly string[],
  again: ReadonlySet<string>,
): Promise<void> {
  await tx.query('delete from parked where message_id = any($1::uuid[])', [
    ids.filter((id) => !again.has(id)),
  ]);
}
