import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import { flagsOf, type MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** What is there at a moment; the difference to the books is a movement, and may be none. */
export function countStock({ stock }: InventoryBooks, message: MessageOf<'countStock'>): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, lines } = data;
  const flags = flagsOf(message);
  if (!stock.begins(sourceId)) return { event: 'stockMoved', data: { levels: [], movements: [] }, flags };
  stock.write(paperOf(message));
  const moved = lines.flatMap(({ productId, counted, at: lookedAt = at }) => {
    return stock.count({ branchId, productId, counted, at: lookedAt, sourceId }) ?? [];
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags };
}
