import { type Branch, branchSchema } from '@galley/shared/domain/branch.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { type Ticket, ticketLineSchema, ticketSchema } from '@galley/shared/domain/ticket.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
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
