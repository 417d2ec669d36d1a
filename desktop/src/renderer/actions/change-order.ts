import type { OrderType } from '@galley/shared/domain/menu.ts';
import { nextEdit, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import { taxesFor } from '@galley/shared/domain/pricing.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { openOrder } from './open-order.ts';
import type { Till } from './till.ts';

/** Changes what an order is for. Another type has other taxes, so the taxes of its lines are picked anew [M6]. */
export async function changeOrder(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly type?: OrderType | undefined;
    readonly table?: string | null | undefined;
    readonly guests?: number | undefined;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.orders, db.products, db.taxes], async () => {
    const found = await openOrder(db, args.orderId);
    if (!found.ok) return found;
    const order = found.value;
    const type = args.type ?? order.type;
    const edits = nextEdit(order);
    const changed = {
      ...order,
      edits,
      type,
      table: args.table === undefined ? order.table : args.table,
      guests: args.guests ?? order.guests,
      lines: type === order.type ? order.lines : await retaxed(db, order.lines, type, edits),
      ahead: true,
    };
    await db.orders.put(changed);
    return ok(changed);
  });
}

async function retaxed(
  db: GalleyDatabase,
  lines: readonly OrderLine[],
  type: OrderType,
  edits: number,
): Promise<OrderLine[]> {
  const products = await db.products.bulkGet(lines.map((line) => line.productId));
  const taxes = await db.taxes.toArray();
  return lines.map((line, index) => {
    const product = products[index];
    // A product that left the menu keeps the taxes it was sold with; nobody pays for what is void.
    if (!product || line.kitchen.state === 'voided') return line;
    return { ...line, taxes: taxesFor(product, taxes, type), edits };
  });
}
