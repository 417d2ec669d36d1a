import { lateLines, type OrderLine } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { OrderRow } from '../db/rows.ts';

/**
 * The order if it can still be changed: paid is terminal, one that is closed is over [S15], and what is paid in parts is
 * what was ordered [M10].
 */
export async function openOrder(db: GalleyDatabase, orderId: OrderId): Promise<Result<OrderRow>> {
  const order = await unpaidOrder(db, orderId);
  if (!order.ok || !order.value.parts) return order;
  return refuse(
    'paidInParts',
    `A part of order ${order.value.number} is paid. Take the rest, and begin a new order for more.`,
  );
}

/** The order if it can still be changed, or if it is paid and all of these lines came too late to be on its bill. */
export async function openOrLate(
  db: GalleyDatabase,
  orderId: OrderId,
  lineIds: readonly LineId[],
): Promise<Result<OrderRow>> {
  const order = await db.orders.get(orderId);
  const late = order ? lateLines(order).map(({ id }) => id) : [];
  const areLate = lineIds.length > 0 && lineIds.every((id) => late.includes(id));
  return order && areLate ? ok(order) : openOrder(db, orderId);
}

/** The order if there is something left to pay. */
export async function unpaidOrder(db: GalleyDatabase, orderId: OrderId): Promise<Result<OrderRow>> {
  const order = await db.orders.get(orderId);
  if (!order) return refuse('unknownOrder', 'This order is not on this till.');
  if (order.status === 'paid') return refuse('alreadyPaid', `Order ${order.number} is paid already.`);
  if (order.status === 'closed') return refuse('closedAlready', `Order ${order.number} is closed.`);
  return ok(order);
}

/** A line that only this till knows: it may still be changed or taken out without telling anyone [P8]. */
export function unsentLine(order: OrderRow, lineId: LineId): Result<OrderLine> {
  const line = order.lines.find((each) => each.id === lineId);
  if (!line) return refuse('unknownLine', `Order ${order.number} has no such line.`);
  if (line.kitchen.state === 'unsent') return ok(line);
  return refuse('kitchenHasIt', `${line.name} went to the kitchen already. Void it and say why.`);
}
