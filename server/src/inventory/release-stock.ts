import type { Answer } from '../messaging/answer.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';

/** The order will not be paid: others may have what it held. */
export function releaseStock(
  { reservations }: InventoryBooks,
  { branchId, data }: MessageOf<'releaseStock'>,
): Answer {
  reservations.release(data.reservationId, branchId);
  return { event: 'stockReleased', data: { reservationId: data.reservationId }, flags: [] };
}
