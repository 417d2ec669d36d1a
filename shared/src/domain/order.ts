import { z } from 'zod';
import {
  choiceIdSchema, comboIdSchema, lineIdSchema, orderIdSchema, productIdSchema, saleIdSchema, shiftIdSchema, staffIdSchema, stationIdSchema,
  taxIdSchema, ticketIdSchema, tillIdSchema,
} from '../values/ids.ts'; // prettier-ignore
import { moneySchema, sum } from '../values/money.ts';
import { quantitySchema } from '../values/quantity.ts';
import { taxRateSchema } from '../values/tax-rate.ts';
import { instantSchema } from '../values/time.ts';
import { customerSchema } from './customer.ts';
import { discountSchema } from './discount.ts';
import { isHere, lineHomeSchema, mergeLines } from './line-home.ts';
import { orderTypeSchema, unitSchema } from './menu.ts';
import { approvalSchema } from './permissions.ts';

/** The tax as it stood when the line was added: an old sale never changes with the menu [M9]. */
export const lineTaxSchema = z.object({
  taxId: taxIdSchema,
  name: z.string(),
  rate: taxRateSchema,
  inclusive: z.boolean(),
});

/** What the kitchen knows of a line. It belongs to the line and travels with it for ever [P8]. */
export const kitchenStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unsent') }),
  // No ticket: nobody cooks it, but it was told to the branch together with what is cooked.
  // `held`: the kitchen has it on paper, and makes it when its course is fired.
  z.object({
    state: z.literal('sent'),
    ticketId: ticketIdSchema.nullable(),
    held: z.literal(true).optional(),
  }),
  z.object({ state: z.literal('voided'), ticketId: ticketIdSchema.nullable(), reason: z.string() }),
]);
export type KitchenState = z.infer<typeof kitchenStateSchema>;

/** A line carries a snapshot of all it was priced from; its id is permanent. */
export const orderLineSchema = z.object({
  id: lineIdSchema,
  productId: productIdSchema,
  name: z.string(),
  category: z.string(),
  unitPrice: moneySchema,
  options: z.array(z.object({ choiceId: choiceIdSchema, name: z.string(), price: moneySchema })),
  quantity: quantitySchema.refine((value) => value > 0, 'a line has a quantity above zero'),
  discount: discountSchema.nullable(),
  taxes: z.array(lineTaxSchema),
  note: z.string(),
  /** Null: no station makes it, the kitchen is never told. */
  stationId: stationIdSchema.nullable(),
  kitchen: kitchenStateSchema,
  /** The edit of the order that last changed its taxes or its discount; missing: it is as it was added. */
  edits: z.int().min(1).optional(),
  /** What the quantity counts; missing: pieces. */
  unit: unitSchema.optional(),
  /** The combo that it was sold in: its parts are added, changed and taken back together [M14]. */
  combo: z.object({ id: comboIdSchema, productId: productIdSchema, name: z.string() }).optional(),
  addedBy: staffIdSchema,
  addedAt: instantSchema,
  /** Which part of the meal it belongs to; missing: made as soon as it is sent. */
  course: z.int().min(1).max(9).optional(),
  /** Whose it is, counted around the table; missing: nobody's in particular. */
  seat: z.int().min(1).max(99).optional(),
  /** Missing: it was never moved. */
  home: lineHomeSchema.optional(),
  /** It was paid for with this order. */
  sold: z.literal(true).optional(),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** Somebody took an order off the floor that had nothing to pay for. */
export const closedSchema = z.object({
  by: z.string(),
  at: instantSchema,
  /** Why, or where its lines went. */
  reason: z.string(),
});

/** The guests were shown a bill, which is no receipt, over so much. */
export const billMarkSchema = z.object({
  by: z.string(),
  at: instantSchema,
  tillId: tillIdSchema,
  total: moneySchema,
});
export type BillMark = z.infer<typeof billMarkSchema>;

export const orderHeadSchema = z.object({
  id: orderIdSchema,
  /** What staff call it: till code and counter, `T1-42`. */
  number: z.string(),
  type: orderTypeSchema,
  table: z.string().nullable(),
  guests: z.int().min(0),
  tillId: tillIdSchema,
  shiftId: shiftIdSchema,
  openedBy: staffIdSchema,
  openedAt: instantSchema,
  /** How often the head was changed; missing: never. The newest wins where two tills meet [S15]. */
  edits: z.int().min(1).optional(),
  /** What is taken off the whole order, after the discounts of its lines [M5]. */
  discount: discountSchema.optional(),
  /** Whom it is for; missing: nobody has said. */
  customer: customerSchema.optional(),
  /** Who took the branch's service charge off this order, and why. */
  chargeRemoved: z
    .object({
      reason: z.string().trim().min(1).max(200),
      staffId: staffIdSchema,
      approval: approvalSchema.optional(),
    })
    .optional(),
  /** Missing: never. It counts as long as the order has nothing to pay for: lines that came meanwhile open it again. */
  closed: closedSchema.optional(),
  /** Every bill that was shown, the oldest first; missing: none. */
  bills: z.array(billMarkSchema).min(1).optional(),
});
export type OrderHead = z.infer<typeof orderHeadSchema>;

export const orderSchema = orderHeadSchema.extend({
  status: z.enum(['open', 'paid', 'closed']),
  lines: z.array(orderLineSchema),
  /** How many times it was sent to the kitchen. */
  rounds: z.int().min(0),
  /** The sales that paid a part of its bill each, and what the whole bill comes to [M10]; missing: none has. */
  parts: z
    .array(
      z.object({
        saleId: saleIdSchema,
        amount: moneySchema,
        whole: moneySchema,
        /** The lines that the whole bill is for; missing: all of the order's. */
        of: z.array(lineIdSchema).optional(),
      }),
    )
    .optional(),
});
export type Order = z.infer<typeof orderSchema>;

/** The lines that stand in the order, the voided too, without those that were moved elsewhere. */
export function linesHere(order: Order): OrderLine[] {
  return order.lines.filter((line) => isHere(order, line));
}

/** The lines that count for money: all but the voided. */
export function liveLines(order: Order): OrderLine[] {
  return linesHere(order).filter((line) => line.kitchen.state !== 'voided');
}

/**
 * What came too late to be on the bill: another till added it while this one was being paid, in full or in part. It is
 * not lost and not paid for: somebody puts it on a bill of its own or takes it back [S15].
 */
export function lateLines(order: Order): OrderLine[] {
  const bills = order.parts?.flatMap(({ of }) => of ?? []) ?? [];
  // Orders of before there was this mark have no line that is sold.
  const isBilled = order.status === 'paid' && order.lines.some(({ sold }) => sold);
  if (!isBilled && bills.length === 0) return [];
  return liveLines(order).filter(({ id, sold }) => !sold && !bills.includes(id));
}

/** The number of the next change of an order or of one of its lines: above all that were. */
export function nextEdit(order: Order): number {
  return Math.max(order.edits ?? 0, ...order.lines.map((line) => line.edits ?? 0)) + 1;
}

/** A line and, where it is a part of a combo, the others of it: what happens to one happens to all [M14]. */
export function soldWith(order: Order, lineId: OrderLine['id']): OrderLine[] {
  const combo = order.lines.find(({ id }) => id === lineId)?.combo?.id;
  return order.lines.filter(
    (line) => line.id === lineId || (combo !== undefined && line.combo?.id === combo),
  );
}

/** The lines that the kitchen should have and does not have yet [P8]. */
export function unsentLines(order: Order): OrderLine[] {
  return linesHere(order).filter((line) => line.kitchen.state === 'unsent' && line.stationId !== null);
}

/** The lines that the kitchen has and does not make before their course is fired. */
export function heldLines(order: Order): OrderLine[] {
  return linesHere(order).filter(({ kitchen }) => kitchen.state === 'sent' && kitchen.held === true);
}

/**
 * Two views of one order become one [S15]: lines are a set by id; a line's kitchen state and its place, the order's
 * status and the count of its edits only move forward, so the result is the same whichever side comes first. Paid is
 * terminal; closed is an order only for as long as there is nothing to pay for.
 */
export function mergeOrders(mine: Order, theirs: Order): Order {
  const lines = new Map(mine.lines.map((line) => [line.id, line]));
  for (const line of theirs.lines) {
    const known = lines.get(line.id);
    lines.set(line.id, known ? mergeLines(known, line) : line);
  }
  const parts = mergeParts(mine, theirs);
  return withStatus({
    ...mergeHeads(mine, theirs),
    status: mine.status === 'paid' || theirs.status === 'paid' || isPaidBy(parts) ? 'paid' : 'open',
    lines: [...lines.values()].sort((a, b) =>
      a.addedAt === b.addedAt ? (a.id < b.id ? -1 : 1) : a.addedAt < b.addedAt ? -1 : 1,
    ),
    rounds: Math.max(mine.rounds, theirs.rounds),
    ...(parts.length > 0 && { parts }),
  });
}

type Parts = NonNullable<Order['parts']>;

function mergeParts(mine: Order, theirs: Order): Parts {
  const parts = new Map([...(mine.parts ?? []), ...(theirs.parts ?? [])].map((part) => [part.saleId, part]));
  return [...parts.values()].sort((a, b) => (a.saleId < b.saleId ? -1 : 1));
}

/** Whether parts, whoever took them, come to the whole bill. */
export function isPaidBy(parts: Parts): boolean {
  return parts.length > 0 && amountOver(parts) >= 0;
}

/** By how much parts are more than their whole bill; below zero: that much is left to pay. */
export function amountOver(parts: Parts): number {
  return sum(parts.map(({ amount }) => amount)) - Math.max(0, ...parts.map(({ whole }) => whole));
}

/** Whether it is open or closed follows from what is in it. */
export function withStatus<O extends Order>(order: O): O {
  if (order.status === 'paid') return order;
  return { ...order, status: order.closed && liveLines(order).length === 0 ? 'closed' : 'open' };
}

/** The order with what was paid for marked: it stays where it was paid, whoever moves it [S15]. */
export function withSold(order: Order, sold: readonly { readonly id: OrderLine['id'] }[]): Order {
  const ids = new Set(sold.map(({ id }) => id));
  const lines = order.lines.map((line): OrderLine => (ids.has(line.id) ? { ...line, sold: true } : line));
  return { ...order, lines };
}

function mergeHeads(mine: Order, theirs: Order): OrderHead {
  const { closed: _closed, bills: _bills, ...head } = isNewerHead(theirs, mine) ? theirs : mine;
  const [closed] = sortedTexts([mine.closed, theirs.closed]);
  const bills = sortedTexts([...(mine.bills ?? []), ...(theirs.bills ?? [])]);
  return { ...head, ...(closed && { closed }), ...(bills.length > 0 && { bills }) };
}

/** Each once, by time and then by text, so that the order in which they were heard of does not matter. */
function sortedTexts<T extends { readonly at: string }>(all: readonly (T | undefined)[]): T[] {
  const byText = new Map(
    all.filter((each) => each !== undefined).map((each) => [JSON.stringify(each), each]),
  );
  return [...byText]
    .sort(([a, one], [b, other]) => (one.at === other.at ? (a < b ? -1 : 1) : one.at < other.at ? -1 : 1))
    .map(([, each]) => each);
}

/** Of two tills that moved one order while apart the text decides, so that both end with the same of the two. */
function isNewerHead(order: OrderHead, than: OrderHead): boolean {
  const ahead = (order.edits ?? 0) - (than.edits ?? 0);
  return ahead === 0 ? placeOf(order) > placeOf(than) : ahead > 0;
}

function placeOf({ type, table, guests, discount, chargeRemoved, customer }: OrderHead): string {
  return JSON.stringify([type, table, guests, discount, chargeRemoved, customer]);
}
