import { type Availability, leftOf } from '@galley/shared/domain/availability.ts';
import type { OrderLine } from '@galley/shared/domain/order.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import type { GalleyDatabase } from './database.ts';

/** Tables that it reads, for a transaction that asks. */
export function leftTables(db: GalleyDatabase) {
  return [db.availability, db.orders, db.sales];
}

/** What is left of the products that somebody has limited; the others are not in it. */
export async function readLeft(
  db: GalleyDatabase,
  productIds?: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, Quantity>> {
  const said = productIds
    ? (await db.availability.bulkGet([...productIds])).filter((row) => row !== undefined)
    : await db.availability.toArray();
  const limited = said.filter(({ left }) => left !== null);
  const counted = limited.filter(({ left }) => left !== 0);
  const lines = counted.length === 0 ? [] : await linesSince(db, counted);
  return new Map(
    limited.flatMap((each) => {
      const left = leftOf(each, lines);
      return left === null ? [] : [[each.productId, left] as const];
    }),
  );
}

/** Lines of open orders and of the sales made since the oldest of these was said. */
async function linesSince(db: GalleyDatabase, said: readonly Availability[]): Promise<OrderLine[]> {
  const since = said.map(({ at }) => at).sort()[0] ?? '';
  const [orders, sales] = await Promise.all([
    db.orders.where('status').equals('open').toArray(),
    db.sales.where('paidAt').above(since).toArray(),
  ]);
  return [...orders, ...sales].flatMap(({ lines }) => lines);
}
