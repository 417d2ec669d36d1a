import type { PoolClient } from 'pg';
import {
  type Crew,
  type Doer,
  isAllowed,
  type Need,
  rightsSchema,
} from '@galley/shared/domain/permissions.ts';
import { staffSchema } from '@galley/shared/domain/staff.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';

/** Whoever has to be known to judge these needs; most mutations have none, and no rights are read. */
export function crewFor(tx: PoolClient, branchId: BranchId, needs: readonly Need[]): Promise<Crew> {
  return needs.length === 0 ? Promise.resolve({ staff: [], rights: [] }) : readCrew(tx, branchId);
}

/** The people and rights of a branch, as its feed knows them now. */
export async function readCrew(tx: PoolClient, branchId: BranchId): Promise<Crew> {
  const { rows } = await tx.query<{ entity: string; data: string }>({
    name: 'read-crew',
    text: `select entity, data from change where branch_id = $1 and entity in ('staff', 'rights') and data is not null`,
    values: [branchId],
  });
  const of = (entity: string) =>
    rows.filter((row) => row.entity === entity).map((row) => JSON.parse(row.data));
  return { staff: staffSchema.array().parse(of('staff')), rights: rightsSchema.array().parse(of('rights')) };
}

/** What nobody was allowed to do, by these rights: it happened, so it is told and not refused [S9] [S14]. */
export function flagsOfNeeds(crew: Crew, needs: readonly (Need & Doer)[]): Flag[] {
  return needs
    .filter((need) => !isAllowed(crew, need, need))
    .map(({ permission, staffId, approval }) => ({
      code: 'notAllowed',
      detail: {
        permission,
        by: nameOf(crew, staffId),
        ...(approval && { approvedBy: nameOf(crew, approval.staffId) || approval.name }),
      },
    }));
}

function nameOf({ staff }: Crew, staffId: Doer['staffId']): string {
  return staff.find(({ id }) => id === staffId)?.name ?? '';
}
