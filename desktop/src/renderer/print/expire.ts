import type { PrintContent } from '@galley/shared/wire/print-jobs.ts';
import type { GalleyDatabase } from '../db/database.ts';

const report = { ms: 20 * 60_000, words: 'It waited for 20 minutes and was not printed. Print it again.' };

/** How long each kind of paper is worth having; nothing old prints by itself at opening time [P6]. */
const lifetimes: Readonly<Record<PrintContent['kind'], { readonly ms: number; readonly words: string }>> = {
  ticket: { ms: 20 * 60_000, words: 'It waited for 20 minutes and was not printed. Tell the kitchen.' },
  expeditor: { ms: 20 * 60_000, words: 'It waited for 20 minutes and was not printed. Tell the kitchen.' },
  receipt: {
    ms: 2 * 60_000,
    words: 'It waited for 2 minutes and was not printed. Print it again if it is wanted.',
  },
  refund: {
    ms: 2 * 60_000,
    words: 'It waited for 2 minutes and was not printed. Print it again if it is wanted.',
  },
  test: { ms: 2 * 60_000, words: 'The test page could not be printed in time.' },
  zReport: report,
  xReport: report,
  cashSlip: report,
  bill: { ms: 2 * 60_000, words: 'The bill waited for 2 minutes and was not printed. Print it again.' },
  drawer: { ms: 5_000, words: 'The drawer could not be opened in time. Open it with its key.' },
};

/** Ends the jobs that no host has taken in time. One that was handed over is the host's to end. */
export async function expire(db: GalleyDatabase, nowMs: number): Promise<void> {
  await db.transaction('rw', [db.printJobs], async () => {
    const queued = await db.printJobs.where('state').equals('queued').toArray();
    for (const job of queued) {
      const { ms, words } = lifetimes[job.content.kind];
      if (job.handedOver || Date.parse(job.createdAt) + ms > nowMs) continue;
      await db.printJobs.put({ ...job, state: 'expired', cause: words });
    }
  });
}
