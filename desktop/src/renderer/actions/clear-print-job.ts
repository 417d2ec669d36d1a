import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { Till } from './till.ts';

/**
 * Gives up a job of which nothing was sent, and keeps why. One that no host has heard of ends here; of another the
 * print loop tells the host, which may have begun it meanwhile.
 */
export async function clearPrintJob(
  till: Till,
  args: { readonly jobId: string; readonly why: string },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.printJobs], async () => {
    const job = await db.printJobs.get(args.jobId);
    if (!job) return refuse('unknownJob', 'This print job is not on this till.');
    const waits = ['queued', 'blocked', 'failed', 'expired'].includes(job.state);
    if (!waits) return refuse('notWaiting', 'It does not wait any more.');
    const why = args.why.trim();
    if (why === '') return refuse('noReason', 'Say why it is not printed.');
    if (job.handedOver) await db.printJobs.put({ ...job, answer: { clear: why } });
    else await db.printJobs.put({ ...job, state: 'cancelled', cause: why });
    return ok(null);
  });
}
