import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { typedSaleId } from '@galley/shared/domain/typed-refund.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { readReceiptNumber } from '@galley/shared/wire/receipt-search.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** The products of a sale that are counted in stock: what comes back of them can be sold again. */
export async function readStocked(db: GalleyDatabase, sale: Sale): Promise<ReadonlySet<string>> {
  const products = await db.products.bulkGet(sale.lines.map((line) => line.productId));
  return new Set(products.flatMap((product) => (product?.stocked ? [product.id] : [])));
}

/** What was given back on the word of this number before, as far as it is known here. */
export async function readTypedBefore(
  db: GalleyDatabase,
  branchId: BranchId,
  typed: string,
): Promise<Refund[]> {
  const number = readReceiptNumber(typed);
  return number === null ? [] : db.refunds.where('saleId').equals(typedSaleId(branchId, number)).toArray();
}
