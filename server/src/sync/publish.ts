import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Change } from '@galley/shared/wire/changes.ts';
import { isLasting } from '@galley/shared/wire/lasting.ts';

/** Changes that get one version, because a reader must see all of them or none [S20]. */
export type ChangeSet = { readonly branchId: BranchId; readonly changes: readonly Change[] };

type Row = {
  readonly branch_id: BranchId;
  /** Which of the branch's new versions it belongs to, from 1. */
  readonly place: number;
  readonly entity: string;
  readonly id: string;
  readonly revision: number;
  readonly data: string | null;
  readonly lasting: boolean;
};

/**
 * Puts changes into the feed. It numbers them by the branch's counter row, and must be the LAST statement of its
 * transaction: the row's lock is then held from numbering to commit, so no version can ever appear behind a reader's
 * cursor [S19]. Keeps only the newest state of an entity; an older revision changes nothing.
 * Returns the new head of each branch.
 */
export function publish(
  tx: PoolClient,
  sets: readonly ChangeSet[],
): Promise<{ branchId: BranchId; head: number }[]> {
  const counts = new Map<BranchId, number>();
  const rows = new Map<string, Row>();
  for (const { branchId, changes } of sets) {
    if (changes.length === 0) continue;
    const place = (counts.get(branchId) ?? 0) + 1;
    counts.set(branchId, place);
    for (const change of changes) {
      const { entity, id, revision } = change;
      const key = `${branchId}.${entity}.${id}`;
      if ((rows.get(key)?.revision ?? 0) > revision) continue;
      const data = change.data === null ? null : JSON.stringify(change.data);
      rows.set(key, { branch_id: branchId, place, entity, id, revision, data, lasting: isLasting(change) });
    }
  }
  if (rows.size === 0) return Promise.resolve([]);
  const branches = [...counts].map(([id, count]) => ({ id, count }));
  const published = tx.query<{ id: BranchId; head: string }>({
    name: 'publish',
    text: `with counted as (
       select * from json_to_recordset($1) as c(id uuid, count bigint) order by id),
     numbered as (
       update branch set head = head + counted.count from counted where branch.id = counted.id
       returning branch.id, branch.head, branch.head - counted.count as base),
     stored as (
       insert into change (branch_id, version, entity, id, revision, data, lasting)
       select c.branch_id, numbered.base + c.place, c.entity, c.id, c.revision, c.data, c.lasting
         from json_to_recordset($2) as c(branch_id uuid, place int, entity text, id uuid, revision int, data text, lasting boolean)
         join numbered on numbered.id = c.branch_id
       on conflict (branch_id, entity, id) do update
         set version = excluded.version, revision = excluded.revision, data = excluded.data,
             lasting = excluded.lasting
         where change.revision < excluded.revision)
     select id, head::text from numbered`,
    values: [JSON.stringify(branches), JSON.stringify([...rows.values()])],
  });
  return published.then(({ rows: heads }) =>
    heads.map((row) => ({ branchId: row.id, head: Number(row.head) })),
  );
}
