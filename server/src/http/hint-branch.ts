import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Api } from './app.ts';

/** That there is something to pull [S22]: the feed has it already. */
export async function hintBranch(api: Api, branchId: BranchId): Promise<void> {
  const { rows } = await api.db.pool.query<{ head: string }>('select head::text from branch where id = $1', [
    branchId,
  ]);
  api.bus.hint(branchId, rows[0]?.head ?? '0');
}
