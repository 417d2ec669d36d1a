import type { PoolClient } from 'pg';
import { type MailPaper, mailPaperSchema } from '@galley/shared/wire/mail.ts';
import type { Email } from '@galley/shared/values/email.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Event } from '@galley/shared/wire/events.ts';

/** Somebody in the office said who gets the summary of each day. */
export async function keepRecipients(
  tx: PoolClient,
  { branchId, data }: Extract<Event, { type: 'summaryRecipientsSet' }>,
): Promise<void> {
  await tx.query(
    `insert into branch_mail (branch_id, summary_to, paper) values ($1, $2, $3)
     on conflict (branch_id) do update set summary_to = excluded.summary_to, paper = excluded.paper`,
    [branchId, data.summaryTo, JSON.stringify(data.paper)],
  );
}

/** Null: nobody has said anything yet. */
export async function readRecipients(
  tx: PoolClient,
  branchId: BranchId,
): Promise<{ readonly summaryTo: readonly Email[]; readonly paper: MailPaper } | null> {
  const { rows } = await tx.query<{ summaryTo: Email[]; paper: string }>(
    `select summary_to as "summaryTo", paper from branch_mail where branch_id = $1`,
    [branchId],
  );
  const [row] = rows;
  return row ? { summaryTo: row.summaryTo, paper: mailPaperSchema.parse(JSON.parse(row.paper)) } : null;
}
