import type { PoolClient } from 'pg';

/** A message to send, written in the same transaction as what it tells [S8] [S12]. */
export type OutboxMessage = {
  readonly id: string;
  /** The message or mutation that caused it: when that comes again, this is sent again. */
  readonly causeId: string;
  readonly subject: string;
  readonly payload: string;
};

export async function addToOutbox(tx: PoolClient, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.query({
    name: 'add-to-outbox',
    text: `insert into outbox (message_id, cause_id, subject, payload)
           select id, "causeId", subject, payload
             from json_to_recordset($1) as m(id uuid, "causeId" uuid, subject text, payload text)`,
    values: [JSON.stringify(messages)],
  });
}

/** A cause that came again has lost its answer somewhere: the answers are sent once more [S11]. */
export async function sendAgain(tx: PoolClient, causeIds: readonly string[]): Promise<void> {
  if (causeIds.length === 0) return;
  await tx.query(`update outbox set state = 'new' where cause_id = any($1::uuid[]) and state = 'published'`, [
    causeIds,
  ]);
}
