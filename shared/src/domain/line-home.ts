import { z } from 'zod';
import { type LineId, type OrderId, orderIdSchema } from '../values/ids.ts';
import type { Order, OrderLine } from './order.ts';

/**
 * Where a line stands since it was moved: of two tills that moved it while apart, the one that has moved it more often
 * wins, then the order's id decides, so that both end with the same [S15]. A line that was paid for stays where it was
 * paid, whoever moved it. An order that a line has left keeps it as a trace, which counts for nothing.
 */
export const lineHomeSchema = z.object({
  orderId: orderIdSchema,
  moves: z.int().min(0),
  sold: z.literal(true).optional(),
});
export type LineHome = z.infer<typeof lineHomeSchema>;

/** Whether the line stands in this order, and is not the trace that it left there when it was moved. */
export function isHere(order: { readonly id: OrderId }, { home, sold }: OrderLine): boolean {
  return sold === true || home === undefined || home.orderId === order.id;
}

/** The line as a sale and a bill have it: what it is, not which order it came from. */
export function withoutPlace<L extends Pick<OrderLine, 'home' | 'sold'>>(line: L): Omit<L, 'home' | 'sold'> {
  const { home: _home, sold: _sold, ...rest } = line;
  return rest;
}

/** Two tellings of one line become one: what happened to it, where it went, and whether it was paid for here. */
export function mergeLines(one: OrderLine, other: OrderLine): OrderLine {
  const { home: _home, sold: _sold, ...later } = isLater(other, one) ? other : one;
  const home = laterHome(one.home, other.home);
  const sold = one.sold ?? other.sold;
  return { ...later, ...(home && { home }), ...(sold && { sold }) };
}

/**
 * Makes the orders that hold a line say the same of it: two tills that were apart may have moved it to two orders, or
 * taken back what another has moved. Answers the orders that it changed.
 */
export function agreeOnLine(orders: readonly Order[], lineId: LineId): Order[] {
  const copies = orders.flatMap((order) => {
    const line = order.lines.find(({ id }) => id === lineId);
    return line ? [{ order, line }] : [];
  });
  const [first] = copies;
  if (!first || copies.length < 2) return [];
  const joined = copies.reduce((all, { line }) => mergeLines(all, line), first.line);
  const home = copies
    .map(({ order, line }): LineHome | undefined => {
      return line.sold ? { orderId: order.id, moves: 0, sold: true } : undefined;
    })
    .reduce(laterHome, joined.home);
  const { home: _home, sold: _sold, ...content } = joined;
  return copies.flatMap(({ order, line }): Order[] => {
    const agreed = { ...content, ...(home && { home }), ...(line.sold && { sold: line.sold }) };
    if (textOf(agreed) === textOf(line)) return [];
    return [{ ...order, lines: order.lines.map((each) => (each === line ? agreed : each)) }];
  });
}

function laterHome(one: LineHome | undefined, other: LineHome | undefined): LineHome | undefined {
  if (!one || !other) return one ?? other;
  const ahead = Number(one.sold ?? false) - Number(other.sold ?? false) || one.moves - other.moves;
  return (ahead === 0 ? one.orderId >= other.orderId : ahead > 0) ? one : other;
}

/** Two tills may void the same line while apart: then its text decides, so that both end with the same of the two. */
function isLater(line: OrderLine, than: OrderLine): boolean {
  const ahead = rankOf(line) - rankOf(than) || (line.edits ?? 0) - (than.edits ?? 0);
  return ahead === 0 ? contentOf(line) > contentOf(than) : ahead > 0;
}

/** A line's way through the kitchen only goes forward. */
function rankOf({ kitchen }: OrderLine): number {
  if (kitchen.state === 'sent') return kitchen.held ? 1 : 2;
  return kitchen.state === 'unsent' ? 0 : 3;
}

function contentOf({ home: _home, sold: _sold, ...content }: OrderLine): string {
  return JSON.stringify(content);
}

function textOf(line: OrderLine): string {
  return JSON.stringify(line);
}
