import type { PoolClient } from 'pg';
import type { Payment } from '@galley/shared/domain/payment.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';

/** The payments that a batch records. */
export class PaymentBooks {
  readonly #rows: object[] = [];

  add(branchId: BranchId, payments: readonly Payment[]): void {
    for (const { tenderId, saleId, kind, amount, reference, paidAt } of payments) {
      this.#rows.push({
        tender_id: tenderId,
        sale_id: saleId,
        branch_id: branchId,
        kind,
        amount,
        reference,
        paid_at: paidAt,
      });
    }
  }

  save(tx: PoolClient): Promise<void> {
    return insertRows(tx, 'payment', this.#rows, 'on conflict (tender_id) do nothing');
  }
}
