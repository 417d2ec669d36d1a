import type { StaffId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { PrintContent } from '@galley/shared/wire/print-jobs.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace } from './record-mutation.ts';
import { takeNote } from './take-note.ts';
import type { Till } from './till.ts';

/** Prints a receipt or a refund once more, as a job of its own: the first can never print later by accident [P1]. */
export async function reprintReceipt(
  till: Till,
  args: { readonly kind: 'sale' | 'refund'; readonly id: string; readonly staffId: StaffId },
): Promise<Result<null>> {
  const { db } = till;
  const tables = [
    db.meta,
    db.outbox,
    db.orders,
    db.sales,
    db.refunds,
    db.branches,
    db.tills,
    db.printers,
    db.printJobs,
  ];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity } = place.value;
    const branch = await db.branches.get(identity.branchId);
    const ownTill = (await db.tills.get(identity.till.id)) ?? identity.till;
    const sale = args.kind === 'sale' ? await db.sales.get(args.id) : undefined;
    const refund = args.kind === 'refund' ? await db.refunds.get(args.id) : undefined;
    const exchanged = sale?.exchange && (await db.refunds.get(sale.exchange.refundId));
    const customer = sale && (await db.orders.get(sale.orderId))?.customer;
    if (!branch || !(sale ?? refund)) return refuse('unknownSale', 'This receipt is not on this till.');
    const printer = ownTill.receiptPrinterId && (await db.printers.get(ownTill.receiptPrinterId));
    if (!printer) return refuse('noPrinter', 'This till has no receipt printer. Choose one in the office.');
    const job = `${sale ? 'receipt' : 'refund'}:${args.id}`;
    const before = await db.printJobs.where('id').startsWith(job).count();
    const shared = { branch, till: ownTill.name, copy: before > 0 };
    const contents: PrintContent[] = [
      ...(sale
        ? [
            {
              kind: 'receipt' as const,
              sale,
              ...shared,
              ...(exchanged && { exchanged }),
              ...(customer && { customer }),
            },
          ]
        : []),
      ...(refund ? [{ kind: 'refund' as const, refund, ...shared }] : []),
    ];
    await queuePrintJobs(
      db,
      contents.map((content) => ({
        id: before === 0 ? job : `${job}:${before + 1}`,
        content,
        printerId: printer.id,
        createdAt: instant(till.now()),
      })),
    );
    const { receiptNumber } = must(sale ?? refund, 'one of them was found above');
    if (before > 0) await takeNote(till, args.staffId, { kind: 'reprint', receiptNumber, copies: before });
    return ok(null);
  });
}
