import type { Pool } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type Transfers, transfersSchema } from '@galley/shared/wire/stock-office.ts';

const most = 30;

/** What a branch has sent and what is on its way to it: in transit first, then the last that arrived. */
export async function readTransfers(pool: Pool, branchId: BranchId): Promise<Transfers> {
  const { rows } = await pool.query<Record<string, unknown> & { sentAt: Date; receivedAt: Date | null }>({
    name: 'read-transfers',
    text: `select t.id, t.from_branch as from, t.to_branch as to, t.sent_at as "sentAt", t.sent_by as "sentBy", t.note,
                  t.received_at as "receivedAt", t.received_by as "receivedBy",
                  (select json_agg(json_build_object('place', place, 'name', name, 'unit', unit, 'quantity', quantity,
                                                     'received', received, 'expiresOn', expires_on) order by place)
                     from transfer_line where transfer_id = t.id) as lines
             from (select * from transfer where from_branch = $1 union select * from transfer where to_branch = $1) t
            order by t.received_at is not null, t.sent_at desc limit ${most}`,
    values: [branchId],
  });
  return transfersSchema.parse({
    transfers: rows.map((row) => ({
      ...row,
      lines: row['lines'] ?? [],
      sentAt: row.sentAt.toISOString(),
      receivedAt: row.receivedAt?.toISOString() ?? null,
    })),
  });
}
