import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** Each line is a lot of its own. What comes first begins to be kept in stock; a shortage is repaid first [S16]. */
export function receiveGoods({ stock }: InventoryBooks, message: MessageOf<'receiveGoods'>): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, lines, supplier } = data;
  if (!stock.begins(sourceId)) return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  stock.write(paperOf(message, supplier));
  const moved = lines.flatMap(({ productId, quantity: by, cost, expiresOn }) => {
    return stock.move({ branchId, productId, by, at, reason: 'PURCHASE', sourceId, cost, expiresOn }) ?? [];
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags: [] };
}
