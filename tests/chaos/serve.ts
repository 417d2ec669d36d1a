import { linesHere, liveLines, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { type Till, TillRefused } from '../contract/till.ts';

/** Few products, and few pieces of some, so that tills meet in them. */
export const products = [
  'Prawn malai curry',
  'Shorshe ilish সর্ষে ইলিশ',
  'Borhani',
  'Mixed grill platter',
  'Cola 250 ml',
  'Cake from the shelf',
] as const;

/** An order from first tap to payment. Answers the sale that the person saw paid. */
export async function sellOne(till: Till, pick: number): Promise<Sale> {
  const order = await till.order({
    type: pick % 3 ? 'takeaway' : 'dineIn',
    table: null,
    guests: pick % 4,
  });
  for (let index = 0; index <= pick % 3; index += 1) {
    await till.add(order, product(pick + index), { count: (pick % 2) + 1 });
  }
  return till.pay(order, tendersOf(pick));
}

/** The next thing that somebody does at an order that is open; opens one if there are few. Answers a sale if one was paid. */
export async function serve(till: Till, pick: number): Promise<Sale | null> {
  const orders = await openOrders(till);
  const order = orders[pick % Math.max(orders.length, 4)];
  if (!order) {
    const type = pick % 2 ? 'dineIn' : 'takeaway';
    await till.add(await till.order({ type, table: `${pick % 9}`, guests: 2 }), product(pick));
    return null;
  }
  const unsent = linesIn(order, 'unsent');
  const sent = linesIn(order, 'sent');
  const [anUnsent, aSent] = [unsent[pick % unsent.length], sent[pick % sent.length]];
  const deed = pick % 11;
  if (deed < 3) await till.add(order, product(pick), { count: (pick % 3) + 1 });
  else if (deed < 6 && unsent.some((line) => line.stationId !== null)) await till.send(order);
  else if (deed === 6 && anUnsent) await till.changeQuantity(order, anUnsent, pieces((pick % 4) + 1));
  else if (deed === 7 && anUnsent) await till.remove(order, anUnsent);
  else if (deed === 8 && aSent) await till.void(order, aSent, `reason ${pick}`);
  else if (deed === 9 && order.rounds === 0) await till.changeOrder(order, { table: `${pick % 9}` });
  else if (unsent.length + sent.length > 0) return till.pay(order, tendersOf(pick));
  return null;
}

/** Guests change tables, pay apart or sit down with others: an item or all of an order goes to another one, or to a new one. */
export async function moveSome(till: Till, pick: number): Promise<void> {
  const orders = await openOrders(till);
  const [from, other] = [orders[pick % orders.length], orders[(pick + 1) % orders.length]];
  const line = from && liveLines(from)[pick % liveLines(from).length];
  if (!from || !line) return;
  const to =
    other && other.id !== from.id && pick % 3 ? other : { type: from.type, table: `${pick % 9}`, guests: 1 };
  await till.move(from, pick % 2 ? [line] : 'all', to).catch(forgiveRefusal);
}

/** All or a piece of a sale that this till knows, whoever made it; that another one gives it back as well, only the server can see [S17]. */
export async function giveBack(till: Till, pick: number): Promise<void> {
  const sales = await till.db.sales.orderBy('id').reverse().limit(12).toArray();
  const sale = sales[pick % sales.length];
  const line = sale?.lines[pick % sale.lines.length];
  if (!sale || !line) return;
  const piece = [{ lineId: line.id, quantity: pieces(1), amount: null, restock: pick % 2 === 0 }];
  await till.refund(sale, pick % 3 === 0 ? undefined : piece).catch(forgiveRefusal);
}

/** Change is fetched, the safe is fed, or the drawer is only opened. */
export async function moveCash(till: Till, pick: number): Promise<void> {
  const kind = (['in', 'out', 'drop', 'noSale'] as const)[pick % 4] ?? 'in';
  await till.moveCash(kind, kind === 'noSale' ? 0 : (pick % 500) + 1).catch(forgiveRefusal);
}

/** Counts the drawer, closes the shift by its Z and opens the next one; now and then something is missing. */
export async function endShift(till: Till, pick: number): Promise<void> {
  await till.closeShift(pick % 4 === 0 ? 100 : 0).catch(forgiveRefusal);
  await till.openShift().catch(forgiveRefusal);
}

/** Stands in every fact that nobody can read, and in no other. */
export const unreadable = 'what nobody can read';

export async function openOrders(till: Till): Promise<Order[]> {
  return till.db.orders.where('status').equals('open').sortBy('id');
}

/** Most pay in exact cash; some hand over a large note and get change. */
function tendersOf(pick: number): Omit<Tender, 'id'>[] | undefined {
  return pick % 4 ? undefined : [{ kind: 'cash', amount: money(1_000_000), reference: null }];
}

function product(pick: number): string {
  return products[pick % products.length] ?? products[0];
}

function linesIn(order: Order, state: OrderLine['kitchen']['state']): OrderLine[] {
  return linesHere(order).filter((line) => line.kitchen.state === state);
}

/** What the till says no to is no fault: the feed was faster than the hand, or there is no shift yet. */
export function forgiveRefusal(fault: unknown): null {
  if (fault instanceof TillRefused) return null;
  throw fault;
}
