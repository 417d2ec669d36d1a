import type { PrinterId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Prints a page that shows whether a printer works, and what it can do. */
export async function printTestPage(till: Till, printerId: PrinterId): Promise<Result<null>> {
  const { db } = till;
  const tables = [db.meta, db.branches, db.tills, db.printers, db.printJobs];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    if (!(await db.printers.get(printerId)))
      return refuse('unknownPrinter', 'This printer is not on this till.');
    const createdAt = instant(till.now());
    await queuePrintJobs(db, [
      {
        id: `test:${till.ids()}`,
        content: { kind: 'test', till: place.value.identity.till.name },
        printerId,
        createdAt,
      },
    ]);
    return ok(null);
  });
}
