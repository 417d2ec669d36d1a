import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { StockItem } from '@galley/shared/wire/stock-requests.ts';

/** What the menu says of these products and ingredients, where it has not said something newer yet. */
export async function keepItems(
  tx: PoolClient,
  items: readonly { readonly branchId: BranchId; readonly item: StockItem }[],
): Promise<void> {
  if (items.length === 0) return;
  // Of an item that comes twice the newest counts: one statement may touch a row only once.
  const newest = new Map<string, object>();
  for (const { branchId, item } of items.toSorted((a, b) => a.item.revision - b.item.revision)) {
    const { id, revision, kind, name, unit, lowAt: low_at, active } = item;
    newest.set(`${branchId}.${id}`, { branch_id: branchId, id, revision, kind, name, unit, low_at, active });
  }
  await tx.query(
    `insert into item select * from json_populate_recordset(null::item, $1)
     on conflict (branch_id, id) do update set revision = excluded.revision, kind = excluded.kind, name = excluded.name,
            unit = excluded.unit, low_at = excluded.low_at, active = excluded.active
      where item.revision < excluded.revision`,
    [JSON.stringify([...newest.values()])],
  );
}

/** From now on these branches keep these in stock. */
export async function openLevels(
  tx: PoolClient,
  products: readonly { readonly branchId: BranchId; readonly productId: string }[],
): Promise<void> {
  if (products.length === 0) return;
  await tx.query(
    `insert into level (branch_id, product_id, on_hand, shortage, revision)
     select distinct branch_id, product_id, 0, 0, 0 from unnest($1::uuid[], $2::uuid[]) as p(branch_id, product_id)
     order by 1, 2 on conflict do nothing`,
    [products.map((each) => each.branchId), products.map((each) => each.productId)],
  );
}
