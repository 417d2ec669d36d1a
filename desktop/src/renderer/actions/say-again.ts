import { orderHeadSchema } from '@galley/shared/domain/order.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { isMutationName, type MutationName, mutations } from '@galley/shared/wire/mutations.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { traceOf } from '../db/held.ts';
import type { OutboxRow } from '../db/rows.ts';
import { toldLines } from './tell-order.ts';

export type Replacement = { readonly type: string; readonly version: number; readonly data: unknown };

/**
 * The same fact once more, in the present format, from the till's own rows instead of the text that the server could not
 * read [S14]. Refused when the rows are gone or unreadable as well.
 */
export async function sayAgain(db: GalleyDatabase, entry: OutboxRow): Promise<Result<Replacement>> {
  const { name } = entry;
  if (!isMutationName(name)) return gone();
  const { version, data: schema } = mutations[name];
  const data = schema.safeParse(await fromRows(db, name, entry));
  return data.success ? ok({ type: name, version, data: data.data }) : gone();
}

function gone(): Result<never> {
  return refuse(
    'rowsGone',
    'What this entry was about is not on this till any more, so it cannot be sent afresh. A manager can set it aside.',
  );
}

/** The tables that it reads. */
export function tablesOfFacts(db: GalleyDatabase) {
  return [
    db.sales, db.refunds, db.orders, db.tickets, db.shifts, db.cashMovements, db.zReports, db.punches, db.customers,
  ]; // prettier-ignore
}

async function fromRows(db: GalleyDatabase, name: MutationName, entry: OutboxRow): Promise<unknown> {
  const { data } = traceOf(entry);
  switch (name) {
    case 'openShift':
      return { shift: data.shift && (await db.shifts.get(data.shift.id)) };
    case 'completeSale': {
      const sale = data.sale && (await db.sales.get(data.sale.id));
      const order = sale && (await db.orders.get(sale.orderId));
      if (!sale || !order) return null;
      const tickets = await ticketsOf(db, order.id, ['fire'], sale.paidAt);
      return { sale, order: orderHeadSchema.parse(order), round: order.rounds, tickets };
    }
    case 'refundSale':
      return { refund: data.refund && (await db.refunds.get(data.refund.id)) };
    case 'moveCash':
    case 'adjustTip':
      return { movement: data.movement && (await db.cashMovements.get(data.movement.id)) };
    case 'closeShift':
      return { report: data.report && (await db.zReports.get(data.report.id)) };
    case 'punchClock':
      return { punch: data.punch && (await db.punches.get(data.punch.id)) };
    case 'saveCustomer':
      return { customer: data.customer && (await db.customers.get(data.customer.id)) };
    case 'sendToKitchen':
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'assignLine':
    case 'printBill': {
      const order = data.order && (await db.orders.get(data.order.id));
      if (!order) return null;
      const tickets = await ticketsOf(db, order.id, ticketKinds[name], entry.recordedAt);
      const sends = name === 'sendToKitchen' || name === 'printBill';
      const onTickets = new Set(tickets.flatMap((ticket) => ticket.lines.map(({ lineId }) => lineId)));
      const said = toldLines(order.lines).filter(({ id, stationId, addedAt, edits }) => {
        if (edits !== undefined || onTickets.has(id)) return true;
        // Lines that nobody cooks are on no ticket; telling one of an earlier round once more changes nothing.
        return sends && stationId === null && addedAt <= entry.recordedAt;
      });
      // That it was sold is told by its sale.
      const lines = said.map(({ sold: _sold, ...line }) => line);
      // A round that was told already is never told back.
      return { order: orderHeadSchema.parse(order), round: tickets[0]?.round ?? 0, lines, tickets };
    }
    case 'voidLine': {
      const order = data.orderId && (await db.orders.get(data.orderId));
      if (!order) return null;
      const tickets = await ticketsOf(db, order.id, ['void'], entry.recordedAt);
      return { orderId: order.id, line: order.lines.find(({ id }) => id === data.line?.id), tickets };
    }
    case 'sendReceipt': // the guest is asked once more
    case 'setAvailability': // said once more, it would speak of another moment
    case 'markTicket': // the ticket is further by now
    case 'moveLines':
      return null; // both orders have gone on since; a manager sets it aside
    case 'recordWaste':
    case 'countStock': // the shelf has been touched since
    case 'takeOnlineOrder':
    case 'refuseOnlineOrder':
    case 'markOnlineOrder': // the order is further by now
    case 'requestPayment':
    case 'cancelPayment': // the guest has gone
      return null;
    case 'resolve':
      return null; // a decision is taken once more, not said once more
    case 'note':
      return null; // nothing but its own text says what it was
  }
}

/** The tickets that each of them makes. */
const ticketKinds = {
  sendToKitchen: ['fire'],
  printBill: ['fire'],
  changeOrder: ['move'],
  fireCourse: ['course'],
  assignLine: ['change', 'course'],
  closeOrder: [],
} as const;

/** An action gives its tickets and its entry the same time. */
async function ticketsOf(
  db: GalleyDatabase,
  orderId: string,
  kinds: readonly Ticket['kind'][],
  at: string,
): Promise<Ticket[]> {
  return db.tickets
    .where('orderId')
    .equals(orderId)
    .filter((ticket) => kinds.includes(ticket.kind) && ticket.at === at)
    .sortBy('part');
}
