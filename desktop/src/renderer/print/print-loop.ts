import { ZodError } from 'zod';
import { type Clock, instant } from '@galley/shared/values/time.ts';
import { type PrintReport, printJobSchema } from '@galley/shared/wire/print-jobs.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { PrintJobRow } from '../db/rows.ts';
import { watchTable } from '../db/watch-table.ts';
import { HostAway, JobRefused, type PrintHost } from '../host/print-host.ts';
import { createBackoff } from '../sync/backoff.ts';
import { type Pause, type Sleep, sleepFor, startLoop, throwLater } from '../sync/loop.ts';
import { expire } from './expire.ts';
import { jobsIn } from './jobs-in.ts';
import { offerAgain } from './offer-again.ts';

export type PrintLoop = { stop(): Promise<void> };

const waitSeconds = 25;
const lookAgainMs = 5_000;
const longestAwayMs = 10_000;

/**
 * Offers the print jobs of this till to whoever prints on this machine, and keeps what it reports. Nothing ever waits
 * for it: screens read the rows [P3]. Two of them at once are harmless, because a job's id is the job [P1].
 */
export function startPrintLoop(options: {
  readonly db: GalleyDatabase;
  readonly now: Clock;
  readonly host: () => Promise<PrintHost>;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly crashed?: (bug: unknown) => void;
}): PrintLoop {
  const { db, now, host, sleep = sleepFor, random = Math.random } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const offering = startLoop({ step: guarded(offer), sleep, signal });
  const following = startLoop({ step: guarded(follow), sleep, signal });
  const unwatch = watchTable(db, 'printJobs', () => offering.wake());
  const done = Promise.all([offering.done, following.done]);
  done.catch(options.crashed ?? throwLater);
  return {
    async stop() {
      unwatch();
      ended.abort();
      await done;
    },
  };

  async function offer(): Promise<Pause> {
    await expire(db, now());
    for (const job of (await jobsIn(db, ['queued'])).filter((each) => !each.handedOver)) {
      await note(db, await orRefused(job, async () => (await host()).submit(printJobSchema.parse(job))));
    }
    const undecided = await jobsIn(db, ['unknown', 'queued', 'blocked', 'failed', 'expired']);
    for (const job of undecided) {
      if (job.answer !== undefined && job.handedOver) await tellDecision(job);
    }
    return { ms: lookAgainMs, patient: false };
  }

  async function follow(): Promise<Pause> {
    const known = await readMeta(db, 'printPosition');
    const after = known?.position ?? 0;
    const { epoch, position, reports } = await (await host()).reports(after, waitSeconds, signal);
    if (known && known.epoch !== epoch) {
      await offerAgain(db);
      await writeMeta(db, 'printPosition', { epoch, position: 0 });
      return { ms: 0, patient: false };
    }
    // One transaction for all: whoever watches the jobs looks once, not once a report.
    await db.transaction('rw', [db.printJobs], async () => {
      for (const report of reports) await note(db, report);
    });
    if (!known || position !== after) await writeMeta(db, 'printPosition', { epoch, position });
    return { ms: 0, patient: false };
  }

  /** Where the host says no, things have moved on meanwhile: its report says how they are. */
  async function tellDecision({ id, answer }: PrintJobRow): Promise<void> {
    try {
      if (answer === undefined) return;
      const asked = await host();
      if (typeof answer === 'string') await note(db, await asked.resolve(id, answer));
      else if ('clear' in answer) await note(db, await asked.cancel(id, answer.clear));
      else await note(db, await asked.divert(id, answer.divertTo));
    } catch (fault) {
      if (!(fault instanceof JobRefused)) throw fault;
      const job = await db.printJobs.get(id);
      if (!job) return;
      const { answer: _heard, ...rest } = job;
      await db.printJobs.put({ ...rest, cause: fault.message });
    }
  }

  /** A job that the host cannot take fails with the host's words; the others behind it go on. */
  async function orRefused(job: PrintJobRow, ask: () => Promise<PrintReport>): Promise<PrintReport> {
    try {
      return await ask();
    } catch (fault) {
      if (!(fault instanceof JobRefused) && !(fault instanceof ZodError)) throw fault;
      const cause = fault instanceof ZodError ? 'This job is damaged and cannot be printed.' : fault.message;
      return { id: job.id, state: 'failed', cause, proven: false, at: instant(now()) };
    }
  }

  /** A host that is away is the only fault there is; the jobs say so and are offered again. */
  function guarded(step: () => Promise<Pause>): () => Promise<Pause> {
    const backoff = createBackoff(random);
    return async () => {
      try {
        const pause = await step();
        backoff.reset();
        return pause;
      } catch (fault) {
        if (signal.aborted) return { ms: 0, patient: false }; // cut off by our own end
        if (!(fault instanceof HostAway)) throw fault;
        await sayWhy(db, fault.message);
        return { ms: Math.min(backoff.nextMs(), longestAwayMs), patient: true };
      }
    };
  }
}

/** Keeps what the host said of a job; a report about a job of another till is not ours to keep. */
async function note(db: GalleyDatabase, report: PrintReport): Promise<void> {
  await db.transaction('rw', [db.printJobs], async () => {
    const job = await db.printJobs.get(report.id);
    if (!job) return;
    const { answer: _heard, divertedTo: _was, ...rest } = job;
    const { state, cause, proven, paperLow, divertedTo } = report;
    const told = {
      ...(paperLow !== undefined && { paperLow }),
      ...(divertedTo !== undefined && { divertedTo }),
    };
    const row: PrintJobRow = { ...rest, state, cause, proven, ...told, handedOver: true };
    await db.printJobs.put(row);
  });
}

async function sayWhy(db: GalleyDatabase, cause: string): Promise<void> {
  await db.printJobs
    .where('state')
    .equals('queued')
    .filter((job) => !job.handedOver && job.cause !== cause)
    .modify({ cause });
}
