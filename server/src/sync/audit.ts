import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import {
  type AuditPage,
  type AuditEntry,
  auditEntrySchema,
  type AuditLine,
} from '@galley/shared/wire/audit.ts';
import type { Mutation } from '@galley/shared/wire/mutations.ts';
import { insertRows } from '../db/rows.ts';

/** A line of the audit log with whose mutation left it. */
export type Audited = { readonly mutation: Mutation; readonly line: AuditLine };

/** Kept for ever, beside the log and not in it: the log forgets what is settled and old. Said twice it stands once. */
export function keepAudit(tx: PoolClient, audited: readonly Audited[]): Promise<unknown> {
  const rows = audited.map(({ mutation, line }) => ({
    id: mutation.id,
    branch_id: mutation.branchId,
    till_id: mutation.tillId,
    staff_id: mutation.staffId,
    occurred_at: mutation.occurredAt,
    ...line,
    approval: mutation.approval ? JSON.stringify(mutation.approval) : null,
  }));
  return insertRows(tx, 'audit', rows, 'on conflict (id) do nothing');
}

const pageSize = 100;

/** Newest first, by the ids of the mutations, which grow with time; `before` is where the page before ended. */
export async function readAudit(
  tx: PoolClient,
  branchId: BranchId,
  kind: string | null,
  before: string | null,
): Promise<AuditPage> {
  const { rows } = await tx.query<
    Record<string, unknown> & { approval: string | null; amount: string | null; changes: string | null }
  >(
    `select id, till_id as "tillId", staff_id as "staffId", kind, what, amount, reason, approval, by, changes,
            to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from audit where branch_id = $1 and ($2::text is null or kind = $2) and ($3::uuid is null or id < $3)
      order by id desc limit ${pageSize}`,
    [branchId, kind, before],
  );
  const entries = rows.map((row): AuditEntry =>
    auditEntrySchema.parse({
      ...row,
      amount: row.amount === null ? null : Number(row.amount),
      approval: row.approval === null ? null : JSON.parse(row.approval),
      changes: row.changes === null ? [] : JSON.parse(row.changes),
    }),
  );
  return { entries, next: entries.length === pageSize ? (entries.at(-1)?.id ?? null) : null };
}
