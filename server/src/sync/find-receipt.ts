import type { Pool, PoolClient } from 'pg';
import { saleSchema } from '@galley/shared/domain/sale.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { inOrganisation } from '../db/organisation.ts';
import { feedColumns, type FeedRow, type Reader, rowToJson } from './feed-rows.ts';

/** As the indexes of the migration `office_queries` have them; the first of its name in a sale or a refund is its own. */
const receiptNumber = `substring(data from '"receiptNumber":"([^"]+)"')`;
const refundOf = `substring(data from '"saleId":"([^"]+)"')`;

/**
 * The sale with this number or id and every refund of it, as changes of the feed in JSON. Their ids are looked up as the
 * server, for the reader's own branch: under row-level security PostgreSQL uses no index on what a function makes of a text.
 */
export async function findReceipt(
  pool: Pool,
  { branchId, role, organisationId }: Reader,
  { number, id }: { readonly number?: string | undefined; readonly id?: string | undefined },
): Promise<string[]> {
  if (!scopes[role].includes('sale')) return [];
  const saleIds =
    id === undefined
      ? await idsOf(pool, `entity = 'sale' and ${receiptNumber} = $2 limit 1`, [branchId, number])
      : [id];
  const sale = await inOrganisation(pool, organisationId, (tx) => readRows(tx, branchId, 'sale', saleIds));
  const [found] = sale;
  if (!found) return [];
  const refunded = refundedIdsOf(branchId, named.parse(JSON.parse(found.data ?? '')));
  const refundIds = await idsOf(pool, `entity = 'refund' and ${refundOf} = any($2)`, [branchId, refunded]);
  const refunds = await inOrganisation(pool, organisationId, (tx) =>
    readRows(tx, branchId, 'refund', refundIds),
  );
  return [found, ...refunds].map((row) => rowToJson(row, role));
}

async function idsOf(pool: Pool, which: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from change where branch_id = $1 and ${which}`,
    [...values],
  );
  return rows.map(({ id }) => id);
}

async function readRows(
  tx: PoolClient,
  branchId: BranchId,
  entity: string,
  ids: readonly string[],
): Promise<FeedRow[]> {
  const { rows } = await tx.query<FeedRow>(
    `select ${feedColumns} from change where branch_id = $1 and entity = $2 and id = any($3::uuid[]) and data is not null`,
    [branchId, entity, ids],
  );
  return rows;
}
const named = saleSchema.pick({ id: true, receiptNumber: true });
