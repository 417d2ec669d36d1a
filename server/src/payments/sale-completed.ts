import { paymentsOf } from '@galley/shared/domain/payment.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;

/** One row a tender, less the change given from it. */
export function saleCompleted(books: PaymentBooks, event: SaleCompleted): Answer {
  const payments = paymentsOf(event.data.sale);
  const reconciliation = books.add(event.branchId, event.data.sale.shiftId, payments);
  return { event: 'paymentsRecorded', data: { payments, reconciliation }, flags: [] };
}
