import { refundPaymentsOf } from '@galley/shared/domain/refund.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

export type SaleRefunded = Extract<Event, { type: 'saleRefunded' }>;

/** One row a tender, below zero: the payments of a sale always sum to what was kept of it. */
export function saleRefunded(books: PaymentBooks, event: SaleRefunded): Answer {
  const payments = refundPaymentsOf(event.data.refund);
  const reconciliation = books.add(event.branchId, event.data.refund.shiftId, payments);
  return { event: 'paymentsRecorded', data: { payments, reconciliation }, flags: [] };
}
