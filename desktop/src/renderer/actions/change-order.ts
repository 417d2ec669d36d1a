import { moveNotices } from '@galley/shared/domain/kitchen-notices.ts';
import type { OrderType } from '@galley/shared/domain/menu.ts';
import type { Customer } from '@galley/shared/domain/customer.ts';
import { linesHere, nextEdit, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { taxesFor } from '@galley/shared/domain/pricing.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { moveNeed } from '@galley/shared/wire/needs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import { readPlace } from './record-mutation.ts';
import { saveCustomer } from './save-customer.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { isTold, tellOrder, toldLines } from './tell-order.ts';
import type { Till } from './till.ts';

/**
 * Changes what an order is for, or takes it to another table, of which the kitchen hears if it cooks for it. Another type
 * has other taxes, so the taxes of its lines are picked anew [M6].
 */
export async function changeOrder(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly type?: OrderType | undefined;
    readonly table?: string | null | undefined;
    readonly guests?: number | undefined;
    /** Null: nobody in particular; undefined: as before. */
    readonly customer?: Customer | null | undefined;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [...kitchenTables(db), db.products, db.taxes, db.customers], async () => {
    const secret = refuseCardNumber(args.table);
    if (secret) return secret;
    const said = args.customer;
    const guest = said ? await saveCustomer(till, { ...args, customer: said }) : ok(said);
    if (!guest.ok) return guest;
    const place = await readPlace(till);
    if (!place.ok) return place;
    const found = await openOrder(db, args.orderId);
    if (!found.ok) return found;
    const order = found.value;
    const type = args.type ?? order.type;
    const edits = nextEdit(order);
    const { customer: known, ...rest } = order;
    const now = guest.value === undefined ? known : guest.value;
    const changed = {
      ...rest,
      ...(now && { customer: now }),
      edits,
      type,
      table: args.table === undefined ? order.table : args.table,
      guests: args.guests ?? order.guests,
      lines: type === order.type ? order.lines : await retaxed(db, order.lines, type, edits),
      ahead: true,
    };
    const here = linesHere(changed);
    const stations = await stationsOf(db, here);
    const by = await nameOf(db, args.staffId);
    const tickets = moveNotices(order, changed, here, stations, by, place.value.at, till.ids);
    const refusal = tickets.length > 0 && (await checkRight(db, args, moveNeed));
    if (refusal) return refusal;
    await db.orders.put(changed);
    if (!isTold(order) && !isTold(changed)) return ok(changed);
    await tellKitchen(db, tickets, stations);
    const lines = toldLines(here).filter((line) => line.edits === edits);
    const { staffId, approval } = args;
    await tellOrder(till, place.value, {
      name: 'changeOrder',
      order: changed,
      lines,
      tickets,
      staffId,
      approval,
    });
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
