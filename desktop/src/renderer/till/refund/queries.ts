import type { Sale } from '@galley/shared/domain/sale.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** The products of a sale that are counted in stock: what comes back of them can be sold again. */
export async function readStocked(db: GalleyDatabase, sale: Sale): Promise<ReadonlySet<string>> {
  const products = await db.products.bulkGet(sale.lines.map((line) => line.productId));
  return new Set(products.flatMap((product) => (product?.stocked ? [product.id] : [])));
}
