import { type IdSource, newId, type TicketId } from '../values/ids.ts';
import { must } from '../values/must.ts';
import type { Instant } from '../values/time.ts';
import type { Station } from './branch.ts';
import { heldLines, type Order, type OrderLine } from './order.ts';
import { type Fired, groupByStation, type Ticket, ticketHead, ticketLine } from './ticket.ts';

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
