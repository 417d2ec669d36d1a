import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant, instantSchema } from '@galley/shared/values/time.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import {
  type HeldRecord,
  heldRecordSchema,
  type ResolutionAnswer,
  type ResolutionRequest,
} from '@galley/shared/wire/resolutions.ts';
import { inTransaction } from '../db/transaction.ts';
import { keepOfficeChanges } from './audit-office.ts';
import { isOpenQuarantine } from './branch-health.ts';
import { lockMutations } from './drive-again.ts';
import { publish } from './publish.ts';
import { readJson } from './read-mutation.ts';
import { keepResolution, setAside, tryAgain } from './resolve.ts';
import { settlementChange, settlementColumns, type SettledRow } from './settlement.ts';

/**
 * What an account of the office decides about a record of any till of the branch [S14]: at once, because the log is here.
 * Kept and told as a till's decision is: with who, when and why, in the audit log, and through the feed. Runs as the
 * server, because the log is nothing that a request may change; the branch is the session's.
 */
export function resolveInOffice(
  pool: Pool,
  table: MutationTable,
  account: { readonly accountId: string; readonly name: string; readonly branchId: BranchId },
  { mutationId, how, reason }: ResolutionRequest,
): Promise<ResolutionAnswer> {
  const { branchId } = account;
  return inTransaction(pool, async (tx) => {
    const [target] = await lockMutations(tx, 'm.id = $1 and m.branch_id = $2', [mutationId, branchId]);
    const flag =
      how === 'setAside' ? setAside(target) : await tryAgain(tx, table, target, target?.body ?? '');
    if (flag?.code === 'nothingToResolve') return { outcome: 'nothingToResolve', cause: '' };
    const outcome = flag ? 'stillQuarantined' : 'done';
    const decision = { id: uuidv7(), branchId, mutationId, how, reason, by: account.accountId };
    await keepResolution(tx, { ...decision, at: instant(Date.now()) }, outcome);
    await keepOfficeChanges(tx, account, [{ kind: 'decision', what: how, reason, changes: [] }]);
    await tellSettled(tx, branchId, mutationId);
    return { outcome, cause: String(flag?.detail['cause'] ?? '') };
  });
}

/** What is driven again is told when its workers have answered. */
async function tellSettled(tx: PoolClient, branchId: BranchId, mutationId: string): Promise<void> {
  const { rows } = await tx.query<SettledRow>(
    `update mutation m set revision = m.revision + 1 where m.id = $1 and m.state <> 'stored' returning ${settlementColumns}`,
    [mutationId],
  );
  await publish(tx, [{ branchId, changes: rows.map(settlementChange) }]);
}

const mostHeld = 200;
const saidSchema = z.object({
  type: z.string().catch(''),
  occurredAt: instantSchema.nullable().catch(null),
});

/** What of a branch's log a person may have to decide about, the newest first. The newest of each kind are read, and no others. */
export async function readHeldRecords(tx: PoolClient, branchId: BranchId): Promise<HeldRecord[]> {
  const newest = `order by id desc limit ${mostHeld}`;
  const { rows } = await tx.query<{ id: string; number: number; body: string }>(
    `select id, number, body from (
       (select id, number, body from mutation where branch_id = $1 and flags <> '[]' ${newest})
       union all
       (select id, number, body from mutation m where branch_id = $1 and flags = '[]' and ${isOpenQuarantine} ${newest})) as held
      ${newest}`,
    [branchId],
  );
  return rows.map(({ id, number, body }) => {
    const said = saidSchema.safeParse(readJson(body)).data;
    const { type: name = '', occurredAt = null } = said ?? {};
    return heldRecordSchema.parse({ mutationId: id, number, name, occurredAt, body });
  });
}
