import type { Pool, PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type Change, entities, type Entity, type EntityName } from '@galley/shared/wire/changes.ts';
import { inTransaction } from '../db/transaction.ts';
import { menuEntitySchema } from '@galley/shared/wire/menu.ts';
import { changeOfEntity, keepOfficeChanges } from './audit-office.ts';
import { keepVersions } from './keep-versions.ts';
import { publish } from './publish.ts';
import { tellInventory } from './tell-inventory.ts';

/** An entity as it should be from now on. */
export type Put = {
  readonly [N in EntityName]: { readonly entity: N; readonly id: string; readonly data: Entity<N> | null };
}[EntityName];

const changesPerVersion = 200;

/**
 * Sets entities of a branch (menu, printers, staff) and tells the feed; what is so already stays untouched.
 * Returns how many changed.
 */
export async function putEntities(pool: Pool, branchId: BranchId, puts: readonly Put[]): Promise<number> {
  return inTransaction(pool, async (tx) => (await putEntitiesIn(tx, branchId, puts)).length);
}

/**
 * The same as the last thing of a transaction; answers what changed, or, without `write`, what would. Whoever says `by`
 * whom has it in the audit log, and the versions of the menu kept.
 */
export async function putEntitiesIn(
  tx: PoolClient,
  branchId: BranchId,
  puts: readonly Put[],
  { by = null, write = true }: { readonly by?: string | null; readonly write?: boolean } = {},
): Promise<Change[]> {
  const { rows } = await tx.query<{ entity: string; id: string; revision: number; data: string | null }>(
    `select entity, id, revision, data from change
      where branch_id = $1 and (entity, id) in (select * from unnest($2::text[], $3::uuid[])) order by entity, id for update`,
    [branchId, puts.map((put) => put.entity), puts.map((put) => put.id)],
  );
  const known = new Map(rows.map((row) => [`${row.entity}.${row.id}`, row]));
  const changes = puts.flatMap((put): Change[] => {
    const before = known.get(`${put.entity}.${put.id}`);
    // Through the schema, so that the same state is always the same text.
    const data = put.data === null ? null : entities[put.entity].parse(put.data);
    if (before && before.data === (data === null ? null : JSON.stringify(data))) return [];
    // The schema is the one of this entity, so the pair stays a Change.
    return [{ entity: put.entity, id: put.id, revision: (before?.revision ?? 0) + 1, data } as Change];
  });
  if (!write) return changes;
  if (by !== null) {
    const isMenu = ({ entity }: Change) => menuEntitySchema.safeParse(entity).success;
    await keepVersions(tx, branchId, by, changes.filter(isMenu));
    await keepOfficeChanges(
      tx,
      { branchId, name: by },
      changes.map((change) => {
        const before = known.get(`${change.entity}.${change.id}`)?.data ?? null;
        return changeOfEntity(change.entity, before === null ? null : JSON.parse(before), change.data);
      }),
    );
  }
  await tellInventory(
    tx,
    branchId,
    by ?? 'Galley',
    changes.map(({ entity, id, revision, data }) => ({
      id,
      revision,
      before: known.get(`${entity}.${id}`)?.data ?? null,
      data: entity === 'product' ? data : undefined,
    })),
  );
  const sets = [];
  for (let start = 0; start < changes.length; start += changesPerVersion) {
    sets.push({ branchId, changes: changes.slice(start, start + changesPerVersion) });
  }
  await publish(tx, sets);
  return changes;
}
