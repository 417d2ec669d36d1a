import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
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
    if (job.state === 'expired' && args.answer === 'again') {
      // The host marks what it prints late; one that it never heard of is simply asked for now.
      const asked = job.handedOver
        ? { ...job, answer: args.answer }
        : { ...job, state: 'queued' as const, cause: null, createdAt: instant(till.now()) };
      await db.printJobs.put(asked);
      return ok(null);
    }
    if (job.state !== 'unknown')
      return refuse('notUnknown', 'The printer has told meanwhile what became of it.');
    await db.printJobs.put({ ...job, answer: args.answer });
    return ok(null);
  });
}
