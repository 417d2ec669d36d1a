import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';

/** All refunds of a sale that are known here, also those of tills that knew its number only; the first one first. */
export async function refundsOf(
  db: GalleyDatabase,
  sale: Pick<Sale, 'id' | 'receiptNumber'>,
): Promise<Refund[]> {
  const identity = await readMeta(db, 'identity');
  const ids = identity ? refundedIdsOf(identity.branchId, sale) : [sale.id];
  return db.refunds.where('saleId').anyOf(ids).sortBy('refundedAt');
}
