import type { PoolClient } from 'pg';
import type { BranchId, TillId } from '@galley/shared/values/ids.ts';

/**
 * Shuts a till of the branch out, or lets it in again; false: there is no such till. Whatever it recorded is still stored,
 * flagged from now on; it reads nothing from its next token on, and codes made for it are void [S9].
 */
export async function setDisabled(
  tx: PoolClient,
  branchId: BranchId,
  tillId: TillId,
  disabled: boolean,
): Promise<boolean> {
  const { rowCount } = await tx.query('update till set disabled = $3 where id = $1 and branch_id = $2', [
    tillId,
    branchId,
    disabled,
  ]);
  if (disabled && rowCount === 1) {
    await tx.query('delete from enrolment_code where till_id = $1 and used_at is null', [tillId]);
  }
  return rowCount === 1;
}

/** Whether a till of the branch is disabled; null: there is no such till. Locks it until the transaction ends. */
export async function isDisabled(
  tx: PoolClient,
  branchId: BranchId,
  tillId: TillId,
): Promise<boolean | null> {
  const { rows } = await tx.query<{ disabled: boolean }>(
    'select disabled from till where id = $1 and branch_id = $2 for update',
    [tillId, branchId],
  );
  return rows[0]?.disabled ?? null;
}
