import {
  type CashMovement,
  decideCashMovement,
  type DrawerKind,
} from '@galley/shared/domain/cash-movement.ts';
import { decideBill } from '@galley/shared/domain/bill.ts';
import { decideLine } from '@galley/shared/domain/pricing.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import type { Order, OrderHead, OrderLine } from '@galley/shared/domain/order.ts';
import {
  allThatIsLeft,
  decideRefund,
  type Refund,
  type RefundRequest,
} from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { decideSale, receiptNumberOf, type Sale, type SaleRequest } from '@galley/shared/domain/sale.ts';
import { expectedCash, figuresOf, type ShiftRecords } from '@galley/shared/domain/shift-figures.ts';
import { decideTypedRefund } from '@galley/shared/domain/typed-refund.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import { decideZ, type ZReport, type ZRequest } from '@galley/shared/domain/z-report.ts';
import { type Hash, noHash } from '@galley/shared/values/hash.ts';
import { noMoney, money } from '@galley/shared/values/money.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { businessDayOf, instant } from '@galley/shared/values/time.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import type { TestTill } from './test-till.ts';

/** What a till makes before it records: shifts, orders and sales, by the shared rules. */
export type Making = {
  readonly shift: Shift;
  /** Cash that moved in the shift. */
  movement(kind: DrawerKind, amount: number): CashMovement;
  /** The shift's end, counted to the unit, chained to the Z made before it; of these records and no others. */
  z(records: Partial<ShiftRecords>, changes?: Partial<ZRequest>): ZReport;
  order(products: readonly (readonly [Product, number])[]): Order;
  /** Paid in exact cash, chained to the sale made before it; all of the order, or a part of its bill. */
  sale(order: Order, of?: Pick<SaleRequest, 'earlier' | 'part'>): Sale;
  /** Chained in the same way; all that is left of the sale unless it is told otherwise. */
  /** On the word of a paper. */
  refundTyped(saleReceiptNumber: string, amount: number): Refund;
  refund(sale: Sale, changes?: Partial<Pick<RefundRequest, 'earlier' | 'lines'>>): Refund;
};

export function createMaking(till: TestTill): Making {
  const { branch } = till.identity;
  const ids = () => uuidv7();
  const openedAt = instant(Date.now());
  const shift: Shift = {
    id: newId(ids),
    tillId: till.identity.till.id,
    businessDay: businessDayOf(openedAt, branch.timeZone),
    openedBy: till.staffId,
    openedAt,
    float: branch.cashStep as Shift['float'], // any amount will do
  };
  let orders = 0;
  let receipts = 0;
  let previousHash: Hash = noHash;
  let previous: ZReport | null = null;

  function line(product: Product, count: number): OrderLine {
    const made = decideLine({
      id: newId(ids),
      product,
      category: { id: product.categoryId, name: 'Any', position: 0 },
      taxes: [],
      orderType: 'dineIn',
      choices: product.options.flatMap((group) => group.choices.slice(0, group.min)),
      quantity: pieces(count),
      note: '',
      by: till.staffId,
      at: instant(Date.now()),
      timeZone: 'Asia/Dhaka',
      price: null,
    });
    if (!made.ok) throw new Error(made.message);
    return made.value;
  }

  return {
    shift,
    movement(kind, amount) {
      const made = decideCashMovement({
        id: newId(ids),
        kind,
        amount: money(amount),
        reason: 'ice',
        shift,
        currency: branch.currency,
        staff: { id: till.staffId, name: 'Rahim' },
        movedAt: instant(Date.now()),
      });
      if (!made.ok) throw new Error(made.message);
      return made.value;
    },
    z({ sales = [], refunds = [], movements = [] }, changes = {}) {
      const records = { sales, refunds, movements };
      const counted = expectedCash(shift.float, figuresOf(records));
      const made = decideZ({
        id: newId(ids),
        tillCode: till.identity.till.code,
        incarnation: till.identity.incarnation,
        shift,
        branch,
        records,
        voids: { count: 0, total: noMoney },
        count: [{ value: money(1), pieces: counted }],
        earlierCounts: [],
        varianceReason: '',
        leftInDrawer: noMoney,
        carriedOrders: [],
        staff: { id: till.staffId, name: 'Rahim' },
        previous,
        closedAt: instant(Date.now()),
        ...changes,
      });
      if (!made.ok) throw new Error(made.message);
      previous = made.value;
      return made.value;
    },
    order(products) {
      orders += 1;
      const head: OrderHead = {
        id: newId(ids),
        number: `${till.identity.till.code}-${orders}`,
        type: 'dineIn',
        table: '5',
        guests: 2,
        tillId: till.identity.till.id,
        shiftId: shift.id,
        openedBy: till.staffId,
        openedAt: instant(Date.now()),
      };
      return {
        ...head,
        status: 'open',
        rounds: 0,
        lines: products.map(([product, count]) => line(product, count)),
      };
    },
    sale(order, { earlier = [], part } = {}) {
      receipts += 1;
      const bill = decideBill(order, branch, earlier, part);
      const total = bill.ok ? bill.value.totals.total : noMoney;
      const made = decideSale({
        id: newId(ids),
        order,
        tenders: total > 0 ? [{ id: newId(ids), kind: 'cash', amount: total, reference: null }] : [],
        shift,
        branch: { ...branch, cashStep: 1 },
        staff: { id: till.staffId, name: 'Rahim' },
        receiptNumber: receiptNumberOf(till.identity.till.code, till.identity.incarnation, receipts),
        previousHash,
        paidAt: instant(Date.now()),
        earlier,
        part,
      });
      if (!made.ok) throw new Error(made.message);
      previousHash = made.value.hash;
      return made.value;
    },
    refundTyped(saleReceiptNumber, amount) {
      receipts += 1;
      const made = decideTypedRefund({
        id: newId(ids),
        branch: { ...branch, cashStep: 1 },
        saleReceiptNumber,
        lines: [{ name: 'from the paper', amount: money(amount) }],
        tender: { kind: 'cash', reference: null },
        reason: 'too salty',
        shift,
        staff: { id: till.staffId, name: 'Rahim' },
        receiptNumber: receiptNumberOf(till.identity.till.code, till.identity.incarnation, receipts),
        previousHash,
        refundedAt: instant(Date.now()),
        ids,
      });
      if (!made.ok) throw new Error(made.message);
      previousHash = made.value.hash;
      return made.value;
    },
    refund(sale, { earlier = [], lines = allThatIsLeft(remainderOf(sale, earlier), true) } = {}) {
      receipts += 1;
      const made = decideRefund({
        id: newId(ids),
        sale,
        earlier,
        lines,
        reason: 'too salty',
        shift,
        staff: { id: till.staffId, name: 'Rahim' },
        receiptNumber: receiptNumberOf(till.identity.till.code, till.identity.incarnation, receipts),
        previousHash,
        refundedAt: instant(Date.now()),
        newTenderId: () => newId(ids),
      });
      if (!made.ok) throw new Error(made.message);
      previousHash = made.value.hash;
      return made.value;
    },
  };
}

export function headOf(order: Order): OrderHead {
  const { status: _status, lines: _lines, rounds: _rounds, ...head } = order;
  return head;
}

/** A till's day: its shift has to be pushed before what it sells, one cola a guest. */
export function beginDay(products: readonly Product[], till: TestTill): Day {
  const making = createMaking(till);
  const cola = must(products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'it is on the demo menu');
  const sellOne = () => {
    const order = making.order([[cola, 1]]);
    const sale = making.sale(order);
    return till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  };
  return {
    shift: till.record('openShift', { shift: making.shift }),
    sell: (guests) => Array.from({ length: guests }, sellOne),
  };
}
export type Day = { readonly shift: PushedMutation; readonly sell: (guests: number) => PushedMutation[] };

/** A day as it lies in the till's log. */
export function recordDay(products: readonly Product[], till: TestTill, guests: number): PushedMutation[] {
  const day = beginDay(products, till);
  return [day.shift, ...day.sell(guests)];
}
