import type { Branch, Station } from '@galley/shared/domain/branch.ts';
import type { Ticket, TicketLine } from '@galley/shared/domain/ticket.ts';
import type { TicketProgress } from '@galley/shared/domain/ticket-state.ts';
import type { LineId, TicketId } from '@galley/shared/values/ids.ts';
import { formatQuantity, type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';

/** A ticket that nobody has bumped for so long is on no cook's mind any more. */
const onScreenMs = 12 * 3_600_000;
/** The feed is asked at least every 25 seconds; after this long without an answer something is wrong. */
const silentMs = 70_000;
const recentCount = 12;

export type BoardLine = TicketLine & {
  /** Taken back since: not to be made. */
  readonly isVoid: boolean;
};

/** Something to make (`fire`, `course`), or something to know and to say that one has seen it (`void`, `move`, `change`). */
export type BoardTicket = {
  readonly ticket: Ticket;
  readonly isNotice: boolean;
  /** Where it goes by now: it may have been moved since it was sent. */
  readonly table: string | null;
  readonly progress: TicketProgress;
  readonly changedAt: string;
  readonly lines: readonly BoardLine[];
};

export type BoardColumn = {
  readonly station: Station;
  /** Oldest first. */
  readonly tickets: readonly BoardTicket[];
  /** How many of each dish there are to make, the most first. */
  readonly counts: readonly { readonly name: string; readonly count: string }[];
};

export type Board = {
  readonly branch: Branch;
  readonly screen: string;
  readonly columns: readonly BoardColumn[];
  /** What was bumped last, newest first: to be called back. */
  readonly bumped: readonly BoardTicket[];
  /** Since when nothing arrives; null while all is well. */
  readonly silentSince: number | null;
  /** What was said here and is not on the server yet. */
  readonly waiting: number;
};

export async function readBoard(db: GalleyDatabase, nowMs: number): Promise<Board | null> {
  const branch = await db.branches.toCollection().first();
  const identity = await readMeta(db, 'identity');
  if (!branch || !identity) return null;
  const since = instant(nowMs - onScreenMs);
  const [stations, tickets, states, fault, last, waiting] = await Promise.all([
    db.stations.toArray(),
    db.tickets.filter((ticket) => ticket.at > since).toArray(),
    db.ticketStates.toArray(),
    readMeta(db, 'pullFault'),
    readMeta(db, 'lastSync'),
    db.outbox.where('state').equals('waiting').count(),
  ]);
  const all = boardTickets(
    tickets.sort((a, b) => (a.at < b.at ? -1 : 1)),
    new Map(states.map((state) => [state.ticketId, state])),
  );
  const open = all.filter((each) => !isDone(each));
  return {
    branch,
    screen: identity.till.name,
    columns: stations
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((station) =>
        columnOf(
          station,
          open.filter(({ ticket }) => ticket.stationId === station.id),
        ),
      ),
    bumped: all
      .filter((each) => isDone(each) && !each.isNotice)
      .sort((a, b) => (a.changedAt > b.changedAt ? -1 : 1))
      .slice(0, recentCount),
    silentSince: silentSince(
      fault ? Date.parse(fault.since) : null,
      last ? Date.parse(last.at) : null,
      nowMs,
    ),
    waiting,
  };
}

function boardTickets(
  tickets: readonly Ticket[],
  states: ReadonlyMap<TicketId, { readonly progress: TicketProgress; readonly at: string }>,
): BoardTicket[] {
  const voided = new Set<LineId>();
  const tableByLine = new Map<LineId, string | null>();
  for (const { kind, lines, table } of tickets) {
    for (const { lineId } of lines) {
      if (kind === 'void') voided.add(lineId);
      if (kind === 'move') tableByLine.set(lineId, table);
    }
  }
  return tickets.map((ticket): BoardTicket => {
    const state = states.get(ticket.id);
    const moved = ticket.lines.find(({ lineId }) => tableByLine.has(lineId));
    return {
      ticket,
      isNotice: ticket.kind !== 'fire' && ticket.kind !== 'course',
      table: moved ? (tableByLine.get(moved.lineId) ?? null) : ticket.table,
      progress: state?.progress ?? 'new',
      changedAt: state?.at ?? ticket.at,
      lines: ticket.lines.map((line) => ({
        ...line,
        isVoid: ticket.kind !== 'void' && voided.has(line.lineId),
      })),
    };
  });
}

function isDone({ isNotice, progress }: BoardTicket): boolean {
  return progress === 'served' || (!isNotice && progress === 'ready');
}

function columnOf(station: Station, tickets: readonly BoardTicket[]): BoardColumn {
  const counts = new Map<string, Quantity>();
  for (const { isNotice, lines } of tickets) {
    if (isNotice) continue;
    for (const { name, quantity: count, isVoid, held } of lines) {
      // What is held comes again, to be made, when its course is fired.
      if (!isVoid && !held) counts.set(name, quantity((counts.get(name) ?? 0) + count));
    }
  }
  return {
    station,
    tickets,
    counts: [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => ({ name, count: formatQuantity(count) })),
  };
}

function silentSince(faultAt: number | null, lastAt: number | null, nowMs: number): number | null {
  if (faultAt !== null) return faultAt;
  return lastAt !== null && nowMs - lastAt > silentMs ? lastAt : null;
}
