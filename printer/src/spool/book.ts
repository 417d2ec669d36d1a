import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, must } from '@galley/shared/values/must.ts';
import { type Clock, type Instant, instant } from '@galley/shared/values/time.ts';
import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import { entryLine, type Line, lineSchema, readLines, remembered } from './book-lines.ts';
import type { JobStatus } from './job.ts';
import { isWaiting, mayBecome } from './job-rules.ts';
import { lockFolder } from './folder-lock.ts';
import { JournalFault, openJournal } from './journal.ts';
import type { SpooledJob } from './spooled-job.ts';

/** A job's record; the job itself is forgotten some days after it is settled, its end is remembered longer. */
export type Entry = { readonly job: SpooledJob | null; readonly status: JobStatus };
export type WaitingEntry = { readonly job: SpooledJob; readonly status: JobStatus };
export type Change = Partial<Pick<JobStatus, 'cause' | 'proof' | 'paperLow' | 'takenOverBy'>> & {
  readonly state: PrintState;
};

/** What this machine knows of its print jobs: in memory, and in the journal before anybody acts on it [P2]. */
export type Book = {
  readonly epoch: string;
  readonly last: () => number;
  readonly get: (id: string) => Entry | undefined;
  readonly entries: () => Iterable<Entry>;
  /** Settles when it is on the disk. */
  readonly add: (job: SpooledJob, status: Omit<JobStatus, 'n'>) => Promise<void>;
  readonly change: (id: string, change: Change) => Promise<void>;
  /** Another job takes this one's place: both or neither, in one line of the journal, so never two papers [P7]. */
  readonly succeed: (id: string, heir: SpooledJob, status: Omit<JobStatus, 'n'>) => Promise<void>;
  /** Those of which no byte was sent, in the order in which they came. */
  readonly waiting: () => readonly WaitingEntry[];
  /** Why a person has stopped the printer at an address; null: nobody has. */
  readonly pausedWhy: (address: string) => string | null;
  /** Holds until a person ends it, also over a restart of this program. */
  readonly pause: (address: string, why: string | null) => Promise<void>;
  readonly subscribe: (listener: (status: JobStatus) => void) => () => void;
  /** The last time the journal could not be written; null: all is well. */
  readonly trouble: () => string | null;
  readonly damagedLines: number;
  readonly close: () => Promise<void>;
};

const rewriteFromLines = 5_000;
const numbersApart = 1_000;

/** These are promises to somebody, so they count only once they are on the disk. */
const committing: readonly PrintState[] = ['sending', 'cancelled', 'takenOver'];

export async function openBook(folder: string, clock: Clock): Promise<Book> {
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder);
  const readLine = (json: unknown): Line | null => lineSchema.safeParse(json).data ?? null;
  const {
    journal,
    entries: lines,
    damaged,
  } = await openJournal(join(folder, 'jobs.journal'), readLine).catch(async (fault: unknown) => {
    // Who mends the journal must be able to open it again without a restart.
    await lock.release();
    throw fault;
  });
  const { entries, pauses, epoch, last } = readLines(lines);
  const waiting = new Map<string, WaitingEntry>();
  for (const { job, status } of entries.values())
    if (job && isWaiting(status.state)) waiting.set(status.id, { job, status });
  const listeners = new Set<(status: JobStatus) => void>();
  /** Not on the disk yet: no lane may begin what its sender may still be told was not kept. */
  const adding = new Map<string, Entry>();
  // Numbers that a power cut took were told already; none of them may come again for something else.
  let n = last + numbersApart;
  let trouble: string | null = null;
  let rewriting: Promise<void> | null = null;

  function put(job: SpooledJob | null, status: JobStatus): void {
    entries.set(status.id, { job, status });
    if (job && isWaiting(status.state)) waiting.set(status.id, { job, status });
    else waiting.delete(status.id);
    for (const listener of listeners) listener(status);
  }

  async function write(line: Line, durable = true): Promise<void> {
    try {
      await journal.append(line, durable);
      trouble = null;
    } catch (cause) {
      trouble = must(cause instanceof Error ? cause.message : null, 'the journal throws errors');
      throw cause;
    }
    if (journal.lines() > rewriteFromLines + 2 * entries.size) rewriting ??= rewrite();
  }

  async function rewrite(): Promise<void> {
    try {
      await journal.rewrite(() => [
        ...remembered({ entries, pauses, epoch, last: n }, clock()),
        ...[...adding.values()].map(entryLine),
      ]);
    } catch (cause) {
      trouble = must(cause instanceof Error ? cause.message : null, 'the journal throws errors');
    }
    rewriting = null;
  }

  async function add(job: SpooledJob, head: Omit<JobStatus, 'n'>): Promise<void> {
    assert(!entries.has(job.id) && !adding.has(job.id), `job ${job.id} is in the book already`);
    const status = { ...head, n: (n += 1) };
    adding.set(job.id, { job, status });
    try {
      await write({ type: 'entry', job, status });
      put(job, status);
    } finally {
      adding.delete(job.id);
    }
  }

  async function change(id: string, { state, ...rest }: Change): Promise<void> {
    const { job, status: before } = must(entries.get(id), `job ${id} is in the book`);
    assert(mayBecome(before.state, state), `job ${id} cannot go from ${before.state} to ${state}`);
    const status = changed(before, { state, ...rest }, (n += 1), instant(clock()));
    put(job, status);
    try {
      // What is no promise rides on the next sync: a power cut that takes it leaves doubt, never a second paper.
      await write({ type: 'status', status }, committing.includes(state));
    } catch (cause) {
      if (!(cause instanceof JournalFault)) throw cause;
      // Other states are safe to lose: after a restart they are read again off the clock, or become `unknown`.
      if (!committing.includes(state)) return;
      put(job, { ...before, n: (n += 1) });
      throw cause;
    }
  }

  async function succeed(id: string, heir: SpooledJob, head: Omit<JobStatus, 'n'>): Promise<void> {
    const { job, status: before } = must(entries.get(id), `job ${id} is in the book`);
    assert(mayBecome(before.state, 'takenOver'), `job ${id} cannot be taken over: it is ${before.state}`);
    assert(!entries.has(heir.id) && !adding.has(heir.id), `job ${heir.id} is in the book already`);
    const change: Change = { state: 'takenOver', cause: before.cause, takenOverBy: heir.id };
    const takenOver = changed(before, change, (n += 1), instant(clock()));
    const status = { ...head, n: (n += 1) };
    adding.set(heir.id, { job: heir, status });
    put(job, takenOver); // from here on no lane begins it
    try {
      await write({ type: 'heir', job: heir, status, takenOver });
      put(heir, status);
    } catch (cause) {
      put(job, { ...before, n: (n += 1) });
      throw cause;
    } finally {
      adding.delete(heir.id);
    }
  }

  async function pause(address: string, why: string | null): Promise<void> {
    if (why === null) pauses.delete(address);
    else pauses.set(address, why);
    await write({ type: 'pause', address, why });
  }

  const book: Book = {
    epoch,
    last: () => n,
    get: (id) => entries.get(id),
    entries: () => entries.values(),
    add,
    change,
    succeed,
    waiting: () => [...waiting.values()],
    pausedWhy: (address) => pauses.get(address) ?? null,
    pause,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trouble: () => trouble,
    damagedLines: damaged,
    close: async () => {
      await rewriting;
      await journal.close();
      await lock.release();
    },
  };
  await rewrite();
  await settleInterrupted(book);
  return book;
}

/** Trouble is counted from its first moment, whatever the cause changes to meanwhile [P7]. */
function changed(before: JobStatus, { state, ...rest }: Change, n: number, at: Instant): JobStatus {
  const { troubledSince, ...kept } = before;
  const troubled = state === 'blocked' || state === 'failed';
  return {
    ...kept,
    cause: '',
    ...rest,
    state,
    n,
    at,
    ...(troubled && { troubledSince: troubledSince ?? at }),
  };
}

/** Bytes may have left before the last end: nobody knows what came out, so nothing is repeated [P4]. */
async function settleInterrupted(book: Book): Promise<void> {
  for (const { status } of book.entries()) {
    if (status.state !== 'sending' && status.state !== 'awaiting') continue;
    await book.change(status.id, {
      state: 'unknown',
      cause: 'Printing was interrupted. Look whether the paper came out.',
    });
  }
}
