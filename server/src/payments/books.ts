import type { PoolClient } from 'pg';
import type { Payment } from '@galley/shared/domain/payment.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';

/** The payments that a batch records. */
export class PaymentBooks {
  readonly #rows: object[] = [];

  add(branchId: BranchId, sale: Pick<Sale, 'id' | 'paidAt'>, payments: readonly Payment[]): void {
    for (const { tenderId, kind, amount, reference } of payments) {
      this.#rows.push({
        tender_id: tenderId,
        sale_id: sale.id,
        branch_id: branchId,
        kind,
        amount,
        reference,
        paid_at: sale.paidAt,
      });
    }
  }

  save(tx: PoolClient): Promise<void> {
    return insertRows(tx, 'payment', this.#rows, 'on conflict (tender_id) do nothing');
  }
}
