import type { SaleId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Prints a receipt once more, as a job of its own: the first one can never print later by accident [P1]. */
export async function reprintReceipt(till: Till, saleId: SaleId): Promise<Result<null>> {
  const { db } = till;
  const tables = [db.meta, db.sales, db.branches, db.tills, db.printers, db.printJobs];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity } = place.value;
    const sale = await db.sales.get(saleId);
    const branch = await db.branches.get(identity.branchId);
    if (!sale || !branch) return refuse('unknownSale', 'This sale is not on this till.');
    const ownTill = (await db.tills.get(identity.till.id)) ?? identity.till;
    const printer = ownTill.receiptPrinterId && (await db.printers.get(ownTill.receiptPrinterId));
    if (!printer) return refuse('noPrinter', 'This till has no receipt printer. Choose one in the office.');
    const before = await db.printJobs.where('id').startsWith(`receipt:${saleId}`).count();
    await queuePrintJobs(db, [
      {
        id: before === 0 ? `receipt:${saleId}` : `receipt:${saleId}:${before + 1}`,
        content: { kind: 'receipt', sale, branch, till: ownTill.name, copy: before > 0 },
        printerId: printer.id,
        createdAt: instant(till.now()),
      },
    ]);
    return ok(null);
  });
}
