import { must } from '@galley/shared/values/must.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { profileById } from '../escpos/profiles.ts';
import type { OpenConnection } from '../transport/transport.ts';
import { attemptJob, type Outcome } from './attempt.ts';
import type { Book, Entry } from './book.ts';
import { isWaiting } from './job-rules.ts';
import { encodeJob, type SpooledJob } from './spooled-job.ts';
import type { Timing } from './timing.ts';

/** The one line of jobs that stands before one printer [P3]. */
export type Lane = {
  /** Something changed: a job came, or a person wants it tried now. */
  readonly wake: () => void;
  /** Settles when the job at work, if any, has come to its end. */
  readonly stop: () => Promise<void>;
};

export type LaneSetting = {
  readonly address: string;
  readonly book: Book;
  readonly open: OpenConnection;
  readonly clock: Clock;
  readonly timing: Timing;
};

export function startLane({ address, book, open, clock, timing }: LaneSetting): Lane {
  let stopped = false;
  let tries = 0;
  let wakeUp: () => void = () => undefined;
  let woken = false;
  let count = 0;
  let stopNow: () => void = () => undefined;
  const stoppedNow = new Promise<void>((resolve) => (stopNow = resolve));
  const running = run();

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      await expireOld();
      if (waitingJobs().length === 0) {
        await sleep(null);
        continue;
      }
      if (tries > 0 && !(await sleptBeforeRetry())) continue;
      const head = waitingJobs()[0];
      if (!head) continue;
      await settle(head.job, await tryJob(head.job));
    }
  }

  /** In the order in which they came. */
  function waitingJobs(): { readonly job: SpooledJob; readonly entry: Entry }[] {
    return [...book.entries()].flatMap((entry) =>
      entry.status.address === address && isWaiting(entry.status.state) && entry.job
        ? [{ job: entry.job, entry }]
        : [],
    );
  }

  /** Nothing old prints by itself [P6], and nothing waits behind a dead printer past its time. */
  async function expireOld(): Promise<void> {
    for (const { job, entry } of waitingJobs()) {
      if (clock() < Date.parse(entry.status.expiresAt)) continue;
      await book.change(job.id, {
        state: 'expired',
        cause: `Too late to print. ${entry.status.cause}`.trim(),
      });
    }
  }

  /** False when an earlier expiry has to be looked at first. */
  async function sleptBeforeRetry(): Promise<boolean> {
    const pause = timing.retryMs[Math.min(tries, timing.retryMs.length) - 1] ?? 0;
    const expiries = waitingJobs().map(({ entry }) => Date.parse(entry.status.expiresAt) - clock());
    const nearest = Math.min(...expiries);
    await sleep(Math.min(pause, nearest));
    if (nearest < pause) return false;
    return !stopped;
  }

  async function tryJob(job: SpooledJob): Promise<Outcome> {
    const profile = must(profileById(job.printer.profile), 'submit refuses unknown profiles');
    const encoded = encodeJob(job);
    // Only a new version of this program can refuse what it has taken: the paper must not vanish in silence.
    if (!encoded.ok) return { state: 'failed', cause: encoded.message };
    return attemptJob({
      address,
      profile,
      encoded: encoded.value,
      processId: nextProcessId(),
      open,
      clock,
      timing,
      stopped: stoppedNow,
      begin: async () => {
        const state = book.get(job.id)?.status.state;
        const expiresAt = book.get(job.id)?.status.expiresAt ?? '';
        if (state === undefined || !isWaiting(state) || clock() >= Date.parse(expiresAt)) return false;
        await book.change(job.id, { state: 'sending' });
        return true;
      },
      awaiting: (cause) => book.change(job.id, { state: 'awaiting', cause }),
    });
  }

  async function settle(job: SpooledJob, outcome: Outcome): Promise<void> {
    if (outcome.state === 'withdrawn') return;
    if (outcome.state === 'printed' || outcome.state === 'unknown') {
      tries = 0;
      await book.change(job.id, outcome);
      return;
    }
    tries += 1;
    // Whatever keeps the first one from printing keeps all of them.
    for (const { job: each, entry } of waitingJobs()) {
      if (entry.status.state === outcome.state && entry.status.cause === outcome.cause) continue;
      await book.change(each.id, outcome);
    }
  }

  /** Unlike any id this printer was lately asked for, also before a restart. */
  function nextProcessId(): string {
    count += 1;
    const number = (Math.floor(clock() / 100) + count) % 36 ** 4;
    return number.toString(36).toUpperCase().padStart(4, '0');
  }

  function sleep(ms: number | null): Promise<void> {
    if (woken || stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, Math.max(0, ms));
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    wake: () => {
      woken = true;
      wakeUp();
    },
    stop: async () => {
      stopped = true;
      wakeUp();
      const timer = setTimeout(stopNow, timing.stopMs);
      await running;
      clearTimeout(timer);
    },
  };
}
