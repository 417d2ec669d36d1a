import type { PrintContent } from '@galley/shared/wire/print-jobs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { PrintJobRow } from '../db/rows.ts';
import { jobsIn } from './jobs-in.ts';

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
  const isOver = ({ state, content, handedOver, createdAt }: PrintJobRow) =>
    state === 'queued' && !handedOver && Date.parse(createdAt) + lifetimes[content.kind].ms <= nowMs;
  // Nearly always there is none, and a look holds up nobody who writes.
  const over = (await jobsIn(db, ['queued'])).filter(isOver);
  if (over.length === 0) return;
  await db.transaction('rw', [db.printJobs], async () => {
    for (const job of await db.printJobs.bulkGet(over.map(({ id }) => id))) {
      if (job && isOver(job))
        await db.printJobs.put({ ...job, state: 'expired', cause: lifetimes[job.content.kind].words });
    }
  });
}
