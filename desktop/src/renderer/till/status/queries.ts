import type { Instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../../db/database.ts';
import type { DamagedRow, OutboxRow, PrintJobRow } from '../../db/rows.ts';

export type PrinterState = {
  readonly name: string;
  /** Jobs that are not on paper yet, oldest first; the drawer is opened, not printed, so it is none of them. */
  readonly jobs: readonly PrintJobRow[];
  readonly cause: string | null;
  readonly since: Instant | null;
};

/** How far the branch's records have been loaded beside what the till sells from; null: they are not being loaded. */
export async function readLoading(db: GalleyDatabase): Promise<{ rows: number; count: number } | null> {
  const load = await readMeta(db, 'snapshot');
  if (!load?.head) return null;
  // The count is an estimate, because others go on writing.
  return { rows: load.rows, count: Math.max(load.head.count, load.rows, 1) };
}

const unfinished = ['queued', 'blocked', 'sending', 'awaiting', 'unknown', 'failed'];

/** Every printer of the branch with what it still owes this till. */
export async function readPrinters(db: GalleyDatabase): Promise<PrinterState[]> {
  const [printers, jobs] = await Promise.all([
    db.printers.toArray(),
    db.printJobs.where('state').anyOf(unfinished).sortBy('createdAt'),
  ]);
  return printers
    .map((printer): PrinterState => {
      const own = jobs.filter((job) => job.printerId === printer.id && job.content.kind !== 'drawer');
      const troubled = own.find((job) => job.cause !== null);
      return {
        name: printer.name,
        jobs: own,
        cause: troubled?.cause ?? null,
        since: troubled?.createdAt ?? null,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Entries that a person has to look at, with what the server or the till said of each. */
export async function readHeldBack(
  db: GalleyDatabase,
): Promise<{ readonly outbox: readonly OutboxRow[]; readonly damaged: readonly DamagedRow[] }> {
  const [forks, quarantined, damaged] = await Promise.all([
    db.outbox.where('state').equals('fork').toArray(),
    db.outbox.where('verdict').equals('quarantined').toArray(),
    db.damaged.toArray(),
  ]);
  return { outbox: [...forks, ...quarantined], damaged };
}
