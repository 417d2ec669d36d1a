import type { Printer } from '@galley/shared/domain/branch.ts';
import type { JobPrinter, PrintJob } from '@galley/shared/wire/print-jobs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { PrintJobRow, Training } from '../db/rows.ts';

/** What to print and where; a place without a printer prints nothing, its screen still shows it. */
export type PrintRequest = Omit<PrintJob, 'printer' | 'fallbacks' | 'timeZone' | 'language'> & {
  readonly printerId: Printer['id'] | null;
  /** Where it goes when that printer cannot print it [P7]. */
  readonly fallbackIds?: readonly Printer['id'][];
};

/** Writes print jobs beside the rows that they print, in the caller's transaction [P2]. */
export async function queuePrintJobs(db: GalleyDatabase, asked: readonly PrintRequest[]): Promise<void> {
  const { training } = db;
  const requests = training ? asked.filter(({ content }) => isForPractice(content, training)) : asked;
  const ids = [
    ...new Set(
      requests.flatMap(({ printerId, fallbackIds }) => [...(fallbackIds ?? []), printerId ?? []].flat()),
    ),
  ];
  if (ids.length === 0) return;
  const branch = await db.branches.toCollection().first();
  const printers = new Map<string, Printer>();
  for (const printer of await db.printers.bulkGet(ids)) if (printer) printers.set(printer.id, printer);
  const rows = requests.flatMap(({ printerId, fallbackIds, ...job }): PrintJobRow[] => {
    const printer = printerId && printers.get(printerId);
    if (!printer) return [];
    const fallbacks = (fallbackIds ?? []).flatMap((id) => printers.get(id) ?? []).map(jobPrinterOf);
    return [
      {
        ...job,
        ...(branch && { timeZone: branch.timeZone }),
        ...(branch?.language && { language: branch.language }),
        ...(training && { training: true as const }),
        printer: jobPrinterOf(printer),
        ...(fallbacks.length > 0 && { fallbacks }),
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

/** Real money lies in the drawer, and cooks must not make what nobody eats. */
function isForPractice({ kind }: PrintJob['content'], { kitchen }: Training): boolean {
  return kind !== 'drawer' && (kitchen || (kind !== 'ticket' && kind !== 'expeditor'));
}

export function jobPrinterOf({ address, profile, name }: Printer): JobPrinter {
  return { address, profile, name };
}
