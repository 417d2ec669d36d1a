import type { Clock } from '@galley/shared/values/time.ts';
import type { Book, WaitingEntry } from './book.ts';
import { isWaiting } from './job-rules.ts';
import { divertedJob, encodeJob, type SpooledJob } from './spooled-job.ts';
import type { Timing } from './timing.ts';

export type Watch = { readonly stop: () => Promise<void> };

export type WatchSetting = {
  readonly book: Book;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly divert: (id: string, heir: SpooledJob) => Promise<void>;
};

/**
 * Looks at what waits, whatever the lanes are busy with: what is too old expires [P6], and a kitchen ticket that its
 * printer could not print for a minute goes to the station's next one [P7].
 */
export function startWatch({ book, clock, timing, divert }: WatchSetting): Watch {
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, timing.watchMs);
  timer.unref();

  async function look(): Promise<void> {
    for (const { job } of book.waiting()) {
      const entry = stillWaiting(job);
      if (!entry) continue;
      if (clock() >= Date.parse(entry.status.expiresAt)) await expire(entry);
      else if (isStuck(entry)) await moveOn(entry);
    }
  }

  /** As it stands now: while the one before was written down, this one may have begun. */
  function stillWaiting(job: SpooledJob): WaitingEntry | null {
    const status = book.get(job.id)?.status;
    return status && isWaiting(status.state) ? { job, status } : null;
  }

  async function expire({ status }: WaitingEntry): Promise<void> {
    await book.change(status.id, { state: 'expired', cause: `Too late to print. ${status.cause}`.trim() });
  }

  function isStuck({ status }: WaitingEntry): boolean {
    const since = status.troubledSince === undefined ? null : Date.parse(status.troubledSince);
    return status.kind === 'kitchen' && since !== null && clock() - since >= timing.divertMs;
  }

  async function moveOn({ job, status }: WaitingEntry): Promise<void> {
    for (const printer of job.fallbacks ?? []) {
      const heir = divertedJob(job, printer, status);
      if (encodeJob(heir).ok) return divert(job.id, heir);
    }
  }

  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
