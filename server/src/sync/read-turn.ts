import type { Pool } from 'pg';
import { branchSchema } from '@galley/shared/domain/branch.ts';
import type { BranchUpdates } from '@galley/shared/domain/update-gate.ts';
import { branchIdSchema } from '@galley/shared/values/ids.ts';

/** Which turn a branch has asked for with updates; whoever is no branch has asked for none. */
export async function readTurn(pool: Pool, branch: string): Promise<BranchUpdates['turn']> {
  const id = branchIdSchema.safeParse(branch);
  if (!id.success) return undefined;
  const { rows } = await pool.query<{ data: string | null }>(
    "select data from change where branch_id = $1 and entity = 'branch' and id = $1",
    [id.data],
  );
  const data = rows[0]?.data;
  return data ? branchSchema.parse(JSON.parse(data)).updates?.turn : undefined;
}
