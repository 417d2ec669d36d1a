import type { Station } from '@galley/shared/domain/branch.ts';
import type { OrderLine } from '@galley/shared/domain/order.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { type PrintRequest, queuePrintJobs } from './queue-print-jobs.ts';

/** What an action touches that tells the kitchen something. */
export function kitchenTables(db: GalleyDatabase) {
  const read = [db.stations, db.printers, db.staff, db.rights, db.branches];
  return [db.meta, db.outbox, db.orders, db.tickets, db.printJobs, ...read];
}

/**
 * The stations that the lines go to. One that this till has not heard of yet gets a stand-in without a printer, because
 * a missing name must never stop a sale.
 */
export async function stationsOf(db: GalleyDatabase, lines: readonly OrderLine[]): Promise<Station[]> {
  const ids = [...new Set(lines.flatMap((line) => line.stationId ?? []))];
  if (ids.length === 0) return [];
  const stations = await db.stations.bulkGet(ids);
  return ids.map((id, index) => stations[index] ?? { id, name: 'Kitchen', printerId: null });
}

/** Keeps the tickets for the kitchen's screen and asks for their paper: one job a station, and one for the pass [P2]. */
export async function tellKitchen(
  db: GalleyDatabase,
  tickets: readonly Ticket[],
  stations: readonly Station[],
): Promise<void> {
  if (tickets.length === 0) return;
  await db.tickets.bulkAdd(tickets.map((ticket) => ({ ...ticket, revision: 0, version: 0 })));
  await queuePrintJobs(db, await papersOf(db, tickets, stations));
}

/** The papers of one sending: one job a station, and one for the pass. */
export async function papersOf(
  db: GalleyDatabase,
  tickets: readonly Ticket[],
  known?: readonly Station[],
): Promise<PrintRequest[]> {
  const stations = known ?? (await db.stations.toArray());
  const [first] = tickets;
  const expeditorPrinterId = (await db.branches.toCollection().first())?.expeditorPrinterId;
  const copy: PrintRequest[] =
    first && expeditorPrinterId
      ? [
          {
            id: `pass:${first.id}`,
            content: { kind: 'expeditor', tickets: [...tickets] },
            printerId: expeditorPrinterId,
            createdAt: first.at,
          },
        ]
      : [];
  const papers = tickets.map((ticket): PrintRequest => {
    const station = stations.find(({ id }) => id === ticket.stationId);
    return {
      id: `ticket:${ticket.id}`,
      content: { kind: 'ticket', ticket },
      printerId: station?.printerId ?? null,
      fallbackIds: station?.backupPrinterIds ?? [],
      createdAt: ticket.at,
    };
  });
  return [...papers, ...copy];
}

/** What a ticket and a receipt call a person; one who left the list in between still worked here. */
export async function nameOf(db: GalleyDatabase, staffId: StaffId): Promise<string> {
  return (await db.staff.get(staffId))?.name ?? 'Unknown';
}
