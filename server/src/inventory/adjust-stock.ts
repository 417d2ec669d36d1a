import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import { flagsOfShort } from './flags-of-short.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** So much more or less than the books say, for a reason in words. */
export function adjustStock({ stock }: InventoryBooks, message: MessageOf<'adjustStock'>): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, lines } = data;
  if (!stock.begins(sourceId)) return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  stock.write(paperOf(message));
  const moved = lines.flatMap(({ productId, quantity: by }) => {
    return stock.move({ branchId, productId, by, at, reason: 'ADJUSTMENT', sourceId }) ?? [];
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags: flagsOfShort(moved) };
}
