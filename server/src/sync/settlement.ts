import type { MutationId, StaffId, TillId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Change, Settlement } from '@galley/shared/wire/changes.ts';

/** What the log knows of a mutation that is settled: a row of `settlementColumns`. */
export type SettledRow = {
  readonly id: MutationId;
  readonly till_id: TillId;
  readonly state: string;
  readonly revision: number;
  readonly flags: Settlement['flags'];
  readonly cause: string;
  readonly resolution: {
    how: 'retry' | 'repair' | 'setAside';
    reason: string;
    by: StaffId;
    at: string;
    account: string | null;
  } | null;
};

/** Of a mutation `m`, with the last thing a person decided about it. */
export const settlementColumns = `m.id, m.till_id, m.state, m.revision, m.flags, m.cause,
  (select json_build_object('how', r.how, 'reason', r.reason, 'by', r.staff_id, 'at', r.decided_at,
                            'account', (select name from office_account where id = r.staff_id))
     from resolution r where r.id = m.resolution_id) as resolution`;

/** What the feed tells the till of its mutation; the newest revision is what holds. */
export function settlementChange(row: SettledRow): Change {
  const data: Settlement = {
    mutationId: row.id,
    tillId: row.till_id,
    verdict: row.state === 'quarantined' ? 'quarantined' : row.flags.length > 0 ? 'flagged' : 'applied',
    flags: row.flags,
    cause: row.cause,
    resolution: row.resolution && told(row.resolution),
  };
  return { entity: 'settlement', id: row.id, revision: row.revision, data };
}

function told({ account, at, ...rest }: NonNullable<SettledRow['resolution']>): Settlement['resolution'] {
  return { ...rest, at: instant(Date.parse(at)), ...(account !== null && { account }) };
}

/** No worker will ever answer for what could not be read, so it is settled as it is stored [S14]. */
export function quarantinedAtTheDoor(id: MutationId, tillId: TillId, cause: string): Change {
  const row = { id, till_id: tillId, state: 'quarantined', revision: 1, flags: [], cause, resolution: null };
  return settlementChange(row);
}
