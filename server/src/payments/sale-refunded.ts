import { refundPaymentsOf } from '@galley/shared/domain/refund.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

export type SaleRefunded = Extract<Event, { type: 'saleRefunded' }>;

/**
 * One row a tender, below zero: the payments of a sale always sum to what was kept of it. What the gateway took is on its
 * way back from here on.
 */
export function saleRefunded(books: PaymentBooks, event: SaleRefunded): Answer {
  const { refund } = event.data;
  const payments = refundPaymentsOf(refund);
  const reconciliation = books.add(event.branchId, refund.shiftId, payments);
  const intents = refund.tenders
    .map((tender) => books.intents.giveBack(tender))
    .filter((news) => news !== null);
  const data = { payments, reconciliation, ...(intents.length > 0 && { intents }) };
  return { event: 'paymentsRecorded', data, flags: [] };
}
