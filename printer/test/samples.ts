import { type Branch, branchSchema } from '@galley/shared/domain/branch.ts';
import { type CashMovement, cashMovementSchema } from '@galley/shared/domain/cash-movement.ts';
import { type Refund, refundSchema } from '@galley/shared/domain/refund.ts';
import { expectedCash, figuresOf } from '@galley/shared/domain/shift-figures.ts';
import { shiftSchema } from '@galley/shared/domain/shift.ts';
import type { XReport } from '@galley/shared/domain/x-report.ts';
import { decideZ, type ZReport } from '@galley/shared/domain/z-report.ts';
import { type GuestBill, guestBillSchema } from '@galley/shared/domain/guest-bill.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { type Ticket, ticketLineSchema, ticketSchema } from '@galley/shared/domain/ticket.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { newId, uuidFrom } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { KitchenTicket } from '../src/document/kitchen-ticket.ts';

/** A branch, its tickets and its receipts, as the till would hand them over. */
export const branch: Branch = branchSchema.parse({
  id: uuidFrom('branch'),
  organisationId: uuidFrom('organisation'),
  name: 'Dhanmondi',
  receiptHead: ['Kacchi House', 'House 12, Road 27, Dhanmondi, Dhaka', 'VAT reg. 001234567-0101'],
  receiptFoot: ['Thank you. Come again!', 'আবার আসবেন'],
  currency: 'BDT',
  cashStep: 1,
  timeZone: 'Asia/Dhaka',
});

export const ticket: Ticket = ticketSchema.parse({
  id: uuidFrom('ticket'),
  kind: 'fire',
  orderId: uuidFrom('order'),
  orderNumber: 'T1-42',
  orderType: 'dineIn',
  table: '5',
  guests: 3,
  stationId: uuidFrom('grill'),
  station: 'Grill',
  round: 2,
  part: 1,
  parts: 2,
  lines: [
    ticketLine('Chicken tikka', 2000, ['No onion', 'Extra hot'], ''),
    ticketLine('কাচ্চি বিরিয়ানি', 1000, [], ''),
    ticketLine('Beef kala bhuna with paratha', 10_000, [], 'allergic to nuts, ask before plating'),
  ],
  reason: '',
  by: 'Rahim',
  at: '2026-11-21T11:42:00.000Z',
});

export const voidTicket: Ticket = ticketSchema.parse({
  ...ticket,
  kind: 'void',
  orderType: 'takeaway',
  table: 'Mr. Karim',
  guests: 0,
  part: 1,
  parts: 1,
  lines: [ticketLine('Garlic naan', 3000, [], '')],
  reason: 'guest changed their mind',
});

export const moreTicket: KitchenTicket = { ...ticket, round: 2, part: 1, parts: 1 };

export const courseTicket: KitchenTicket = { ...ticket, kind: 'course', course: 2 };

export const moveTicket: KitchenTicket = {
  ...ticket,
  kind: 'move',
  table: '12',
  from: { orderNumber: 'T1-42', table: '5' },
};

export const changeTicket: KitchenTicket = {
  ...ticket,
  kind: 'change',
  part: 1,
  parts: 1,
  lines: ticket.lines.slice(0, 1),
};

/** Two stations of one sending; the mains wait for their course. */
export const sending: readonly KitchenTicket[] = [
  { ...ticket, round: 1 },
  {
    ...ticket,
    round: 1,
    part: 2,
    station: 'Bar',
    lines: [{ ...ticketLine('Mango lassi', 2000, ['No sugar'], ''), course: 2, held: true }].map((line) => ({
      ...ticketLineSchema.parse(line),
      course: line.course,
      held: line.held,
    })),
  },
];

export const sale: Sale = saleSchema.parse({
  id: uuidFrom('sale'),
  receiptNumber: 'T1-000042',
  tillId: uuidFrom('till'),
  shiftId: uuidFrom('shift'),
  businessDay: '2026-11-21',
  staffId: uuidFrom('staff'),
  staffName: 'Rahim',
  orderId: uuidFrom('order'),
  orderNumber: 'T1-42',
  orderType: 'dineIn',
  table: '5',
  guests: 3,
  currency: 'BDT',
  cashStep: 5,
  rules: 1,
  lines: [
    saleLine('Chicken tikka', 32_000, 2000, ['No onion', 'Extra hot'], 0),
    saleLine('কাচ্চি বিরিয়ানি', 45_000, 1000, [], 0),
    saleLine('Crème brûlée of the house with seasonal fruit', 38_000, 1000, [], 3_800),
    saleLine('Mango lassi', 12_000, 10_500, [], 0),
  ],
  subtotal: 269_200,
  taxes: [
    { ...tax('VAT', 50_000, true), base: 256_381, amount: 12_819 },
    { ...tax('Service tax', 100_000, false), base: 256_381, amount: 25_638 },
  ],
  total: 294_838,
  rounding: 2,
  tenders: [
    { id: uuidFrom('card'), kind: 'card', amount: 100_000, reference: '4821' },
    { id: uuidFrom('cash'), kind: 'cash', amount: 200_000, reference: null },
  ],
  change: 5_160,
  paidAt: '2026-11-21T12:05:00.000Z',
  previousHash: noHash,
  hash: noHash,
});

export const bill: GuestBill = guestBillSchema.parse({
  ...sale,
  discount: { kind: 'rate', rate: 100_000, reason: 'Regular guest' },
  lines: sale.lines.map((each) => ({ ...each, orderDiscountAmount: 1_000 })),
  charge: { name: 'Service', rate: 50_000, taxed: false, amount: 13_460 },
  by: 'Rahim',
  at: '2026-11-21T12:01:00.000Z',
  count: 2,
  paid: 50_000,
});

const shift = shiftSchema.parse({
  id: uuidFrom('shift'),
  tillId: uuidFrom('till'),
  businessDay: '2026-11-21',
  openedBy: uuidFrom('staff'),
  openedAt: '2026-11-21T04:00:00.000Z',
  float: 200_000,
});
export const movement: CashMovement = cashMovementSchema.parse({
  id: uuidFrom('movement'),
  tillId: shift.tillId,
  shiftId: shift.id,
  businessDay: shift.businessDay,
  kind: 'out',
  currency: 'BDT',
  amount: 35_000,
  reason: 'Lemons from the market',
  staffId: uuidFrom('staff'),
  staffName: 'Rahim',
  movedAt: '2026-11-21T09:10:00.000Z',
});
export const refund: Refund = refundSchema.parse({
  ...sale,
  id: uuidFrom('refund'),
  receiptNumber: 'T1-000043',
  saleId: sale.id,
  saleReceiptNumber: sale.receiptNumber,
  reason: 'too salty',
  lines: [
    {
      lineId: uuidFrom('Mango lassi'),
      productId: uuidFrom('product Mango lassi'),
      name: 'Mango lassi',
      category: 'Mains',
      // What one of three guests who shared it had paid.
      quantity: 333,
      shared: true,
      amount: 12_600,
      taxes: [],
      restock: false,
    },
  ],
  taxes: [],
  total: 12_600,
  rounding: 0,
  tenders: [
    { id: uuidFrom('back'), kind: 'cash', amount: 12_600, reference: null, refunds: uuidFrom('cash') },
  ],
  refundedAt: '2026-11-21T12:20:00.000Z',
});
/** One of three equal parts of a bill with a set on it. */
export const partSale: Sale = saleSchema.parse({
  ...sale,
  receiptNumber: 'T1-000044',
  lines: [
    ...sale.lines.slice(0, 1).map((each) => shareOf(each, 667)),
    ...['Borhani', 'Morog polao'].map((name) => ({
      ...shareOf(saleLine(name, 21_000, 1000, name === 'Borhani' ? ['Less sugar'] : [], 0), 333),
      combo: { id: uuidFrom('lunch'), productId: uuidFrom('product lunch'), name: 'Lunch set' },
    })),
    shareOf(saleLine('Mango lassi', 12_000, 4000, [], 0), 1333),
  ],
  subtotal: 51_333,
  taxes: [],
  total: 51_333,
  rounding: 2,
  tenders: [{ id: uuidFrom('part cash'), kind: 'cash', amount: 51_335, reference: null }],
  change: 0,
  part: { number: 2, by: 'amount', whole: 154_000 },
});

function shareOf(line: object, share: number) {
  const { unitPrice, quantity: whole } = saleSchema.shape.lines.element.parse(line);
  const left = { quantity: whole, total: unitPrice, discountAmount: 0, taxes: [] };
  return { ...line, quantity: share, total: Math.round((unitPrice * share) / 1000), left };
}

/** A lassi was brought back and something dearer taken instead. */
export const exchanged: { readonly sale: Sale; readonly refund: Refund } = {
  sale: saleSchema.parse({
    ...sale,
    receiptNumber: 'T1-000046',
    lines: [saleLine('Chicken tikka', 32_000, 1000, [], 0)],
    subtotal: 32_000,
    taxes: [],
    total: 32_000,
    rounding: 0,
    tenders: [
      { id: uuidFrom('against'), kind: 'exchange', amount: 12_600, reference: null },
      { id: uuidFrom('more cash'), kind: 'cash', amount: 20_000, reference: null },
    ],
    change: 600,
    exchange: { refundId: uuidFrom('exchanged'), receiptNumber: 'T1-000045' },
  }),
  refund: refundSchema.parse({
    ...refund,
    id: uuidFrom('exchanged'),
    receiptNumber: 'T1-000045',
    tenders: [
      {
        id: uuidFrom('given'),
        kind: 'exchange',
        amount: 12_600,
        reference: null,
        refunds: uuidFrom('cash'),
      },
    ],
    exchangedFor: uuidFrom('sale'),
  }),
};

const records = { sales: [sale], refunds: [refund], movements: [movement] };
const voids = { count: 1, total: money(12_000) };

export const zReport: ZReport = zOf();
const figures = figuresOf(records, voids);
export const xReport: XReport = {
  shift,
  currency: 'BDT',
  figures,
  expectedCash: expectedCash(shift.float, figures),
  readByName: 'Nusrat',
  readAt: instant(Date.UTC(2026, 10, 21, 12, 30)),
};

function zOf(): ZReport {
  const decided = decideZ({
    id: newId(() => uuidFrom('z')),
    tillCode: 'T1',
    incarnation: 1,
    shift,
    branch,
    records,
    voids,
    count: [
      { value: money(100_000), pieces: 3 },
      { value: money(10_000), pieces: 4 },
    ],
    earlierCounts: [money(330_000)],
    varianceReason: 'a note fell behind the drawer',
    leftInDrawer: money(200_000),
    carriedOrders: [
      { id: newId(() => uuidFrom('order')), number: 'T1-44', table: '7', total: money(61_000) },
    ],
    staff: { id: sale.staffId, name: 'Rahim' },
    previous: null,
    closedAt: instant(Date.UTC(2026, 10, 21, 17)),
  });
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}

function ticketLine(name: string, quantity: number, options: readonly string[], note: string) {
  return { lineId: uuidFrom(name), name, quantity, options, note };
}

function saleLine(
  name: string,
  unitPrice: number,
  quantity: number,
  options: readonly string[],
  discount: number,
) {
  return {
    id: uuidFrom(name),
    productId: uuidFrom(`product ${name}`),
    name,
    category: 'Mains',
    unitPrice,
    options: options.map((option) => ({ choiceId: uuidFrom(option), name: option, price: 0 })),
    quantity,
    discount: discount === 0 ? null : { kind: 'amount', amount: discount },
    taxes: [],
    note: '',
    stationId: null,
    kitchen: { state: 'unsent' },
    addedBy: uuidFrom('staff'),
    addedAt: '2026-11-21T11:42:00.000Z',
    total: Math.round((unitPrice * quantity) / 1000) - discount,
    discountAmount: discount,
  };
}

function tax(name: string, rate: number, inclusive: boolean) {
  return { taxId: uuidFrom(name), name, rate, inclusive };
}
