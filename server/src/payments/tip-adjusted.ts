import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

export type TipAdjusted = Extract<Event, { type: 'tipAdjusted' }>;

/** A tip is no payment, so none is recorded: the shift's tips are other ones from here on. */
export function tipAdjusted(books: PaymentBooks, { branchId, data }: TipAdjusted): Answer {
  const reconciliation = books.adjustTip(branchId, data.movement);
  return { event: 'paymentsRecorded', data: { payments: [], reconciliation }, flags: [] };
}
