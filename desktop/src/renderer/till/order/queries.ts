import { type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import type { TicketState } from '@galley/shared/domain/ticket-state.ts';
import type { OrderId, TicketId } from '@galley/shared/values/ids.ts';
import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import { type GalleyDatabase, readMeta } from '../../db/database.ts';
import type { PrintJobRow } from '../../db/rows.ts';

/**
 * The order on screen, or null when the next tap begins a new one. Mostly it is the one that it was: who says which gets
 * its answer in one turn of the database instead of two, and a tap is waiting for it.
 */
export async function readCurrentOrder(
  db: GalleyDatabase,
  likely: OrderId | null = null,
): Promise<Order | null> {
  const [id, guessed] = await Promise.all([
    readMeta(db, 'currentOrder'),
    likely === null ? undefined : db.orders.get(likely),
  ]);
  const order = id && id !== likely ? await db.orders.get(id) : id ? guessed : undefined;
  // Another till may have paid it meanwhile: paid is terminal, there is nothing left to do with it here [S15].
  return order?.status === 'open' ? order : null;
}

/** The number of an order at the same table of which a part is paid: what is added now is on a bill of its own. */
export async function readPartPaidBeside(db: GalleyDatabase, order: Order | null): Promise<string | null> {
  if (!order || order.parts || order.table === null) return null;
  const beside = await db.orders
    .where('status')
    .equals('open')
    .filter((each) => each.parts !== undefined && each.table === order.table)
    .first();
  return beside?.number ?? null;
}

/** What the cashier sees of a line's way to the kitchen. */
export type KitchenMark = {
  readonly state:
    | 'none'
    | 'unsent'
    | 'queued'
    | 'printing'
    | 'printed'
    | 'sent'
    | 'held'
    | 'preparing'
    | 'ready'
    | 'served'
    | 'diverted'
    | 'unknown'
    | 'failed';
  readonly cause: string | null;
};

/** The marks of an order's tickets: that of the print job where a ticket has one [P4]. */
export async function readTicketMarks(
  db: GalleyDatabase,
  ticketIds: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, KitchenMark>> {
  const jobs = await db.printJobs.bulkGet(ticketIds.map((id) => `ticket:${id}`));
  const states = await db.ticketStates.bulkGet([...ticketIds]);
  return new Map(
    ticketIds.map((id, index) => {
      const progress = states[index]?.progress ?? 'new';
      // What a cook says of it is worth more than what a printer does.
      return [id, progress === 'new' ? markOfJob(jobs[index]) : { state: progress, cause: null }];
    }),
  );
}

export function ticketIdsOf(order: Order): TicketId[] {
  const ids = order.lines.flatMap(({ kitchen }) =>
    kitchen.state === 'unsent' ? [] : (kitchen.ticketId ?? []),
  );
  return [...new Set(ids)];
}

export function markOf(line: OrderLine, marks: ReadonlyMap<TicketId, KitchenMark>): KitchenMark {
  const { kitchen } = line;
  if (kitchen.state === 'unsent') return { state: line.stationId === null ? 'none' : 'unsent', cause: null };
  if (kitchen.ticketId === null) return { state: 'none', cause: null };
  const mark = marks.get(kitchen.ticketId) ?? { state: 'sent', cause: null };
  const held = kitchen.state === 'sent' && kitchen.held === true;
  return held && arrived.has(mark.state) ? { state: 'held', cause: null } : mark;
}

const arrived: ReadonlySet<KitchenMark['state']> = new Set(['sent', 'printed', 'diverted']);

function markOfJob(job: PrintJobRow | undefined): KitchenMark {
  // Without a printer a ticket is on the kitchen's screen, and that is where it was sent.
  if (!job) return { state: 'sent', cause: null };
  const printed = job.divertedTo === undefined ? 'printed' : 'diverted';
  const state = job.state !== 'printed' ? marks[job.state] : job.proven ? printed : 'sent';
  return { state, cause: job.cause };
}

const marks: Readonly<Record<PrintState, KitchenMark['state']>> = {
  queued: 'queued',
  blocked: 'failed',
  sending: 'printing',
  awaiting: 'printing',
  printed: 'printed',
  unknown: 'unknown',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'failed',
  takenOver: 'diverted',
};

/** What the kitchen has made for an order and nobody has brought yet. */
export async function readReady(db: GalleyDatabase, orderId: Order['id']): Promise<readonly TicketState[]> {
  const states = await db.ticketStates.where('orderId').equals(orderId).toArray();
  return states.filter(({ progress }) => progress === 'ready');
}
