import type { Pool, PoolClient } from 'pg';
import { zReportSchema } from '@galley/shared/domain/z-report.ts';
import { type BranchId, uuidFrom } from '@galley/shared/values/ids.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import { inTransaction } from '../db/transaction.ts';
import { queueMail } from './queue-mail.ts';
import { readRecipients } from './recipients.ts';
import { summaryLetter } from './templates/summary.ts';

/** Tills are closed one after the other: what closes within it goes into the same summary. */
const quiet = '10 minutes';

/**
 * A day is over when all its shifts that are known here are closed: its summary is due some minutes later. A shift that is
 * opened meanwhile puts it off; one that is closed later makes another edition.
 */
export async function noteShift(
  tx: PoolClient,
  event: Extract<Event, { type: 'shiftOpened' | 'shiftClosed' }>,
): Promise<void> {
  const shift = event.data.shift.data;
  const report = event.type === 'shiftClosed' ? JSON.stringify(event.data.report) : null;
  // Whichever comes first: a Z is never taken back by the opening of its shift.
  await tx.query(
    `insert into day_shift (shift_id, branch_id, business_day, report) values ($1, $2, $3, $4)
     on conflict (shift_id) do update set report = coalesce(excluded.report, day_shift.report)`,
    [shift.id, event.branchId, shift.businessDay, report],
  );
  await tx.query(
    `insert into day_summary (branch_id, business_day, due_at)
     select $1, $2, case when bool_and(report is not null) then now() + $3::interval end
       from day_shift where branch_id = $1 and business_day = $2
     on conflict (branch_id, business_day) do update set due_at = excluded.due_at`,
    [event.branchId, shift.businessDay, quiet],
  );
}

/** Writes the summaries whose time has come: one mail a recipient. */
export function writeDueSummaries(pool: Pool): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ branchId: BranchId; day: string; edition: number }>(
      `update day_summary set due_at = null, editions = editions + 1
        where (branch_id, business_day) in (
              select branch_id, business_day from day_summary where due_at <= now() for update skip locked limit 20)
       returning branch_id as "branchId", business_day as day, editions as edition`,
    );
    for (const due of rows) await writeSummary(tx, due);
  });
}

async function writeSummary(
  tx: PoolClient,
  { branchId, day, edition }: { readonly branchId: BranchId; readonly day: string; readonly edition: number },
): Promise<void> {
  const settings = await readRecipients(tx, branchId);
  if (!settings || settings.summaryTo.length === 0) return;
  const { rows } = await tx.query<{ report: string }>(
    'select report from day_shift where branch_id = $1 and business_day = $2 and report is not null',
    [branchId, day],
  );
  const reports = rows.map((row) => zReportSchema.parse(JSON.parse(row.report)));
  const letter = summaryLetter(day, reports, settings.paper, edition);
  for (const recipient of settings.summaryTo) {
    const id = uuidFrom(`summary ${edition} of ${day} of ${branchId} to ${recipient}`);
    await queueMail(tx, { ...letter, id, branchId, kind: 'summary', recipient });
  }
}
