import type { PoolClient } from 'pg';
import { saleSchema } from '@galley/shared/domain/sale.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { feedColumns, type FeedRow, type Reader, rowToJson } from './feed-rows.ts';

/**
 * The sale with this number or id and every refund of it, as changes of the feed in JSON. A sale is found by its text: a
 * guest with an old receipt is rare, and an index would cost every sale.
 */
export async function findReceipt(
  tx: PoolClient,
  { branchId, role }: Reader,
  { number, id }: { readonly number?: string | undefined; readonly id?: string | undefined },
): Promise<string[]> {
  if (!scopes[role].includes('sale')) return [];
  const sale = await tx.query<FeedRow>(
    id === undefined
      ? `select ${feedColumns} from change where branch_id = $1 and entity = 'sale' and strpos(data, $2) > 0 limit 1`
      : `select ${feedColumns} from change where branch_id = $1 and entity = 'sale' and id = $2 and data is not null`,
    [branchId, id ?? `"receiptNumber":"${number ?? ''}"`],
  );
  const [found] = sale.rows;
  if (!found) return [];
  const ids = refundedIdsOf(branchId, named.parse(JSON.parse(found.data ?? '')));
  const refunds = await tx.query<FeedRow>(
    `select ${feedColumns} from change
      where branch_id = $1 and entity = 'refund' and (strpos(data, $2) > 0 or strpos(data, $3) > 0)`,
    [branchId, ...ids.map((id) => `"saleId":"${id}"`)],
  );
  return [found, ...refunds.rows].map((row) => rowToJson(row, role));
}
const named = saleSchema.pick({ id: true, receiptNumber: true });
