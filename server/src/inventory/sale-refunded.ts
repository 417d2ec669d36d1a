import { refundMovements } from '@galley/shared/domain/stock.ts';
import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import type { SaleRefunded } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';

/** What goes back to the shelf repays the shortage first; what was eaten or spoilt moves nothing [S16] [S17]. */
export function saleRefunded({ stock, recipes }: InventoryBooks, { branchId, data }: SaleRefunded): Answer {
  const { id: sourceId, lines, refundedAt: at } = data.refund;
  if (!stock.begins(sourceId)) return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  const movements = refundMovements(lines, recipes.at(branchId, at));
  const moved = [...movements].flatMap(([productId, by]) => {
    return stock.move({ branchId, productId, by, at, reason: 'REFUND', sourceId }) ?? [];
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags: [] };
}
