import type { CashMovement } from '../../src/domain/cash-movement.ts';
import { type OnlineOrder, onlineViewSchema } from '../../src/domain/online-order.ts';
import { addendumOf } from '../../src/domain/addendum.ts';
import { moveNotices } from '../../src/domain/kitchen-notices.ts';
import { moveLines } from '../../src/domain/move-lines.ts';
import type { Order, OrderHead, OrderLine } from '../../src/domain/order.ts';
import { paymentsOf } from '../../src/domain/payment.ts';
import type { PaymentIntent } from '../../src/domain/payment-intent.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import { fire, voidOf } from '../../src/domain/ticket.ts';
import { money } from '../../src/values/money.ts';
import type { IntentId, StaffId } from '../../src/values/ids.ts';
import { emailSchema } from '../../src/values/email.ts';
import { mailPaperOf } from '../../src/wire/mail.ts';
import { must } from '../../src/values/must.ts';
import { pieces, quantity } from '../../src/values/quantity.ts';
import { percent } from '../../src/values/tax-rate.ts';
import type { Entity, EntityName, Settlement } from '../../src/wire/changes.ts';
import type { EventData, EventName } from '../../src/wire/events.ts';
import type { MutationData, MutationName } from '../../src/wire/mutations.ts';
import {
  bar, branch, countedIds, grill, idOf, lineOf, mains, movementOf, noon, orderOf, refundOf, saleOf, shift, stations, tender,
  tikka, till, vat, zOf,
} from '../making.ts'; // prettier-ignore

const line = lineOf('tikka', {
  options: [{ choiceId: idOf('hot'), name: 'Hot', price: tikka.price }],
  discount: { kind: 'rate', rate: percent(10) },
  taxes: [{ taxId: vat.id, name: vat.name, rate: vat.rate, inclusive: true }],
});
const { order, tickets } = fire(
  orderOf([line, lineOf('beer', { stationId: bar.id })]),
  stations,
  'Rahim',
  noon,
  countedIds('ticket'),
);
const sentLine = must(order.lines[0], 'the order has two lines');
const voided = voidOf(order, sentLine, stations, 'guest left', 'Karim', noon, countedIds('void'));
const sale = saleOf(order, [tender('card', 5_000), tender('cash', 100_000)]);
const refund = refundOf(sale);
const paid = { ...order, status: 'paid' as const };
const movement = movementOf('out', 5_000);
const tipped: CashMovement = {
  ...movement,
  id: idOf('tip'),
  kind: 'tip',
  tip: {
    saleId: sale.id,
    receiptNumber: sale.receiptNumber,
    tenderId: idOf('tender'),
    tenderKind: 'card',
    staffId: idOf('staff'),
    staffName: 'Rahim',
    from: money(0),
    to: movement.amount,
  },
};
const report = zOf({
  records: { sales: [sale], refunds: [refund], movements: [movement] },
  branch: { ...branch, varianceLimit: money(10_000_000) },
  carriedOrders: [{ id: order.id, number: order.number, table: order.table, total: sale.total }],
});
const addendum = addendumOf(report, { kind: 'sale', record: sale });
const reconciliation = reconcile(report, new Map([['cash', { count: 1, amount: money(100) }]]), money(0));
const punch: Entity<'punch'> = {
  id: idOf('punch'),
  tillId: till.id,
  staffId: idOf('staff'),
  staffName: 'Rahim',
  kind: 'in',
  businessDay: shift.businessDay,
  punchedAt: noon,
};
const customer: Entity<'customer'> = {
  id: idOf('customer'),
  name: 'Amina Rahman',
  phone: '01711 234567',
  address: 'House 12, Road 27',
  createdAt: noon,
  edits: 2,
};
const availability = { productId: tikka.id, left: pieces(5), by: idOf<StaffId>('staff'), at: noon };
const ticketState = {
  ticketId: must(tickets[0], 'the order went to two stations').id,
  orderId: order.id,
  progress: 'ready' as const,
  changes: 2,
  at: noon,
  by: 'Kitchen screen',
};
const asked = {
  id: idOf<IntentId>('intent'),
  orderId: order.id,
  amount: sale.total,
  currency: 'BDT',
  askedAt: noon,
};
const intent: PaymentIntent = {
  ...asked,
  tillId: till.id,
  state: 'authorised',
  changedAt: noon,
  card: { brand: 'visa', last4: '4242' },
};
const onlineOrder: OnlineOrder = {
  id: order.id,
  number: 'WEB-12',
  status: 'PAID',
  type: 'takeaway',
  lines: [{ name: tikka.name, quantity: pieces(1), options: ['Hot'], note: '', total: sale.total }],
  currency: 'BDT',
  total: sale.total,
  wantedAt: null,
  placedAt: noon,
  paidAt: noon,
  readyAt: null,
  deliveredAt: null,
  cancelled: null,
  receiptNumber: 'WEB-000012',
  refund: null,
  name: 'Rahim',
  phone: '•••• 3344',
  note: '',
  saleId: sale.id,
};
const head = headOf(order);
const split = moveLines(order, orderOf([], { id: idOf('split'), table: '6' }), new Set([sentLine.id]));
const moveTickets = moveNotices(order, split.to, split.lines, stations, 'Karim', noon, countedIds('move'));
const level = { productId: tikka.id, onHand: quantity(500), shortage: quantity(0) };

const waste = {
  id: idOf('waste'),
  at: noon,
  by: 'Rahim',
  note: 'fell down',
  lines: [{ productId: tikka.id, quantity: pieces(1) }],
};

/** One of everything that a till may record. */
export const mutationExamples: { readonly [N in MutationName]: MutationData<N> } = {
  openShift: { shift },
  sendToKitchen: { order: head, round: 1, lines: order.lines, tickets: [...tickets] },
  voidLine: {
    orderId: order.id,
    line: must(voided.order.lines[0], 'a void line stays in its order'),
    tickets: [...voided.tickets],
  },
  completeSale: { sale, order: head, round: 1, tickets: [...tickets] },
  changeOrder: news(order, [sentLine]),
  moveLines: { from: head, to: headOf(split.to), lines: [...split.lines], tickets: moveTickets },
  closeOrder: news({ ...order, closed: { by: 'Rahim', at: noon, reason: 'guests left' } }, []),
  assignLine: news(order, [{ ...sentLine, seat: 2 }]),
  fireCourse: news(order, [{ ...sentLine, course: 2, seat: 1 }]),
  printBill: news({ ...order, bills: [{ by: 'Rahim', at: noon, tillId: till.id, total: sale.total }] }, []),
  refundSale: { refund },
  markTicket: { ticketState },
  saveCustomer: { customer },
  moveCash: { movement },
  adjustTip: { movement: tipped },
  closeShift: { report },
  recordWaste: waste,
  countStock: {
    ...waste,
    id: idOf('count'),
    note: '',
    lines: [{ productId: tikka.id, counted: quantity(500) }],
  },
  sendReceipt: { sale, email: emailSchema.parse('guest@example.com'), paper: mailPaperOf(branch) },
  punchClock: { punch },
  takeOnlineOrder: { orderId: order.id, at: noon },
  markOnlineOrder: { orderId: order.id, progress: 'ready', at: noon },
  refuseOnlineOrder: { orderId: order.id, number: 'WEB-12', total: sale.total, reason: 'Too busy', at: noon },
  setAvailability: { availability, seen: 2 },
  note: { note: { kind: 'reprint', receiptNumber: 'T1-000042', copies: 1 } },
  requestPayment: { intent: { ...asked, organisationId: branch.organisationId }, token: 'tok_test_4242' },
  cancelPayment: { intentId: asked.id },
  resolve: { mutationId: idOf('mutation'), how: 'setAside', reason: 'counted by hand', replacement: null },
};

/** One of everything that a worker may say. */
export const eventExamples: { readonly [N in EventName]: EventData<N> } = {
  shiftOpened: { shift: { revision: 1, data: shift } },
  orderSent: { order: { revision: 1, data: order }, tickets: [...tickets] },
  lineVoided: { order: { revision: 2, data: voided.order }, tickets: [...voided.tickets] },
  ticketMarked: { ticketState: { revision: 1, data: ticketState } },
  ordersChanged: {
    orders: [
      { revision: 2, data: split.from },
      { revision: 1, data: split.to },
    ],
    tickets: moveTickets,
  },
  customersChanged: { customers: [{ id: customer.id, revision: 2, data: customer }] },
  saleCompleted: { sale, order: { revision: 3, data: paid }, tickets: [...tickets] },
  saleRefunded: { refund },
  tipAdjusted: { movement: tipped },
  onlineOrderChanged: { onlineOrder: { revision: 4, data: onlineOrder } },
  guestMailAsked: {
    to: emailSchema.parse('guest@example.com'),
    order: onlineViewSchema.parse({ ...onlineOrder, revision: 3 }),
    sale,
    paper: mailPaperOf(branch),
  },
  shiftClosed: { report, shift: { revision: 2, data: shift }, addenda: [addendum] },
  mailQueued: { kind: 'receipt' },
  summaryRecipientsSet: { summaryTo: [emailSchema.parse('owner@example.com')], paper: mailPaperOf(branch) },
  cashMoved: { movement },
  clockPunched: { punch },
  stockMoved: {
    levels: [{ revision: 7, data: level }],
    movements: [{ productId: tikka.id, quantity: quantity(-2_000) }],
    ran: [{ productId: tikka.id, name: 'Chicken tikka', to: 'low', onHand: quantity(500) }],
  },
  itemsSet: { levels: [{ revision: 8, data: { ...level, lowAt: pieces(4) } }] },
  stockReserved: { reservationId: order.id, expiresAt: noon },
  stockReleased: { reservationId: order.id },
  stockRefused: {
    refusal: {
      code: 'notEnough',
      reservationId: order.id,
      lines: [{ productId: tikka.id, name: 'Chicken tikka', wanted: pieces(3), left: pieces(1) }],
    },
  },
  availabilitySet: { availability: { revision: 3, data: availability } },
  shiftReconciled: { reconciliation: { revision: 1, data: reconciliation } },
  paymentsRecorded: { payments: paymentsOf(sale) },
  intentsChanged: { intents: [{ revision: 2, data: intent }] },
  intentMissed: { intentId: intent.id },
  gatewayCalled: { reference: 'pi_1NqZbX2eZvKYlo2C' },
  noted: { kind: 'reprint' },
  resolved: { mutationId: idOf('mutation'), how: 'setAside' },
  quarantined: { cause: 'lines.0.quantity: a line has a quantity above zero' },
};

const settlement: Settlement = {
  mutationId: idOf('mutation'),
  tillId: till.id,
  verdict: 'flagged',
  flags: [{ code: 'stockShort', detail: { product: 'Chicken tikka', short: pieces(2) } }],
  cause: '',
  resolution: null,
};

/** One of everything that the feed carries. */
export const entityExamples: { readonly [N in EntityName]: Entity<N> } = {
  branch,
  till,
  station: grill,
  printer: {
    id: idOf('printer'),
    name: 'Kitchen',
    address: 'tcp://192.168.1.50:9100',
    profile: 'generic-80',
  },
  staff: {
    id: idOf('staff'),
    name: 'Rahim',
    role: 'cashier',
    pin: { salt: '0f'.repeat(16), hash: 'ab'.repeat(32) },
    active: true,
  },
  rights: { id: idOf('rights'), name: 'Shift leader', role: null, grants: {} },
  category: mains,
  tax: vat,
  table: {
    id: idOf('table 5'),
    name: '5',
    area: 'Hall',
    position: 4,
    seats: 4,
    shape: 'square',
    x: 0,
    y: 3,
    width: 2,
    height: 2,
    active: true,
  },
  product: tikka,
  stock: level,
  availability,
  onlineOrder,
  customer,
  shift,
  order,
  ticket: must(tickets[0], 'the order went to two stations'),
  ticketState,
  sale,
  refund,
  cashMovement: movement,
  zReport: report,
  addendum,
  reconciliation,
  paymentIntent: intent,
  punch,
  settlement,
};

function headOf({ status: _status, lines: _lines, rounds: _rounds, ...rest }: Order): OrderHead {
  return rest;
}

function news(of: Order, lines: readonly OrderLine[]) {
  return { order: headOf(of), round: of.rounds, lines: [...lines], tickets: [] };
}
