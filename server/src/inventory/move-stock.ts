import type { PoolClient } from 'pg';
import { move, type StockLevel } from '@galley/shared/domain/stock.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';

export type MovementReason = 'SALE' | 'PURCHASE' | 'ADJUSTMENT';
export type Moved = { readonly revision: number; readonly data: StockLevel; readonly short: Quantity };

/**
 * Writes movements and the levels that come of them [S16]. Only products that the branch keeps in stock have a level;
 * `opens` gives a level to those that have none yet (a first delivery). `short` is what a level newly lacks.
 */
export async function moveStock(
  tx: PoolClient,
  change: {
    readonly branchId: BranchId;
    readonly movements: ReadonlyMap<ProductId, Quantity>;
    readonly reason: MovementReason;
    readonly sourceId: string;
    readonly at: string;
    readonly opens: boolean;
  },
): Promise<Moved[]> {
  const productIds = [...change.movements.keys()].sort();
  if (change.opens) {
    await tx.query(
      `insert into level (branch_id, product_id, on_hand, shortage, revision)
       select $1, id, 0, 0, 0 from unnest($2::uuid[]) as id on conflict do nothing`,
      [change.branchId, productIds],
    );
  }
  // Locked in the order of their ids, so that two sales of the same dishes never wait for each other in a circle.
  const { rows } = await tx.query<{
    product_id: ProductId;
    on_hand: string;
    shortage: string;
    revision: number;
  }>({
    name: 'lock-levels',
    text: `select product_id, on_hand, shortage, revision from level
            where branch_id = $1 and product_id = any($2::uuid[]) order by product_id for update`,
    values: [change.branchId, productIds],
  });
  if (rows.length === 0) return [];
  const moved = rows.map((row): Moved => {
    const before = {
      productId: row.product_id,
      onHand: quantity(Number(row.on_hand)),
      shortage: quantity(Number(row.shortage)),
    };
    const data = move(before, change.movements.get(row.product_id) ?? quantity(0));
    const short = quantity(Math.max(data.shortage - before.shortage, 0));
    return { revision: row.revision + 1, data, short };
  });
  await tx.query({
    name: 'save-levels',
    text: `with moved as (
       select * from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) as m(product_id, on_hand, shortage, quantity)),
     noted as (
       insert into movement (branch_id, product_id, quantity, reason, source_id, moved_at)
       select $1, product_id, quantity, $6, $7, $8 from moved)
     update level set on_hand = moved.on_hand, shortage = moved.shortage, revision = level.revision + 1
       from moved where level.branch_id = $1 and level.product_id = moved.product_id`,
    values: [
      change.branchId,
      moved.map((each) => each.data.productId),
      moved.map((each) => each.data.onHand),
      moved.map((each) => each.data.shortage),
      moved.map((each) => change.movements.get(each.data.productId) ?? 0),
      change.reason,
      change.sourceId,
      change.at,
    ],
  });
  return moved;
}
