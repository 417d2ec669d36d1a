import { type IdSource, newId, type TicketId } from '../values/ids.ts';
import { must } from '../values/must.ts';
import type { Instant } from '../values/time.ts';
import type { Station } from './branch.ts';
import { heldLines, nextEdit, type Order, type OrderLine } from './order.ts';
import { type Fired, groupByStation, isHeldBack, type Ticket, ticketHead, ticketLine } from './ticket.ts';

/** Lets the kitchen begin with what it holds of a course; each station that holds some of it hears so. */
export function fireCourse(
  order: Order,
  course: number,
  stations: readonly Station[],
  by: string,
  at: Instant,
  ids: IdSource,
): Fired {
  const due = new Set(heldLines(order).filter((line) => (line.course ?? 1) === course));
  const lines = order.lines.map((line): OrderLine => {
    if (!due.has(line) || line.kitchen.state !== 'sent') return line;
    return { ...line, kitchen: { state: 'sent', ticketId: line.kitchen.ticketId } };
  });
  const made = lines.filter((_, index) => due.has(must(order.lines[index], 'one line each')));
  const fired = { ...order, lines };
  const notice = { kind: 'course', course } as const;
  return { order: fired, tickets: notices(fired, made, stations, by, at, ids, notice) };
}

/** What a line is said to be: 0 is no course but the first, and nobody's seat; missing: as before. */
export type Assignment = { readonly course?: number | undefined; readonly seat?: number | undefined };

/**
 * The order with a line of another seat or course. The kitchen hears of what it still holds: nobody plates it yet, and a
 * course that is being served is made at once. What is being made is past all courses, and whose it is the waiter knows.
 */
export function assignLine(
  order: Order,
  line: OrderLine,
  { course = line.course ?? 0, seat = line.seat ?? 0 }: Assignment,
  stations: readonly Station[],
  by: string,
  at: Instant,
  ids: IdSource,
): Fired {
  const { course: _course, seat: _seat, ...rest } = line;
  const assigned: OrderLine = { ...rest, ...(course > 1 && { course }), ...(seat > 0 && { seat }) };
  const withLine = (changed: OrderLine): Order => ({
    ...order,
    lines: order.lines.map((each) => (each.id === line.id ? changed : each)),
  });
  if (line.kitchen.state === 'unsent') return { order: withLine(assigned), tickets: [] };
  const told: OrderLine = { ...assigned, edits: nextEdit(order) };
  if (line.kitchen.state !== 'sent' || !line.kitchen.held) return { order: withLine(told), tickets: [] };
  const { ticketId } = line.kitchen;
  const others = { ...order, lines: order.lines.filter(({ id }) => id !== line.id) };
  const isDue = !isHeldBack(others, told);
  const after = withLine(isDue ? { ...told, kitchen: { state: 'sent', ticketId } } : told);
  const changed = after.lines.filter(({ id }) => id === line.id);
  const notice = isDue
    ? ({ kind: 'course', course: Math.max(course, 1) } as const)
    : ({ kind: 'change' } as const);
  return { order: after, tickets: notices(after, changed, stations, by, at, ids, notice) };
}

/** Tells each station that makes some of these lines where they go now; nobody is told of what stays at its table. */
export function moveNotices(
  from: Pick<Order, 'number' | 'table' | 'type'>,
  to: Order,
  lines: readonly OrderLine[],
  stations: readonly Station[],
  by: string,
  at: Instant,
  ids: IdSource,
): Ticket[] {
  if (from.table === to.table && from.type === to.type) return [];
  const cooking = lines.filter(({ kitchen }) => kitchen.state === 'sent' && kitchen.ticketId !== null);
  const notice = { kind: 'move', from: { orderNumber: from.number, table: from.table } } as const;
  return notices(to, cooking, stations, by, at, ids, notice);
}

function notices(
  order: Order,
  lines: readonly OrderLine[],
  stations: readonly Station[],
  by: string,
  at: Instant,
  ids: IdSource,
  notice: Pick<Ticket, 'kind' | 'course' | 'from'>,
): Ticket[] {
  const groups = [...groupByStation(lines)].flatMap(([stationId, group]) => {
    const station = stations.find(({ id }) => id === stationId);
    return station ? [{ station, group }] : [];
  });
  return groups.map(({ station, group }, index): Ticket => ({
    ...ticketHead(order, station, by, at, newId<TicketId>(ids)),
    ...notice,
    round: order.rounds,
    part: index + 1,
    parts: groups.length,
    lines: group.map(ticketLine),
    reason: '',
  }));
}
