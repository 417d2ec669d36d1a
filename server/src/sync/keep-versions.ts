import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Change } from '@galley/shared/wire/changes.ts';

/** Notes who made these versions; it belongs before they are published, which has to come last. */
export async function keepVersions(
  tx: PoolClient,
  branchId: BranchId,
  by: string,
  changes: readonly Change[],
): Promise<void> {
  await tx.query(
    `insert into menu_edit (branch_id, entity, id, revision, by, data)
     select $1, entity, id, revision, $2, data
       from json_to_recordset($3) as c(entity text, id uuid, revision int, data text)`,
    [
      branchId,
      by,
      JSON.stringify(
        changes.map(({ entity, id, revision, data }) => ({
          entity,
          id,
          revision,
          data: data && JSON.stringify(data),
        })),
      ),
    ],
  );
}
