import { timedSaleMovements } from '@galley/shared/domain/stock.ts';
import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import { flagsOfShort } from './flags-of-short.ts';
import type { SaleCompleted } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';

/**
 * A sale takes what is there; what is not there is booked as a shortage and flagged, never refused [S16]. What was held
 * for its order it takes as well: from now on nothing is held for it.
 */
export function saleCompleted(books: InventoryBooks, { branchId, data }: SaleCompleted): Answer {
  const { sale } = data;
  if (!books.stock.begins(sale.id))
    return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  books.reservations.sell(sale.orderId);
  const movements = timedSaleMovements(sale.lines, (at) => books.recipes.at(branchId, at));
  const moved = [...movements].flatMap(([productId, { by, at }]) => {
    return books.stock.move({ branchId, productId, by, at, reason: 'SALE', sourceId: sale.id }) ?? [];
  });
  const names = new Map(sale.lines.map((line) => [line.productId, line.name]));
  return { event: 'stockMoved', data: stockMoved(moved), flags: flagsOfShort(moved, names) };
}
