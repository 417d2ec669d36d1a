import type { Printer } from '@galley/shared/domain/branch.ts';
import type { PrintJob } from '@galley/shared/wire/print-jobs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { PrintJobRow } from '../db/rows.ts';

/** What to print and where; a place without a printer prints nothing, its screen still shows it. */
export type PrintRequest = Omit<PrintJob, 'printer' | 'timeZone' | 'language'> & {
  readonly printerId: Printer['id'] | null;
};

/** Writes print jobs beside the rows that they print, in the caller's transaction [P2]. */
export async function queuePrintJobs(db: GalleyDatabase, requests: readonly PrintRequest[]): Promise<void> {
  const ids = [...new Set(requests.flatMap((request) => request.printerId ?? []))];
  if (ids.length === 0) return;
  const branch = await db.branches.toCollection().first();
  const printers = new Map<string, Printer>();
  for (const printer of await db.printers.bulkGet(ids)) if (printer) printers.set(printer.id, printer);
  const rows = requests.flatMap(({ printerId, ...job }): PrintJobRow[] => {
    const printer = printerId && printers.get(printerId);
    if (!printer) return [];
    const { address, profile, name } = printer;
    return [
      {
        ...job,
        ...(branch && { timeZone: branch.timeZone }),
        ...(branch?.language && { language: branch.language }),
        printer: { address, profile, name },
        printerId: printer.id,
        state: 'queued',
        cause: null,
        proven: false,
        handedOver: false,
      },
    ];
  });
  await db.printJobs.bulkAdd(rows);
}
