import type { PoolClient } from 'pg';
import { paymentsOf } from '@galley/shared/domain/payment.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;

/** One row a tender, less the change given from it. */
export async function saleCompleted(tx: PoolClient, event: SaleCompleted): Promise<Answer> {
  const payments = paymentsOf(event.data.sale);
  await tx.query({
    name: 'insert-payments',
    text: `insert into payment (tender_id, sale_id, branch_id, kind, amount, reference, paid_at)
      select p.tender_id, $1, $2, p.kind, p.amount, p.reference, $3
        from unnest($4::uuid[], $5::text[], $6::bigint[], $7::text[]) as p(tender_id, kind, amount, reference)
      on conflict (tender_id) do nothing`,
    values: [
      event.data.sale.id,
      event.branchId,
      event.data.sale.paidAt,
      payments.map((payment) => payment.tenderId),
      payments.map((payment) => payment.kind),
      payments.map((payment) => payment.amount),
      payments.map((payment) => payment.reference),
    ],
  });
  return { event: 'paymentsRecorded', data: { payments }, flags: [] };
}
