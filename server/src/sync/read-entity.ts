import type { Pool, PoolClient } from 'pg';
import { entities, type Entity, type EntityName } from '@galley/shared/wire/changes.ts';
import { must } from '@galley/shared/values/must.ts';

/** The state of an entity that the feed is known to hold. */
export async function readEntity<N extends EntityName>(
  db: Pool | PoolClient,
  branchId: string,
  name: N,
  id: string,
): Promise<Entity<N>> {
  const { rows } = await db.query<{ data: string | null }>(
    'select data from change where branch_id = $1 and entity = $2 and id = $3',
    [branchId, name, id],
  );
  const data: unknown = JSON.parse(must(rows[0]?.data, `the feed holds ${name} ${id}`));
  // The table of entities pairs each name with its schema; TypeScript cannot follow that through a generic index.
  return entities[name].parse(data) as Entity<N>;
}
