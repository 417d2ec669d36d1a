import type { saleMovements } from '@galley/shared/domain/stock.ts';
import { move } from '@galley/shared/domain/stock.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import type { GalleyDatabase } from '../db/database.ts';

/** What this till knows of the stock moves at once; the feed's count, when it comes, is the right one [S16]. */
export async function moveStock(
  db: GalleyDatabase,
  movements: ReturnType<typeof saleMovements>,
): Promise<void> {
  const products = await db.products.bulkGet([...movements.keys()]);
  const stocked = products.filter((product) => product?.stocked).flatMap((product) => product?.id ?? []);
  if (stocked.length === 0) return;
  const levels = await db.stock.bulkGet(stocked);
  await db.stock.bulkPut(
    stocked.map((productId, index) => {
      const level = levels[index] ?? {
        productId,
        onHand: quantity(0),
        shortage: quantity(0),
        revision: 0,
        version: 0,
      };
      return { ...level, ...move(level, movements.get(productId) ?? quantity(0)) };
    }),
  );
}
