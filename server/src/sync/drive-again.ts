import type { PoolClient } from 'pg';
import { type BranchId, type MutationId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Hash } from '@galley/shared/values/hash.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { keepAudit } from './audit.ts';
import { crewFor, flagsOfNeeds } from './crew.ts';
import { type Dismissed, dismissedStaff } from './dismissed-staff.ts';
import { commandHead } from './command-text.ts';
import { readMutation, type ReadMutation } from './read-mutation.ts';

/** A mutation of the log and whose it is. */
export type StoredMutation = {
  readonly id: MutationId;
  readonly till_id: TillId;
  readonly branch_id: BranchId;
  readonly incarnation: number;
  readonly number: number;
  readonly body: string;
  readonly hash: Hash;
  readonly state: string;
  readonly flagged: boolean;
  readonly disabled: boolean;
  readonly dismissed: Dismissed;
};

/** Locks mutations until commit. `which` is SQL about the mutation `m`. */
export async function lockMutations(
  tx: PoolClient,
  which: string,
  values: readonly unknown[],
): Promise<StoredMutation[]> {
  const { rows } = await tx.query<StoredMutation>(
    `select m.id, m.till_id, m.branch_id, m.incarnation, m.number, m.body, m.hash, m.state,
            m.flags <> '[]' as flagged, t.disabled,
            ${dismissedStaff('m.branch_id')} as dismissed
       from mutation m join till t on t.id = m.till_id where ${which} for update of m`,
    [...values],
  );
  return rows;
}

/** Reads it with present knowledge: its own bytes, or those that a person put in their place. */
export function readAgain(table: MutationTable, stored: StoredMutation, body = stored.body): ReadMutation {
  const { till_id: id, branch_id: branchId, disabled, dismissed } = stored;
  const till = { id, branchId, disabled, dismissed };
  return readMutation(table, { ...stored, body }, till, stored.incarnation);
}

/**
 * Sends a quarantined mutation to its worker once more, as if it had just come: under a new message id, because the
 * worker may know the first one, and outside the till's line, where its turn is long gone. Flags stay: a service that has
 * booked it already does not tell them again. The caller holds the row.
 */
export async function driveAgain(
  tx: PoolClient,
  { id, branch_id: branchId }: Pick<StoredMutation, 'id' | 'branch_id'>,
  read: Extract<ReadMutation, { ok: true }>['value'],
  body: string,
): Promise<void> {
  await keepAudit(tx, read.audited);
  const crew = await crewFor(tx, branchId, read.needs);
  await tx.query(
    `update mutation set state = 'stored', cause = '', cause_code = '', awaiting = $2, drives = 0,
            drive_at = now() + interval '30 s' where id = $1`,
    [id, read.settledBy],
  );
  await tx.query(
    `insert into outbox (message_id, cause_id, subject, payload)
     select id, cause_id, subject, ${commandHead} || coalesce(present, body) || '}'
       from json_to_record($1) as c(id uuid, cause_id uuid, subject text, turn int, flags text, body text, present text)`,
    [
      JSON.stringify({
        id: uuidv7(),
        cause_id: id,
        subject: read.subject,
        flags: JSON.stringify([...read.flags, ...flagsOfNeeds(crew, read.needs)]),
        body,
        present: read.present,
      }),
    ],
  );
}
