import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';

/** The sales that paid parts of an order's bill; without one of them nobody can say what is left [M10]. */
export async function partsOf(db: GalleyDatabase, order: Order): Promise<Result<Sale[]>> {
  const sales = await db.sales.bulkGet((order.parts ?? []).map(({ saleId }) => saleId));
  const known = sales.filter((sale) => sale !== undefined);
  if (known.length === sales.length) return ok(known);
  return refuse(
    'partUnknown',
    'A part of this bill was paid at another till, which has not told this one yet. Wait a moment.',
  );
}
