import { ok, refuse, type Refusal, type Result } from '@galley/shared/values/result.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import type { Resolution } from '@galley/shared/wire/print-jobs.ts';
import type { JobStatesPage, JobStatus, SpoolJob } from './job.ts';
import type { EncodeRefusal } from '../escpos/encode.ts';
import { openConnection } from '../transport/open.ts';
import type { OpenConnection } from '../transport/transport.ts';
import { openBook } from './book.ts';
import { firstStatus, isWaiting, mayBecome } from './job-rules.ts';
import { type Lane, startLane } from './lane.ts';
import { encodeJob, reprintOf, type SpooledJob } from './spooled-job.ts';
import { defaultTiming, type Timing } from './timing.ts';

export type SubmitRefusal = EncodeRefusal | Refusal<'noProfile'>;
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
  readonly cancel: (id: string) => Promise<Result<JobStatus, JobRefusal>>;
  /** Another job prints it instead, on another printer; this one can never print later [P7]. */
  readonly takeOver: (id: string, by: string) => Promise<Result<JobStatus, JobRefusal>>;
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

  for (const { status } of book.entries()) if (isWaiting(status.state)) lane(status.address);

  async function add(job: SpooledJob, reprintOfId: string | null): Promise<void> {
    const keeping = book.add(job, { ...firstStatus(job, clock()), reprintOf: reprintOfId });
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
      await add(job, null);
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
      if (status.state !== 'unknown')
        return refuse('notInDoubt', `${status.label} is not in doubt: it is ${status.state}.`);
      await book.change(id, { state: 'printed', proof: 'person' });
      return ok(current(id));
    }
    if (status.kind === 'drawer')
      return refuse('drawerNeverReplays', 'The drawer is opened from the till, never by an old job.');
    if (!mayBecome(status.state, 'takenOver') || isWaiting(status.state)) {
      return refuse('notInDoubt', `${status.label} is not in doubt: it is ${status.state}.`);
    }
    if (!job) return refuse('paperForgotten', `${status.label} is too old; its paper is no longer kept.`);
    const reprint = reprintOf(job, status, clock());
    // First the new job, then the end of the old one: a crash between the two leaves both to look at.
    if (!book.get(reprint.id)) await add(reprint, id);
    await book.change(id, { state: 'takenOver', takenOverBy: reprint.id });
    return ok(current(reprint.id));
  }

  async function withdraw(
    id: string,
    change: { state: 'cancelled' } | { state: 'takenOver'; takenOverBy: string },
  ) {
    const entry = book.get(id);
    if (!entry) return noSuchJob(id);
    if (entry.status.state === change.state) return ok(entry.status);
    if (!isWaiting(entry.status.state)) {
      return refuse('tooLate', `${entry.status.label} cannot be taken back: it is ${entry.status.state}.`);
    }
    await book.change(id, change);
    return ok(current(id));
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
    cancel: (id) => withdraw(id, { state: 'cancelled' }),
    takeOver: (id, by) => withdraw(id, { state: 'takenOver', takenOverBy: by }),
    trouble: () => book.trouble() ?? damageOf(book.damagedLines),
    close: async () => {
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
  return `${lines === 1 ? '1 line' : `${lines} lines`} of the print journal could not be read. The file is kept as jobs.journal.damaged.`;
}
