import { saleMovements } from '@galley/shared/domain/stock.ts';
import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import { flagsOfShort } from './flags-of-short.ts';
import { flagsOf, type MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** Thrown away: of a dish that has a recipe what it was made of, like a sale. */
export function recordWaste(books: InventoryBooks, message: MessageOf<'recordWaste'>): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, lines } = data;
  if (!books.stock.begins(sourceId))
    return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  books.stock.write(paperOf(message));
  const moved = [...saleMovements(lines, books.recipes.at(branchId, at))].flatMap(([productId, by]) => {
    const lotIds = lines.flatMap((line) => (line.productId === productId ? (line.lotId ?? []) : []));
    return books.stock.move({ branchId, productId, by, at, reason: 'WASTE', sourceId, lotIds }) ?? [];
  });
  return {
    event: 'stockMoved',
    data: stockMoved(moved),
    flags: [...flagsOf(message), ...flagsOfShort(moved)],
  };
}
