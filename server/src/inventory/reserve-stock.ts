import { saleMovements } from '@galley/shared/domain/stock.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Answer } from '../messaging/answer.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';

/**
 * Holds what an order will take, all of it or nothing; what is not kept in stock is always there. Asked again for the
 * same order it answers the same.
 */
export function reserveStock(books: InventoryBooks, message: MessageOf<'reserveStock'>): Answer {
  const { branchId, data } = message;
  const { reservationId, expiresAt } = data;
  const known = books.reservations.find(reservationId);
  if (known?.state === 'released') {
    return { event: 'stockRefused', data: { refusal: { code: 'released', reservationId } }, flags: [] };
  }
  if (known) return { event: 'stockReserved', data: { reservationId, expiresAt }, flags: [] };
  const movements = saleMovements(data.lines, books.recipes.at(branchId, instant(Date.now())));
  const wanted = [...movements].flatMap(([productId, by]) => {
    const level = books.stock.levelOf(branchId, productId);
    if (!level) return [];
    const left = Math.max(level.data.onHand - books.reservations.heldOf(branchId, productId), 0);
    return [{ productId, name: level.name, wanted: quantity(0 - by), left: quantity(left) }];
  });
  const lines = wanted.filter((line) => line.left < line.wanted);
  if (lines.length > 0) {
    const refusal = { code: 'notEnough' as const, reservationId, lines };
    return { event: 'stockRefused', data: { refusal }, flags: [] };
  }
  const held = new Map(wanted.map((line) => [line.productId, line.wanted]));
  books.reservations.hold(reservationId, branchId, expiresAt, held);
  return { event: 'stockReserved', data: { reservationId, expiresAt }, flags: [] };
}
