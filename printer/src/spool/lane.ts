import { must } from '@galley/shared/values/must.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { profileById } from '../escpos/profiles.ts';
import type { OpenConnection } from '../transport/transport.ts';
import { askPrinter, attemptJob, type Condition, type Outcome } from './attempt.ts';
import type { Book, WaitingEntry } from './book.ts';
import { isWaiting } from './job-rules.ts';
import { encodeJob, type SpooledJob } from './spooled-job.ts';
import type { Timing } from './timing.ts';

/** The one line of jobs that stands before one printer [P3]. */
export type Lane = {
  /** Something changed: a job came, or a person wants it tried now. */
  readonly wake: () => void;
  /** Asks the printer how it is, between two jobs; while it prints, what the job at work has last heard. */
  readonly ask: (profileId: string) => Promise<Condition>;
  /** Nothing is sent while it is paused; null goes on. Settles when that is on the disk. */
  readonly pause: (why: string | null) => Promise<void>;
  readonly paused: () => string | null;
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

/** Why nothing of this lane can be printed just now. */
type Trouble = { readonly state: 'blocked' | 'failed'; readonly cause: string };

export function startLane({ address, book, open, clock, timing }: LaneSetting): Lane {
  let stopped = false;
  let tries = 0;
  let wakeUp: () => void = () => undefined;
  let woken = false;
  let count = 0;
  const paused = (): string | null => book.pausedWhy(address);
  /** What the job at work waits for, in the middle of its paper. */
  let stuck = '';
  let atWork = false;
  let asking: Promise<unknown> = Promise.resolve();
  let stopNow: () => void = () => undefined;
  const stoppedNow = new Promise<void>((resolve) => (stopNow = resolve));
  const running = run();

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      const why = paused();
      if (why !== null) await holdUp({ state: 'blocked', cause: why });
      if (paused() !== null || waitingJobs().length === 0) {
        await sleep(null);
        continue;
      }
      if (tries > 0) await sleep(timing.retryMs[Math.min(tries, timing.retryMs.length) - 1] ?? 0);
      await asking;
      const head = waitingJobs()[0];
      if (!head || stopped || paused() !== null) continue;
      atWork = true;
      const outcome = await tryJob(head.job);
      atWork = false;
      stuck = '';
      await settle(head.job, outcome);
    }
  }

  function waitingJobs(): readonly WaitingEntry[] {
    return book.waiting().filter(({ status }) => status.address === address);
  }

  /** Whatever keeps the first one from printing keeps all of them. */
  async function holdUp(trouble: Trouble): Promise<void> {
    for (const { job } of waitingJobs()) {
      // While one was written down, another may have gone elsewhere.
      const status = book.get(job.id)?.status;
      if (!status || !isWaiting(status.state)) continue;
      if (status.state === trouble.state && status.cause === trouble.cause) continue;
      await book.change(job.id, trouble);
    }
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
        const status = book.get(job.id)?.status;
        if (!status || !isWaiting(status.state) || paused() !== null) return false;
        if (clock() >= Date.parse(status.expiresAt)) return false;
        await book.change(job.id, { state: 'sending' });
        return true;
      },
      awaiting: async (cause) => {
        stuck = cause;
        await book.change(job.id, { state: 'awaiting', cause });
        if (cause !== '') await holdUp({ state: 'blocked', cause });
      },
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
    await holdUp(outcome);
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

  function wake(): void {
    woken = true;
    wakeUp();
  }

  async function ask(profileId: string): Promise<Condition> {
    if (atWork) return { blocked: stuck === '' ? null : stuck, paperLow: false, known: true };
    const profile = profileById(profileId);
    if (!profile)
      return {
        blocked: `There is no printer profile "${profileId}". Choose another.`,
        paperLow: false,
        known: true,
      };
    const answer = asking.then(() => askPrinter({ address, profile, open, timing }));
    asking = answer.catch(() => undefined); // whoever asked hears of it
    return answer;
  }

  return {
    wake: () => {
      wake();
      // A newcomer behind a ticket that is stuck waits for the same thing.
      if (stuck !== '') void holdUp({ state: 'blocked', cause: stuck });
    },
    ask,
    pause: async (why) => {
      const kept = book.pause(address, why);
      tries = 0;
      wake();
      await kept;
    },
    paused,
    stop: async () => {
      stopped = true;
      wakeUp();
      const timer = setTimeout(stopNow, timing.stopMs);
      await running;
      await asking;
      clearTimeout(timer);
    },
  };
}
