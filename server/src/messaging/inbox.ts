import type { PoolClient } from 'pg';

/** Takes messages into the inbox, in the same transaction as their effect; answers those that are new here [S12]. */
export async function takeIntoInbox(tx: PoolClient, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ message_id: string }>({
    name: 'take-into-inbox',
    text: `insert into inbox (message_id) select distinct unnest($1::uuid[]) on conflict do nothing returning message_id`,
    values: [ids],
  });
  return new Set(rows.map((row) => row.message_id));
}
