import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { PrintJobRow } from '../db/rows.ts';

/**
 * The jobs in these states, oldest first. State by state, because the browser hands over a whole range at once, and
 * Dexie's `anyOf` goes from row to row, each a task of its own on the page.
 */
export async function jobsIn(db: GalleyDatabase, states: readonly PrintState[]): Promise<PrintJobRow[]> {
  const jobs = await eachState(db, states, (state) => inState(db, state).toArray());
  return jobs.flat().sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** How many jobs are in these states. */
export async function countJobs(db: GalleyDatabase, states: readonly PrintState[]): Promise<number> {
  const counts = await eachState(db, states, (state) => inState(db, state).count());
  return counts.reduce((sum, count) => sum + count, 0);
}

/** In one transaction, so that a job that moves on meanwhile is seen once. */
function eachState<T>(
  db: GalleyDatabase,
  states: readonly PrintState[],
  read: (state: PrintState) => PromiseLike<T>,
): Promise<T[]> {
  return db.transaction('r', db.printJobs, () => Promise.all(states.map(read)));
}

function inState(db: GalleyDatabase, state: PrintState) {
  return db.printJobs.where('state').equals(state);
}
