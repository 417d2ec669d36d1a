import { ok, refuse, type Refusal, type Result } from '@galley/shared/values/result.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import type { Resolution } from '@galley/shared/wire/print-jobs.ts';
import type { JobPrinter, JobStatesPage, JobStatus, SpoolJob } from './job.ts';
import type { EncodeRefusal } from '../escpos/encode.ts';
import { openConnection } from '../transport/open.ts';
import type { OpenConnection } from '../transport/transport.ts';
import type { Condition } from './attempt.ts';
import { openBook } from './book.ts';
import { firstStatus, isWaiting, mayBecome } from './job-rules.ts';
import { type Lane, startLane } from './lane.ts';
import { divertedJob, encodeJob, reprintOf, type SpooledJob } from './spooled-job.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { startWatch } from './watch.ts';

export type SubmitRefusal = EncodeRefusal | Refusal<'noProfile'>;
export type DivertRefusal = JobRefusal | SubmitRefusal;
/** A printer as its lane knows it. */
export type LaneState = Condition & { readonly paused: string | null };
export type JobRefusal = Refusal<
  'noSuchJob' | 'tooLate' | 'notInDoubt' | 'paperForgotten' | 'drawerNeverReplays'
>;

/** All print jobs of one machine: what the print agent and the Electron shell share. */
export type Spooler = {
  /** Settles when the job is on the disk. The same id again gives the state of the job it has [P1]. */
  readonly submit: (job: SpoolJob) => Promise<Result<JobStatus, SubmitRefusal>>;
  readonly stateOf: (id: string) => JobStatus | undefined;
  /** Every job that changed since that number, as it stands now. */
  readonly statesSince: (after: number) => JobStatesPage;
  /** The same, but waits for a change when there is none yet. */
  readonly waitForStates: (after: number, waitMs: number, signal?: AbortSignal) => Promise<JobStatesPage>;
  /** A person's word on a job in doubt: it printed, or print it again [P4]. Gives the job that stands for it now. */
  readonly resolve: (id: string, as: Resolution) => Promise<Result<JobStatus, JobRefusal>>;
  /** Only while nothing of it was sent. */
  readonly cancel: (id: string, why?: string) => Promise<Result<JobStatus, JobRefusal>>;
  /** Prints it on another printer instead, which says so on the paper; this one can never print later [P7]. */
  readonly divert: (id: string, to: JobPrinter) => Promise<Result<JobStatus, DivertRefusal>>;
  /** How a printer is, asked between two jobs. */
  readonly ask: (printer: JobPrinter) => Promise<LaneState>;
  /** Sends a printer nothing, for a reason that people read; null: goes on. */
  readonly pause: (printer: JobPrinter, why: string | null) => Promise<LaneState>;
  /** What is wrong with the journal; null: nothing. */
  readonly trouble: () => string | null;
  readonly close: () => Promise<void>;
};

export type SpoolerSetting = {
  /** Where the journal lives; no other process may use it. */
  readonly folder: string;
  readonly open?: OpenConnection;
  readonly clock?: Clock;
  readonly timing?: Timing;
};

export async function openSpooler(setting: SpoolerSetting): Promise<Spooler> {
  const { folder, open = openConnection, clock = Date.now, timing = defaultTiming } = setting;
  const book = await openBook(folder, clock);
  const lanes = new Map<string, Lane>();
  const kept = new Map<string, Promise<void>>();

  function lane(address: string): Lane {
    const known = lanes.get(address);
    if (known) return known;
    const started = startLane({ address, book, open, clock, timing });
    lanes.set(address, started);
    return started;
  }

  for (const { status } of book.waiting()) lane(status.address);
  const watch = startWatch({ book, clock, timing, divert: handOn });

  async function handOn(id: string, heir: SpooledJob, reprintOfId: string | null = null): Promise<void> {
    await book.succeed(id, heir, { ...firstStatus(heir, clock()), reprintOf: reprintOfId });
    lane(heir.printer.address).wake();
  }

  async function add(job: SpooledJob): Promise<void> {
    const keeping = book.add(job, firstStatus(job, clock()));
    kept.set(job.id, keeping);
    try {
      await keeping;
    } finally {
      kept.delete(job.id);
    }
    lane(job.printer.address).wake();
  }

  async function submit(printJob: SpoolJob): Promise<Result<JobStatus, SubmitRefusal>> {
    // The same id twice at once: the second waits for the disk as well.
    const keeping = kept.get(printJob.id);
    if (keeping) await keeping;
    else if (!book.get(printJob.id)) {
      const job: SpooledJob = { ...printJob, reprint: null };
      const encoded = encodeJob(job);
      if (!encoded.ok) return encoded;
      await add(job);
    }
    return ok(current(printJob.id));
  }

  function current(id: string): JobStatus {
    const entry = book.get(id);
    if (!entry) throw new Error(`job ${id} has left the book`);
    return entry.status;
  }

  async function resolve(id: string, as: Resolution): Promise<Result<JobStatus, JobRefusal>> {
    const entry = book.get(id);
    if (!entry) return noSuchJob(id);
    const { job, status } = entry;
    // Asked twice for another paper, there is still only one.
    const heir = status.takenOverBy ? book.get(status.takenOverBy) : undefined;
    if (as === 'again' && heir) return ok(heir.status);
    if (as === 'printed') {
      if (status.state === 'printed') return ok(status);
      if (status.state !== 'unknown') return refuse('notInDoubt', 'This paper is not in doubt any more.');
      await book.change(id, { state: 'printed', proof: 'person' });
      return ok(current(id));
    }
    if (status.kind === 'drawer')
      return refuse('drawerNeverReplays', 'The drawer is opened from the till, never by an old job.');
    if (!mayBecome(status.state, 'takenOver') || isWaiting(status.state)) {
      return refuse('notInDoubt', 'This paper is not in doubt any more.');
    }
    // What it was has left the journal (its line was damaged), what became of it has not.
    if (!job) {
      const words = 'This paper is no longer kept here. Print it anew from its receipt or order.';
      return refuse('paperForgotten', words);
    }
    const reprint = reprintOf(job, status, clock());
    await handOn(id, reprint, id);
    return ok(current(reprint.id));
  }

  async function cancel(id: string, why = ''): Promise<Result<JobStatus, JobRefusal>> {
    const status = book.get(id)?.status;
    if (!status) return noSuchJob(id);
    if (status.state === 'cancelled') return ok(status);
    if (!mayBecome(status.state, 'cancelled'))
      return refuse('tooLate', 'It is too late to take this paper back.');
    await book.change(id, { state: 'cancelled', cause: why });
    return ok(current(id));
  }

  async function divert(id: string, to: JobPrinter): Promise<Result<JobStatus, DivertRefusal>> {
    const entry = book.get(id);
    if (!entry) return noSuchJob(id);
    const { job, status } = entry;
    // Asked twice, it goes once.
    const heir = status.takenOverBy ? book.get(status.takenOverBy) : undefined;
    if (heir?.status.address === to.address) return ok(heir.status);
    if (status.kind === 'drawer')
      return refuse('drawerNeverReplays', 'The drawer is opened from the till, never by an old job.');
    if (!job || !isWaiting(status.state))
      return refuse('tooLate', 'It is too late to print this paper elsewhere.');
    const diverted = divertedJob(job, to, status);
    const encoded = encodeJob(diverted);
    if (!encoded.ok) return encoded;
    await handOn(id, diverted);
    return ok(current(diverted.id));
  }

  async function ask({ address, profile }: JobPrinter): Promise<LaneState> {
    const asked = lane(address);
    return { ...(await asked.ask(profile)), paused: asked.paused() };
  }

  async function pause(printer: JobPrinter, why: string | null): Promise<LaneState> {
    await lane(printer.address).pause(why);
    return ask(printer);
  }

  function statesSince(after: number): JobStatesPage {
    // A cursor from the future belongs to a book that is gone.
    const from = after > book.last() ? 0 : after;
    const states = [...book.entries()].map((entry) => entry.status).filter((status) => status.n > from);
    return { epoch: book.epoch, next: book.last(), states: states.toSorted((a, b) => a.n - b.n) };
  }

  function waitForStates(after: number, waitMs: number, signal?: AbortSignal): Promise<JobStatesPage> {
    const now = statesSince(after);
    if (now.states.length > 0 || waitMs <= 0) return Promise.resolve(now);
    return new Promise((settle) => {
      const finish = (): void => {
        clearTimeout(timer);
        unsubscribe();
        signal?.removeEventListener('abort', finish);
        settle(statesSince(after));
      };
      const timer = setTimeout(finish, waitMs);
      const unsubscribe = book.subscribe(finish);
      signal?.addEventListener('abort', finish);
    });
  }

  return {
    submit,
    stateOf: (id) => book.get(id)?.status,
    statesSince,
    waitForStates,
    resolve,
    cancel,
    divert,
    ask,
    pause,
    trouble: () => book.trouble() ?? damageOf(book.damagedLines),
    close: async () => {
      await watch.stop();
      await Promise.all([...lanes.values()].map((each) => each.stop()));
      await book.close();
    },
  };
}

function noSuchJob(id: string): Refusal<'noSuchJob'> {
  return refuse('noSuchJob', `There is no print job ${id}.`);
}

function damageOf(lines: number): string | null {
  if (lines === 0) return null;
  return `The print journal has lines that cannot be read: ${lines} of them. The file is kept as jobs.journal.damaged.`;
}
