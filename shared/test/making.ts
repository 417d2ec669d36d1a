import { type CashMovement, decideCashMovement, type DrawerKind } from '../src/domain/cash-movement.ts';
import type { Branch, Station, Till } from '../src/domain/branch.ts';
import type { Category, Product, Tax } from '../src/domain/menu.ts';
import type { Order, OrderLine } from '../src/domain/order.ts';
import type { Tender } from '../src/domain/payment.ts';
import { allThatIsLeft, decideRefund, type Refund, type RefundRequest } from '../src/domain/refund.ts';
import { remainderOf } from '../src/domain/remainder.ts';
import { decideSale, type Sale, type SaleRequest } from '../src/domain/sale.ts';
import type { Shift } from '../src/domain/shift.ts';
import { decideZ, type ZReport, type ZRequest } from '../src/domain/z-report.ts';
import { noHash } from '../src/values/hash.ts';
import { type AnyId, type IdSource, newId, uuidFrom, uuidv7 } from '../src/values/ids.ts';
import { money } from '../src/values/money.ts';
import { pieces } from '../src/values/quantity.ts';
import { percent } from '../src/values/tax-rate.ts';
import { businessDayOf, instant } from '../src/values/time.ts';

/** The same id for the same name. */
export function idOf<T extends AnyId>(name: string): T {
  return newId<T>(() => uuidFrom(name));
}

/** A source of ids that are the same in every run. */
export function countedIds(prefix: string): IdSource {
  let count = 0;
  return () => uuidFrom(`${prefix} ${(count += 1)}`);
}

export const noon = instant(Date.UTC(2026, 10, 21, 12));

export const branch: Branch = {
  id: idOf('branch'),
  organisationId: idOf('organisation'),
  name: 'Dhanmondi',
  receiptHead: ['Kacchi House', 'House 12, Road 27'],
  receiptFoot: ['আবার আসবেন'],
  currency: 'BDT',
  cashStep: 100,
  timeZone: 'Asia/Dhaka',
};
export const till: Till = { id: idOf('till'), code: 'T1', name: 'Counter', receiptPrinterId: null };
export const grill: Station = { id: idOf('grill'), name: 'Grill', printerId: idOf('kitchen printer') };
export const bar: Station = { id: idOf('bar'), name: 'Bar', printerId: null };
export const stations = [grill, bar];
export const mains: Category = { id: idOf('mains'), name: 'Mains', position: 1 };
export const vat: Tax = {
  id: idOf('vat'),
  name: 'VAT',
  rate: percent(5),
  inclusive: true,
  orderTypes: ['dineIn', 'takeaway', 'delivery'],
};
export const service: Tax = {
  id: idOf('service'),
  name: 'Service',
  rate: percent(10),
  inclusive: false,
  orderTypes: ['dineIn'],
};
export const tikka: Product = {
  id: idOf('tikka'),
  name: 'Chicken tikka',
  sku: 'TK-1',
  barcode: null,
  categoryId: mains.id,
  price: money(32_000),
  taxIds: [vat.id, service.id],
  stationId: grill.id,
  options: [
    {
      name: 'Heat',
      min: 1,
      max: 1,
      choices: [
        { id: idOf('mild'), name: 'Mild', price: money(0) },
        { id: idOf('hot'), name: 'Hot', price: money(0) },
      ],
    },
    {
      name: 'Extras',
      min: 0,
      max: 2,
      choices: [
        { id: idOf('cheese'), name: 'Cheese', price: money(4_000) },
        { id: idOf('egg'), name: 'Egg', price: money(2_500) },
        { id: idOf('naan'), name: 'Naan', price: money(3_000) },
      ],
    },
  ],
  glyph: '🍗',
  stocked: true,
  active: true,
};
export const shift: Shift = {
  id: idOf('shift'),
  tillId: till.id,
  businessDay: businessDayOf(noon, branch.timeZone),
  openedBy: idOf('staff'),
  openedAt: noon,
  float: money(200_000),
};

export function lineOf(name: string, changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id: idOf(`line ${name}`),
    productId: idOf(name),
    name,
    category: 'Mains',
    unitPrice: money(10_000),
    options: [],
    quantity: pieces(1),
    discount: null,
    taxes: [],
    note: '',
    stationId: grill.id,
    kitchen: { state: 'unsent' },
    addedBy: idOf('staff'),
    addedAt: noon,
    ...changes,
  };
}

export function orderOf(lines: readonly OrderLine[], changes: Partial<Order> = {}): Order {
  return {
    id: idOf('order'),
    number: 'T1-1',
    type: 'dineIn',
    table: '5',
    guests: 2,
    tillId: till.id,
    shiftId: shift.id,
    openedBy: idOf('staff'),
    openedAt: noon,
    status: 'open',
    lines: [...lines],
    rounds: 0,
    ...changes,
  };
}

export function tender(kind: Tender['kind'], amount: number, name: string = kind): Tender {
  return { id: idOf(`tender ${name}`), kind, amount: money(amount), reference: null };
}

export function saleRequest(
  order: Order,
  tenders: readonly Tender[],
  changes: Partial<SaleRequest> = {},
): SaleRequest {
  return {
    id: idOf('sale'),
    order,
    tenders,
    shift,
    branch,
    staff: { id: idOf('staff'), name: 'Rahim' },
    receiptNumber: 'T1-000001',
    previousHash: noHash,
    paidAt: noon,
    ...changes,
  };
}

/** A sale that must come about. */
export function saleOf(...request: Parameters<typeof saleRequest>): Sale {
  const decided = decideSale(saleRequest(...request));
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}

/** All that is left of a sale, unless it is told otherwise. */
export function refundRequest(sale: Sale, changes: Partial<RefundRequest> = {}): RefundRequest {
  return {
    id: idOf('refund'),
    sale,
    earlier: [],
    lines: allThatIsLeft(remainderOf(sale, changes.earlier ?? []), true),
    reason: 'too salty',
    shift,
    staff: { id: idOf('staff'), name: 'Rahim' },
    receiptNumber: 'T1-000002',
    previousHash: sale.hash,
    refundedAt: noon,
    newTenderId: () => newId(() => uuidv7()),
    ...changes,
  };
}

/** A refund that must come about. */
export function refundOf(...request: Parameters<typeof refundRequest>): Refund {
  const decided = decideRefund(refundRequest(...request));
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}

/** Cash that moved without a sale. */
export function movementOf(kind: DrawerKind, amount: number, name: string = kind): CashMovement {
  const decided = decideCashMovement({
    id: idOf(`movement ${name}`),
    kind,
    amount: money(amount),
    reason: 'change from the bank',
    shift,
    currency: branch.currency,
    staff: { id: idOf('staff'), name: 'Rahim' },
    movedAt: noon,
  });
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}

/** An empty shift whose float was counted in taka notes, unless it is told otherwise. */
export function zRequest(changes: Partial<ZRequest> = {}): ZRequest {
  return {
    id: idOf('z'),
    tillCode: till.code,
    incarnation: 1,
    shift,
    branch,
    records: { sales: [], refunds: [], movements: [] },
    voids: { count: 0, total: money(0) },
    count: [{ value: money(100_000), pieces: 2 }],
    earlierCounts: [],
    varianceReason: '',
    leftInDrawer: money(0),
    carriedOrders: [],
    staff: { id: idOf('staff'), name: 'Rahim' },
    previous: null,
    closedAt: noon,
    ...changes,
  };
}

/** A Z that must come about. */
export function zOf(changes: Partial<ZRequest> = {}): ZReport {
  const decided = decideZ(zRequest(changes));
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}
