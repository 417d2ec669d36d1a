import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Change } from '@galley/shared/wire/changes.ts';
import { isLasting } from '@galley/shared/wire/lasting.ts';

/** Changes that get one version, because a reader must see all of them or none [S20]. */
export type ChangeSet = { readonly branchId: BranchId; readonly changes: readonly Change[] };

/**
 * Puts changes into the feed. It numbers them by the branch's counter row, and must be the LAST statement of its
 * transaction: the row's lock is then held from numbering to commit, so no version can ever appear behind a reader's
 * cursor [S19]. Keeps only the newest state of an entity; an older revision changes nothing.
 * Returns the new head of each branch.
 */
export async function publish(
  tx: PoolClient,
  sets: readonly ChangeSet[],
): Promise<{ branchId: BranchId; head: number }[]> {
  const counts = new Map<BranchId, number>();
  const rows = new Map<string, readonly [string, number, string, string, number, string | null, boolean]>();
  for (const set of sets) {
    if (set.changes.length === 0) continue;
    const offset = (counts.get(set.branchId) ?? 0) + 1;
    counts.set(set.branchId, offset);
    for (const change of set.changes) {
      const key = `${set.branchId}.${change.entity}.${change.id}`;
      const earlier = rows.get(key);
      if (earlier && earlier[4] > change.revision) continue;
      const data = change.data === null ? null : JSON.stringify(change.data);
      rows.set(key, [
        set.branchId,
        offset,
        change.entity,
        change.id,
        change.revision,
        data,
        isLasting(change),
      ]);
    }
  }
  if (rows.size === 0) return [];
  const branchIds = [...counts.keys()].sort();
  const all = [...rows.values()];
  const column = (index: 0 | 1 | 2 | 3 | 4 | 5 | 6) => all.map((row) => row[index]);
  const { rows: heads } = await tx.query<{ id: BranchId; head: string }>({
    name: 'publish',
    text: `with counted as (
       select * from unnest($1::uuid[], $2::bigint[]) as c(branch_id, count)),
     numbered as (
       update branch set head = head + counted.count from counted where branch.id = counted.branch_id
       returning branch.id, branch.head, branch.head - counted.count as base),
     stored as (
       insert into change (branch_id, version, entity, id, revision, data, lasting)
       select c.branch_id, numbered.base + c.place, c.entity, c.id, c.revision, c.data, c.lasting
         from unnest($3::uuid[], $4::int[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::boolean[])
              as c(branch_id, place, entity, id, revision, data, lasting)
         join numbered on numbered.id = c.branch_id
       on conflict (branch_id, entity, id) do update
         set version = excluded.version, revision = excluded.revision, data = excluded.data,
             lasting = excluded.lasting
         where change.revision < excluded.revision)
     select id, head::text from numbered`,
    values: [
      branchIds,
      branchIds.map((id) => counts.get(id)),
      column(0),
      column(1),
      column(2),
      column(3),
      column(4),
      column(5),
      column(6),
    ],
  });
  return heads.map((row) => ({ branchId: row.id, head: Number(row.head) }));
}
