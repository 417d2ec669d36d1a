import type { StockLevel } from '@galley/shared/domain/stock.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Till } from './till.ts';

/**
 * Somebody who counts has found so much of it (`null`: was mistaken), or one more (`add`). It is kept with its moment,
 * because guests go on eating while somebody counts; it is a fact only when the whole count is written down.
 */
export function noteCount(
  { db, now }: Till,
  {
    productId,
    ...found
  }: { readonly productId: ProductId } & ({ readonly counted: Quantity | null } | { readonly add: Quantity }),
): Promise<Result<null>> {
  return db.transaction('rw', [db.counted, db.stock], async () => {
    const before = await db.counted.get(productId);
    const counted = 'add' in found ? quantity((before?.counted ?? 0) + found.add) : found.counted;
    if (counted !== null && counted < 0) return refuse('nothing', 'Nothing or more can be found.');
    if (counted === null) await db.counted.delete(productId);
    else {
      const believed = balanceOf(await db.stock.get(productId));
      await db.counted.put({ productId, counted, at: instant(now()), believed });
    }
    return ok(null);
  });
}

/** What there is, below zero where more was sold than there was. */
export function balanceOf(level: Pick<StockLevel, 'onHand' | 'shortage'> | undefined): Quantity {
  return quantity((level?.onHand ?? 0) - (level?.shortage ?? 0));
}
