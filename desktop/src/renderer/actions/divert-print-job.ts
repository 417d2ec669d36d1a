import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { jobPrinterOf } from './queue-print-jobs.ts';
import type { Till } from './till.ts';

/** Sends a job that waits to another printer, whose paper says for whom it is [P7]. The print loop tells the host. */
export async function divertPrintJob(
  till: Till,
  args: { readonly jobId: string; readonly printerId: string },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.printJobs, db.printers], async () => {
    const [job, printer] = await Promise.all([db.printJobs.get(args.jobId), db.printers.get(args.printerId)]);
    if (!job) return refuse('unknownJob', 'This print job is not on this till.');
    if (!printer) return refuse('unknownPrinter', 'This printer is not on this till.');
    if (job.state !== 'queued' && job.state !== 'blocked' && job.state !== 'failed')
      return refuse('notWaiting', 'It does not wait any more.');
    await db.printJobs.put({ ...job, answer: { divertTo: jobPrinterOf(printer) } });
    return ok(null);
  });
}
