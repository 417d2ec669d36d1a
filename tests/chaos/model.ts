import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { type MutationData, type MutationName, mutationSchema } from '@galley/shared/wire/mutations.ts';
import type { Fact } from './facts.ts';

/**
 * What must be in the books after these facts, whoever told them, in whatever order: a fold over sets, made without the
 * product's own arithmetic. A fact that is told twice counts once, because everything in it has an id.
 */
export type Expected = {
  readonly shifts: ReadonlyMap<string, number>;
  /** By the shift whose drawer it was; a drop is cash that leaves the drawer. */
  readonly cashMovements: ReadonlyMap<string, { readonly shiftId: string; readonly amount: number }>;
  /** By the shift that they close. */
  readonly zReports: ReadonlyMap<string, string>;
  readonly orders: ReadonlyMap<
    string,
    { readonly paid: boolean; readonly lines: ReadonlyMap<string, number> }
  >;
  readonly tickets: ReadonlySet<string>;
  readonly sales: ReadonlyMap<string, ExpectedSale>;
  readonly refunds: ReadonlyMap<string, ExpectedRefund>;
  readonly payments: ReadonlyMap<string, number>;
  /** Thousandths of each product that went over the counter. */
  readonly sold: ReadonlyMap<string, number>;
  /** Thousandths of each product that came back to the shelf. */
  readonly returned: ReadonlyMap<string, number>;
};
export type ExpectedRefund = {
  readonly tillId: string;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly total: number;
  readonly rounding: number;
};
export type ExpectedSale = {
  readonly tillId: string;
  readonly orderId: string;
  readonly receiptNumber: string;
  readonly total: number;
  readonly rounding: number;
  readonly lines: number;
  readonly productIds: ReadonlySet<string>;
};

/** How far a line has come; it only moves forward [S15]. */
const ranks = { unsent: 0, sent: 1, voided: 2 } as const;

export function expectedOf(facts: Iterable<Fact>): Expected {
  const shifts = new Map<string, number>();
  const cashMovements = new Map<string, { shiftId: string; amount: number }>();
  const zReports = new Map<string, string>();
  const told = new Map<string, { paid: boolean; lines: Set<string> }>();
  const lineRanks = new Map<string, number>();
  /** Where lines were moved: the last move counts, of two that did not know of each other the one to the greater id [S15]. */
  const homes = new Map<string, { moves: number; orderId: string }>();
  /** A line that is paid for stays where it was paid. */
  const soldIn = new Map<string, Set<string>>();
  const tickets = new Set<string>();
  const sales = new Map<string, ExpectedSale>();
  const refunds = new Map<string, ExpectedRefund>();
  const payments = new Map<string, number>();
  const sold = new Map<string, number>();
  const returned = new Map<string, number>();
  for (const { name, body } of facts) {
    const { data } = mutationSchema.parse(JSON.parse(body));
    // The shape of a fact's data is its name's; a fact of another name (poison) is in no books.
    switch (name as MutationName) {
      case 'openShift': {
        const { shift } = data as MutationData<'openShift'>;
        shifts.set(shift.id, shift.float);
        break;
      }
      case 'moveCash': {
        const { id, shiftId, amount } = (data as MutationData<'moveCash'>).movement;
        cashMovements.set(id, { shiftId, amount });
        break;
      }
      case 'closeShift': {
        const { report } = data as MutationData<'closeShift'>;
        zReports.set(report.id, report.shift.id);
        shifts.set(report.shift.id, report.shift.float);
        break;
      }
      case 'sendToKitchen':
      case 'changeOrder':
      case 'closeOrder':
      case 'fireCourse':
      case 'assignLine':
      case 'printBill': {
        const sent = data as MutationData<'sendToKitchen'>; // all of them are an order's head, lines and tickets
        tell(sent.order.id, sent.lines);
        sent.tickets.forEach(({ id }) => tickets.add(id));
        break;
      }
      case 'voidLine': {
        const voided = data as MutationData<'voidLine'>;
        tell(voided.orderId, [voided.line]);
        voided.tickets.forEach(({ id }) => tickets.add(id));
        break;
      }
      case 'moveLines': {
        const moved = data as MutationData<'moveLines'>;
        tell(moved.from.id, moved.lines);
        tell(moved.to.id, moved.lines);
        for (const { id, home } of moved.lines) move(id, home?.moves ?? 0, moved.to.id);
        moved.tickets.forEach(({ id }) => tickets.add(id));
        break;
      }
      case 'completeSale': {
        const { sale, tickets: more } = data as MutationData<'completeSale'>;
        tell(sale.orderId, sale.lines).paid = true;
        for (const { id } of sale.lines) soldIn.set(id, (soldIn.get(id) ?? new Set()).add(sale.orderId));
        more.forEach(({ id }) => tickets.add(id));
        if (!sales.has(sale.id)) sell(sale);
        break;
      }
      case 'refundSale': {
        const { refund } = data as MutationData<'refundSale'>;
        if (!refunds.has(refund.id)) giveBack(refund);
        break;
      }
      case 'markTicket': // says how far a ticket is, and moves nothing
      case 'adjustTip': // no script gives tips
      case 'saveCustomer':
      case 'punchClock': // moves neither money nor goods
      case 'sendReceipt':
      case 'requestPayment': // no script asks a bank, orders online or counts a shelf; server/test does
      case 'cancelPayment':
      case 'takeOnlineOrder':
      case 'markOnlineOrder':
      case 'refuseOnlineOrder':
      case 'recordWaste':
      case 'countStock':
      case 'note':
      case 'setAvailability': // moves neither money nor goods
      case 'resolve': // speaks of other facts, moves nothing itself
    }
  }
  const orders = new Map(
    [...told].map(([orderId, { paid, lines }]) => {
      const here = [...lines].filter((id) => isIn(id, orderId));
      return [orderId, { paid, lines: new Map(here.map((id) => [id, lineRanks.get(id) ?? 0])) }];
    }),
  );
  return { shifts, cashMovements, zReports, orders, tickets, sales, refunds, payments, sold, returned };

  function tell(orderId: string, lines: readonly Pick<Sale['lines'][number], 'id' | 'kitchen'>[]) {
    const order = told.get(orderId) ?? { paid: false, lines: new Set<string>() };
    told.set(orderId, order);
    for (const { id, kitchen } of lines) {
      order.lines.add(id);
      lineRanks.set(id, Math.max(lineRanks.get(id) ?? 0, ranks[kitchen.state]));
    }
    return order;
  }

  function move(lineId: string, moves: number, orderId: string): void {
    const known = homes.get(lineId);
    const isLater = !known || moves > known.moves || (moves === known.moves && orderId > known.orderId);
    if (isLater) homes.set(lineId, { moves, orderId });
  }

  function isIn(lineId: string, orderId: string): boolean {
    const sold = soldIn.get(lineId);
    return sold ? sold.has(orderId) : (homes.get(lineId)?.orderId ?? orderId) === orderId;
  }

  function giveBack(refund: Refund): void {
    const { id, tillId, saleId, receiptNumber } = refund;
    const total = refund.lines.reduce((sum, line) => sum + line.amount, 0);
    const given = refund.tenders.reduce((sum, tender) => sum + tender.amount, 0);
    refunds.set(id, { tillId, saleId, receiptNumber, total, rounding: given - total });
    for (const tender of refund.tenders) payments.set(tender.id, 0 - tender.amount);
    for (const { productId, quantity } of refund.lines.filter(({ restock }) => restock)) {
      returned.set(productId, (returned.get(productId) ?? 0) + quantity);
    }
  }

  function sell(sale: Sale): void {
    const total = totalOf(sale.lines);
    const taken = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0);
    const { id, tillId, orderId, receiptNumber } = sale;
    const productIds = new Set<string>(sale.lines.map((line) => line.productId));
    const rounding = taken - sale.change - total;
    sales.set(id, { tillId, orderId, receiptNumber, total, rounding, lines: sale.lines.length, productIds });
    // Change leaves the drawer from the last cash that came in.
    let change: number = sale.change;
    for (const tender of sale.tenders.toReversed()) {
      const back = tender.kind === 'cash' ? Math.min(change, tender.amount) : 0;
      change -= back;
      payments.set(tender.id, tender.amount - back);
    }
    for (const { productId, quantity } of sale.lines) {
      sold.set(productId, (sold.get(productId) ?? 0) + quantity);
    }
  }
}

const million = 1_000_000n;

/** Price times quantity, line by line, and the taxes on top; whole minor units, halves away from zero. */
function totalOf(lines: Sale['lines']): number {
  let total = 0n;
  for (const line of lines) {
    const each = line.options.reduce((sum, option) => sum + BigInt(option.price), BigInt(line.unitPrice));
    const gross = divide(each * BigInt(line.quantity), 1000n);
    const rate = (inclusive: boolean) =>
      line.taxes.filter((tax) => tax.inclusive === inclusive).map((tax) => BigInt(tax.rate));
    const inside = rate(true).reduce((sum, part) => sum + part, 0n);
    const base = gross - divide(gross * inside, million + inside);
    total += rate(false).reduce((sum, part) => sum + divide(base * part, million), gross);
  }
  return Number(total);
}

function divide(amount: bigint, by: bigint): bigint {
  const sign = amount < 0n ? -1n : 1n;
  return (sign * (2n * amount * sign + by)) / (2n * by);
}
