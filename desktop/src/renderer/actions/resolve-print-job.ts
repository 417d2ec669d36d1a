import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { Resolution } from '@galley/shared/wire/print-jobs.ts';
import type { Till } from './till.ts';

/**
 * A person looked at the printer: the paper came out, or it is to be printed again, marked as a possible duplicate.
 * Nobody else may decide this [P4]. The print loop carries the answer to the host.
 */
export async function resolvePrintJob(
  till: Till,
  args: { readonly jobId: string; readonly answer: Resolution },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.printJobs], async () => {
    const job = await db.printJobs.get(args.jobId);
    if (!job) return refuse('unknownJob', 'This print job is not on this till.');
    if (job.state !== 'unknown')
      return refuse('notUnknown', 'The printer has told meanwhile what became of it.');
    await db.printJobs.put({ ...job, answer: args.answer });
    return ok(null);
  });
}
