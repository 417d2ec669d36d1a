import { z } from 'zod';
import {
  type IdSource, lineIdSchema, newId, orderIdSchema, stationIdSchema, ticketIdSchema, type TicketId,
} from '../values/ids.ts'; // prettier-ignore
import { must } from '../values/must.ts';
import { quantitySchema } from '../values/quantity.ts';
import { type Instant, instantSchema } from '../values/time.ts';
import type { Station } from './branch.ts';
import { orderTypeSchema } from './menu.ts';
import { linesHere, type Order, type OrderLine, unsentLines } from './order.ts';

export const ticketLineSchema = z.object({
  lineId: lineIdSchema,
  name: z.string(),
  quantity: quantitySchema,
  options: z.array(z.string()),
  note: z.string(),
  seat: z.int().optional(),
  course: z.int().optional(),
  /** On paper now, to be made when its course is fired. */
  held: z.literal(true).optional(),
});
export type TicketLine = z.infer<typeof ticketLineSchema>;

/**
 * A kitchen order ticket (KOT): what one station has to make (`fire`) or has to stop making (`void`), that it may begin
 * with a course that it holds (`course`), that what it makes goes to another table (`move`), or that what it holds is of
 * another seat or course (`change`) [P8]. It never changes.
 */
export const ticketSchema = z.object({
  id: ticketIdSchema,
  kind: z.enum(['fire', 'void', 'course', 'move', 'change']),
  orderId: orderIdSchema,
  orderNumber: z.string(),
  orderType: orderTypeSchema,
  table: z.string().nullable(),
  guests: z.int(),
  stationId: stationIdSchema,
  station: z.string(),
  /** The order's n-th sending, and this ticket's place among the stations of that sending: ticket 1 of 2. */
  round: z.int(),
  part: z.int(),
  parts: z.int(),
  lines: z.array(ticketLineSchema).min(1),
  /** Why it was voided; empty on a fire ticket. */
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
  /** Which course is fired. */
  course: z.int().optional(),
  /** Where it went before it was moved. */
  from: z.object({ orderNumber: z.string(), table: z.string().nullable() }).optional(),
  /** It came from the web: who calls for it, and when it is wanted; null: as soon as it is ready. */
  web: z.object({ name: z.string(), wantedAt: instantSchema.nullable() }).optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;

export type Fired = { readonly order: Order; readonly tickets: readonly Ticket[] };

/**
 * Sends what the kitchen does not have: one ticket a station, each line on exactly one [P8]. Lines that nobody cooks
 * count as sent with it, so that another till's view of the order lacks nothing [S15].
 * An order without unsent lines comes back as it was, with no tickets.
 */
export function fire(
  order: Order,
  stations: readonly Station[],
  by: string,
  at: Instant,
  ids: IdSource,
): Fired {
  const linesByStation = groupByStation(unsentLines(order));
  const parts = linesByStation.size;
  if (parts === 0) return { order, tickets: [] };
  const round = order.rounds + 1;
  const tickets = [...linesByStation].map(([stationId, lines], index): Ticket => {
    const station = must(
      stations.find((each) => each.id === stationId) ?? null,
      'a line is routed when it is added, and stations are never deleted',
    );
    return {
      ...ticketHead(order, station, by, at, newId<TicketId>(ids)),
      kind: 'fire',
      round,
      part: index + 1,
      parts,
      lines: byCourse(lines).map((line) => ({
        ...ticketLine(line),
        ...(isHeldBack(order, line) && { held: true as const }),
      })),
      reason: '',
    };
  });
  const ticketIdByLine = new Map(
    tickets.flatMap((ticket) => ticket.lines.map((line) => [line.lineId, ticket.id])),
  );
  const lines = order.lines.map((line): OrderLine => {
    if (line.kitchen.state !== 'unsent') return line;
    const ticketId = ticketIdByLine.get(line.id) ?? null;
    const held = ticketId !== null && isHeldBack(order, line);
    return { ...line, kitchen: { state: 'sent', ticketId, ...(held && { held: true as const }) } };
  });
  return { order: { ...order, lines, rounds: round }, tickets };
}

/**
 * Takes back a line; the kitchen is told if it has it [P8]. The line stays in the order, marked and free of charge.
 * A line that is void already keeps its reason and its ticket.
 */
export function voidOf(
  order: Order,
  line: OrderLine,
  stations: readonly Station[],
  reason: string,
  by: string,
  at: Instant,
  ids: IdSource,
): Fired {
  if (line.kitchen.state === 'voided') return { order, tickets: [] };
  const station = stations.find((each) => each.id === line.stationId);
  const told = line.kitchen.state === 'sent' && station !== undefined;
  const tickets: Ticket[] = told
    ? [
        {
          ...ticketHead(order, station, by, at, newId<TicketId>(ids)),
          kind: 'void',
          round: order.rounds,
          part: 1,
          parts: 1,
          lines: [ticketLine(line)],
          reason,
        },
      ]
    : [];
  const ticketId = tickets[0]?.id ?? null;
  const lines = order.lines.map((each): OrderLine =>
    each.id === line.id ? { ...each, kitchen: { state: 'voided', ticketId, reason } } : each,
  );
  return { order: { ...order, lines }, tickets };
}

/** In the order in which they are served. */
function byCourse(lines: readonly OrderLine[]): OrderLine[] {
  return lines.toSorted((a, b) => (a.course ?? 1) - (b.course ?? 1));
}

/** A later course waits until it is fired; what is added to it then goes at once. */
export function isHeldBack(order: Order, { course = 1 }: OrderLine): boolean {
  if (course === 1) return false;
  return !linesHere(order).some((line) => line.course === course && isMade(line));
}

function isMade({ kitchen }: OrderLine): boolean {
  return kitchen.state === 'sent' && kitchen.ticketId !== null && kitchen.held === undefined;
}

export function ticketHead(order: Order, station: Station, by: string, at: Instant, id: TicketId) {
  return {
    id,
    orderId: order.id,
    orderNumber: order.number,
    orderType: order.type,
    table: order.table,
    guests: order.guests,
    stationId: station.id,
    station: station.name,
    by,
    at,
  };
}

export function ticketLine(line: OrderLine): TicketLine {
  return {
    lineId: line.id,
    name: line.name,
    quantity: line.quantity,
    options: line.options.map((option) => option.name),
    note: line.note,
    ...(line.seat !== undefined && { seat: line.seat }),
    ...(line.course !== undefined && { course: line.course }),
    ...(line.kitchen.state === 'sent' && line.kitchen.held && { held: true as const }),
  };
}

export function groupByStation(lines: readonly OrderLine[]): Map<OrderLine['stationId'], OrderLine[]> {
  const groups = new Map<OrderLine['stationId'], OrderLine[]>();
  for (const line of lines) groups.set(line.stationId, [...(groups.get(line.stationId) ?? []), line]);
  return groups;
}
