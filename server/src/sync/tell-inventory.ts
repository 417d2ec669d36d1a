import type { PoolClient } from 'pg';
import { type Product, productSchema } from '@galley/shared/domain/menu.ts';
import { type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { StockItem } from '@galley/shared/wire/stock-requests.ts';
import { askInventory } from './requests.ts';

/** A part of the menu that is being written. `before`: its text; `data`: undefined for what is no product, null takes it off. */
type Written = {
  readonly id: string;
  readonly revision: number;
  readonly before: string | null;
  readonly data: Product | null | undefined;
};

const itemsAtOnce = 500;

/** What the stock has to know of products is told in the transaction that changes them, and only then. */
export async function tellInventory(
  tx: PoolClient,
  branchId: BranchId,
  by: string,
  written: readonly Written[],
): Promise<void> {
  const since = instant(Date.now());
  const items = written.flatMap((each) => itemOf(each, since) ?? []);
  for (let start = 0; start < items.length; start += itemsAtOnce) {
    const asking = { id: uuidv7(), branchId, by };
    await askInventory(tx, asking, 'setItems', { items: items.slice(start, start + itemsAtOnce) });
  }
}

function itemOf({ revision, before, data }: Written, since: Instant): StockItem | null {
  if (data === undefined) return null;
  const known = before === null ? null : productSchema.parse(JSON.parse(before));
  const product = data ?? (known && { ...known, active: false });
  if (!product) return null;
  const item = aboutStock(product);
  if (known && JSON.stringify(aboutStock(known)) === JSON.stringify(item)) return null;
  return { ...item, revision, since };
}

/** What is sold no more may still lie on the shelf: only what is off the menu and not kept in stock is gone for the stock too. */
function aboutStock(product: Product): Omit<StockItem, 'revision' | 'since'> {
  const { id, name, unit = null, stocked, lowAt = null, recipe = null, active } = product;
  return { id, kind: 'product', name, unit, stocked, lowAt, recipe, active: active || stocked };
}
