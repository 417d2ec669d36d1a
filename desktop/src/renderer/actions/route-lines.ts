import { type RoutePlace, routeOf } from '@galley/shared/domain/routing.ts';
import type { OrderHead, OrderLine } from '@galley/shared/domain/order.ts';
import type { GalleyDatabase } from '../db/database.ts';

/** What `routeLines` reads. */
export function routingTables(db: GalleyDatabase) {
  return [db.branches, db.products, db.floorTables];
}

/**
 * Gives each line that the kitchen does not have the station that the branch's rules give it where the order is now:
 * its type and its table may have changed since it was added. A product that left the menu stays where it was.
 */
export async function routeLines(
  db: GalleyDatabase,
  order: Pick<OrderHead, 'type' | 'table'>,
  lines: readonly OrderLine[],
): Promise<OrderLine[]> {
  const routing = (await db.branches.toCollection().first())?.routing;
  if (!routing) return [...lines];
  const table = await db.floorTables.filter(({ name }) => name === order.table).first();
  const place: RoutePlace = { orderType: order.type, area: table?.area ?? null };
  const products = await db.products.bulkGet(lines.map((line) => line.productId));
  return lines.map((line, index) => {
    const product = products[index];
    if (!product || line.kitchen.state !== 'unsent') return line;
    return { ...line, stationId: routeOf(product, place, routing).stationId };
  });
}
