import type { Sale } from '@galley/shared/domain/sale.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** The latest sales that this till knows of, its own and the branch's, newest first. */
export async function readRecentSales(db: GalleyDatabase, limit: number): Promise<Sale[]> {
  return db.sales.orderBy('paidAt').reverse().limit(limit).toArray();
}
