import { quantity } from '@galley/shared/values/quantity.ts';
import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import { flagsOfShort } from './flags-of-short.ts';
import type { Goods } from './lots.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** Goods leave for another branch, each lot with its cost and its day; until they are received they are in transit. */
export function sendTransfer(
  { stock, transfers }: InventoryBooks,
  message: MessageOf<'sendTransfer'>,
): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, lines, to } = data;
  if (!stock.begins(sourceId)) return { event: 'stockMoved', data: { levels: [], movements: [] }, flags: [] };
  stock.write(paperOf(message, to));
  const sent = lines.flatMap(({ productId, quantity: by }) => {
    const level = stock.levelOf(branchId, productId);
    const moved = stock.move({
      branchId,
      productId,
      by: quantity(0 - by),
      at,
      reason: 'TRANSFER_OUT',
      sourceId,
    });
    return level && moved ? [{ productId, name: level.name, unit: level.unit, by, moved }] : [];
  });
  transfers.send(
    branchId,
    data,
    sent.flatMap(({ productId, name, unit, by, moved }) =>
      piecesOf(by, moved.taken).map((piece) => ({ ...piece, productId, name, unit })),
    ),
  );
  const moved = sent.map((each) => each.moved);
  return { event: 'stockMoved', data: stockMoved(moved), flags: flagsOfShort(moved) };
}

/** The lots that were taken; what nobody knew to be there travels too, at no known cost. */
function piecesOf(by: number, taken: readonly Goods[]): Goods[] {
  const unknown = by - taken.reduce((sum, piece) => sum + piece.quantity, 0);
  return unknown > 0 ? [...taken, { quantity: unknown, cost: 0, expiresOn: null }] : [...taken];
}
