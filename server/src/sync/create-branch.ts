import type { Branch, Till } from '@galley/shared/domain/branch.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { SyncDatabase } from '../db/open.ts';
import { defaultFloor } from './default-floor.ts';
import { putEntities } from './put-entities.ts';

/**
 * Makes the branch, and its organisation by name, if they are not there yet; its feed begins with itself. A new branch
 * gets a floor plan to begin with.
 */
export async function createBranch(db: SyncDatabase, organisation: string, branch: Branch): Promise<void> {
  const { id, name } = branch;
  await db.prisma.organisation.upsert({
    where: { id: branch.organisationId },
    create: { id: branch.organisationId, name: organisation },
    update: {},
  });
  const isNew = (await db.prisma.branch.count({ where: { id } })) === 0;
  await db.prisma.branch.upsert({
    where: { id },
    create: { id, name, organisationId: branch.organisationId },
    update: { name },
  });
  // What the office has set since is not taken back.
  if (isNew) await putEntities(db.pool, id, [{ entity: 'branch', id, data: branch }, ...defaultFloor(id)]);
}

/** Makes a till, not yet enrolled, if it is not there; its code is unique in the branch. */
export async function createTill(db: SyncDatabase, branchId: Branch['id'], till: Till): Promise<TillId> {
  const { id, code } = till;
  await db.prisma.till.upsert({ where: { id }, create: { id, code, branchId }, update: { code } });
  await putEntities(db.pool, branchId, [{ entity: 'till', id, data: till }]);
  return id;
}
