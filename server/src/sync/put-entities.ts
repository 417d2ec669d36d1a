import type { Pool } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type Change, entities, type Entity, type EntityName } from '@galley/shared/wire/changes.ts';
import { inTransaction } from '../db/transaction.ts';
import { publish } from './publish.ts';

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
  return inTransaction(pool, async (tx) => {
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
    const sets = [];
    for (let start = 0; start < changes.length; start += changesPerVersion) {
      sets.push({ branchId, changes: changes.slice(start, start + changesPerVersion) });
    }
    await publish(tx, sets);
    return changes.length;
  });
}
