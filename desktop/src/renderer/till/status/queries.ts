import type { Printer } from '@galley/shared/domain/branch.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { readPending } from '../../actions/resolve-entry.ts';
import { type GalleyDatabase, readMeta } from '../../db/database.ts';
import { isHeld, type Trace, traceOf } from '../../db/held.ts';
import type { DamagedRow, OutboxRow, PrintJobRow } from '../../db/rows.ts';
import { jobsIn } from '../../print/jobs-in.ts';

export type PrinterState = {
  readonly printer: Printer;
  readonly name: string;
  /** Jobs that are not on paper yet, oldest first; the drawer is opened, not printed, so it is none of them. */
  readonly jobs: readonly PrintJobRow[];
  readonly cause: string | null;
  readonly since: Instant | null;
  /** It said so with the last paper that it printed. */
  readonly paperLow: boolean;
};

/** How far the branch's records have been loaded beside what the till sells from; null: they are not being loaded. */
export async function readLoading(db: GalleyDatabase): Promise<{ rows: number; count: number } | null> {
  const load = await readMeta(db, 'snapshot');
  if (!load?.head) return null;
  // The count is an estimate, because others go on writing.
  return { rows: load.rows, count: Math.max(load.head.count, load.rows, 1) };
}

const unfinished = ['queued', 'blocked', 'sending', 'awaiting', 'unknown', 'failed'] as const;

/** Every printer of the branch with what it still owes this till. */
export async function readPrinters(db: GalleyDatabase): Promise<PrinterState[]> {
  const [printers, owed, late, printed] = await db.transaction('r', [db.printers, db.printJobs], () =>
    Promise.all([
      db.printers.toArray(),
      jobsIn(db, unfinished),
      jobsIn(db, ['expired']),
      db.printJobs.orderBy('createdAt').reverse().limit(newestLooked).toArray(),
    ]),
  );
  const jobs = [...owed, ...late.filter(isKitchenPaper)].filter(({ content }) => content.kind !== 'drawer');
  return printers
    .map((printer): PrinterState => {
      const own = jobs.filter((job) => job.printerId === printer.id);
      const troubled = own.find((job) => job.cause !== null);
      const newest = printed.find((job) => job.printerId === printer.id && job.state === 'printed');
      return {
        printer,
        name: printer.name,
        jobs: own,
        cause: troubled?.cause ?? null,
        since: troubled?.createdAt ?? null,
        paperLow: newest?.paperLow === true,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

const newestLooked = 30;
/** A paper that nobody settled is asked about on its day; the next morning the food has long been eaten. */
const askedForMs = 12 * 3_600_000;
/** So long a ticket may take, by way of the next printer too, before somebody is told that the kitchen may not know. */
const unheardMs = 75_000;

function isKitchenPaper({ content, createdAt }: PrintJobRow): boolean {
  return content.kind === 'ticket' && Date.parse(createdAt) > Date.now() - askedForMs;
}

/** Kitchen tickets that no paper has carried in time and no screen has marked: nobody knows whether the kitchen knows [P7]. */
export async function readUnheardTickets(db: GalleyDatabase, nowMs: number): Promise<Ticket[]> {
  const silent = await jobsIn(db, ['queued', 'blocked', 'failed', 'unknown', 'expired']);
  const unheard = silent.filter(isKitchenPaper).flatMap(({ content, createdAt, state, answer }) => {
    const late = state === 'unknown' || state === 'expired' || Date.parse(createdAt) + unheardMs < nowMs;
    return content.kind === 'ticket' && late && answer === undefined ? [content.ticket] : [];
  });
  // Whoever has touched it on a screen has read it, also if it was called back since.
  const marks = await db.ticketStates.bulkGet(unheard.map(({ id }) => id));
  return unheard.filter((_, at) => marks[at] === undefined);
}

export type HeldEntry = {
  readonly row: OutboxRow;
  readonly trace: Trace;
  /** Who recorded it; null: its text does not say, or the person is not on the list any more. */
  readonly by: string | null;
  /** Somebody has decided, and the server has not answered yet. */
  readonly pending: boolean;
};

/** The newest flagged entries are enough: a manager looks through all of them in the office. */
const flaggedShown = 20;

export type Held = { readonly entries: readonly HeldEntry[]; readonly damaged: readonly DamagedRow[] };

/** Entries that a person has to look at, what cannot be read first, with what the server or the till said of each. */
export function readHeld(db: GalleyDatabase): Promise<Held> {
  const odd = (verdict: 'quarantined' | 'flagged') =>
    db.outbox.where('verdict').equals(verdict).filter(isHeld).reverse();
  // One transaction, so that no entry is seen from before a decision and its answer from after.
  return db.transaction('r', [db.outbox, db.damaged, db.staff], async () => {
    const rows = [
      ...(await db.outbox.where('state').equals('fork').filter(isHeld).toArray()),
      ...(await odd('quarantined').toArray()),
      ...(await odd('flagged').limit(flaggedShown).toArray()),
    ];
    const pending = rows.length > 0 ? await readPending(db) : new Set();
    const staff = await db.staff.toArray();
    const names = new Map<string, string>(staff.map((person) => [person.id, person.name]));
    const entries = rows.map((row): HeldEntry => {
      const trace = traceOf(row);
      return { row, trace, by: names.get(trace.staffId ?? '') ?? null, pending: pending.has(row.id) };
    });
    return { entries, damaged: await db.damaged.toArray() };
  });
}

/** What is wrong with the device itself, if anything; none of it stops a sale. */
export type DeviceWarnings = {
  /** Milliseconds that this device's clock is behind the server's; negative: ahead; null: near enough [S18]. */
  readonly clockBehindMs: number | null;
  readonly freeBytes: number | null;
  readonly mayBeDeleted: boolean;
  /** Why the second copy of what waits cannot be written; null: it can. */
  readonly boxFault: string | null;
  /** The oldest version that the server looks after, where this one is older still. */
  readonly supportedFrom: string | null;
  /** This system keeps the till's key openly. */
  readonly weakStore: boolean;
};

const clockToleranceMs = 5 * 60_000;
const lowDiskBytes = 200 * 1024 * 1024;

export async function readWarnings(db: GalleyDatabase): Promise<DeviceWarnings> {
  const [offset, storage, box, supportedFrom, store] = await Promise.all([
    readMeta(db, 'clockOffset'),
    readMeta(db, 'storage'),
    readMeta(db, 'blackBox'),
    readMeta(db, 'supportedFrom'),
    readMeta(db, 'secretStore'),
  ]);
  const free = storage?.freeBytes ?? null;
  return {
    clockBehindMs: offset !== undefined && Math.abs(offset) > clockToleranceMs ? offset : null,
    freeBytes: free !== null && free < lowDiskBytes ? free : null,
    mayBeDeleted: storage?.persisted === false,
    boxFault: box?.fault ?? null,
    supportedFrom: supportedFrom ?? null,
    weakStore: store === 'weak',
  };
}
