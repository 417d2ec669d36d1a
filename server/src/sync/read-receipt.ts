import type { Pool } from 'pg';
import type { LocatedSale } from '@galley/shared/wire/sales-office.ts';
import { inOrganisation } from '../db/organisation.ts';
import { feedColumns, type FeedRow, type Reader, rowToJson } from './feed-rows.ts';

/** A sale and what was given back of it, as changes of the feed in JSON; none: the feed has not heard of it yet. */
export async function readReceipt(
  pool: Pool,
  { branchId, organisationId, role }: Reader,
  { saleId, refundIds }: LocatedSale,
): Promise<string[]> {
  const { rows } = await inOrganisation(pool, organisationId, (tx) =>
    tx.query<FeedRow>(
      `select ${feedColumns} from change
        where branch_id = $1 and (entity, id) in (select 'sale', $2::uuid union all select 'refund', unnest($3::uuid[]))
          and data is not null order by entity desc, id`,
      [branchId, saleId, refundIds],
    ),
  );
  return rows[0]?.entity === 'sale' ? rows.map((row) => rowToJson(row, role)) : [];
}
