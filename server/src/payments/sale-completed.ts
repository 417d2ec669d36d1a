import { paymentsOf } from '@galley/shared/domain/payment.ts';
import { add, noMoney } from '@galley/shared/values/money.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';
import type { IntentNews } from './intent-books.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;

/** One row a tender, less the change given from it; what the gateway took is held against its intent. */
export function saleCompleted(books: PaymentBooks, event: SaleCompleted): Answer {
  const { sale } = event.data;
  const payments = paymentsOf(sale);
  const reconciliation = books.add(event.branchId, sale.shiftId, payments);
  const intents: IntentNews[] = [];
  const flags: Flag[] = [];
  for (const { intentId, amount, tip } of sale.tenders) {
    if (intentId === undefined) continue;
    const due = add(amount, tip?.amount ?? noMoney);
    const { covered, news } = books.intents.use(intentId, sale.id, due);
    if (news) intents.push(news);
    if (!covered) flags.push({ code: 'notAuthorised', detail: { amount: due } });
  }
  const data = { payments, reconciliation, ...(intents.length > 0 && { intents }) };
  return { event: 'paymentsRecorded', data, flags };
}
