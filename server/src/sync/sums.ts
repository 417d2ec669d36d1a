import type { PoolClient } from 'pg';
import type { Cursor, EntityName } from '@galley/shared/wire/changes.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import type { BucketSum, SumsAnswer } from '@galley/shared/wire/sums.ts';
import type { Reader } from './feed-rows.ts';
import { whyResnapshot } from './why-resnapshot.ts';

type Row = { head: string; retained: string; entity: EntityName | null; count: string; sum: string };

/** As `addToSum` of the wire counts; a property test holds the two together. */
const term = `('x' || right(id::text, 8))::bit(32)::bigint * (version % 1048576 + 1)`;

/** What the rows of each bucket come to at the newest version; head and sums from one statement, so from one snapshot [S23]. */
export async function readSums(
  tx: PoolClient,
  epoch: string,
  reader: Reader,
  cursor: Cursor,
  floor: number,
): Promise<SumsAnswer> {
  const { rows } = await tx.query<Row>({
    name: 'read-sums',
    text: `select b.head::text, b.retained::text, s.entity, s.count::text, s.sum::text
             from branch b left join lateral (
               select entity, count(*) as count, sum(term) % 4503599627370496 as sum from (
                 select entity, ${term} as term from change
                  where branch_id = b.id and lasting and entity = any($2)
                 union all
                 select entity, ${term} from change
                  where branch_id = b.id and version > $3 and not lasting and data is not null and entity = any($2)
               ) terms group by entity) s on true
            where b.id = $1`,
    values: [reader.branchId, scopes[reader.role], floor],
  });
  const head = Number(rows[0]?.head ?? 0);
  const reason = whyResnapshot(cursor, reader, { epoch, head, retained: Number(rows[0]?.retained ?? 0) });
  if (reason !== null) return { kind: 'mustResnapshot', reason };
  const sums: Partial<Record<EntityName, BucketSum>> = {};
  for (const { entity, count, sum } of rows) {
    if (entity !== null) sums[entity] = { count: Number(count), sum: Number(sum) };
  }
  return { kind: 'sums', cursor: { ...cursor, version: head }, sums };
}
