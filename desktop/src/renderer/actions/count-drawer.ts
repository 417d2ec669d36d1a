import type { CountLine } from '@galley/shared/domain/z-report.ts';
import { countOf } from '@galley/shared/domain/z-report.ts';
import type { ShiftId } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';
import { currentShift } from './open-shift.ts';
import type { Till } from './till.ts';

const mostPieces = 99_999;

export type CashCount = Meta['cashCount'];

/** The count that is under way for a shift; a row, so that a power cut neither loses it nor makes it blind again. */
export async function readCashCount(db: GalleyDatabase, shiftId: ShiftId): Promise<CashCount> {
  const count = await readMeta(db, 'cashCount');
  return count?.shiftId === shiftId ? count : { shiftId, pieces: {}, shown: [], done: false };
}

export function linesOf({ pieces }: CashCount): CountLine[] {
  return Object.entries(pieces).map(([value, count]) => ({ value: money(Number(value)), pieces: count }));
}

/**
 * Notes the pieces of one note or coin, made of those that were noted before: fingers are faster than a screen that has
 * to hear of the first digit before the second counts.
 */
export function countPieces(
  till: Till,
  args: { readonly value: number; readonly next: (pieces: number) => number },
): Promise<Result<CashCount>> {
  return change(till, (count) => {
    const pieces = args.next(count.pieces[args.value] ?? 0);
    return pieces > mostPieces ? count : { ...count, pieces: { ...count.pieces, [args.value]: pieces } };
  });
}

/** The drawer is counted: from here on the difference may be seen, and what was counted is not forgotten. */
export function finishCount(till: Till): Promise<Result<CashCount>> {
  return change(till, (count) => ({
    ...count,
    done: true,
    shown: count.done ? count.shown : [...count.shown, countOf(linesOf(count))],
  }));
}

/** Once more, with the difference known; the Z says that it was counted before, and what. */
export function countAgain(till: Till): Promise<Result<CashCount>> {
  return change(till, (count) => ({ ...count, done: false }));
}

function change(till: Till, apply: (count: CashCount) => CashCount): Promise<Result<CashCount>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.shifts], async () => {
    const identity = await readMeta(db, 'identity');
    const shift = identity && (await currentShift(db, identity.till.id));
    if (!shift) return refuse('noShift', 'No shift is open on this till.');
    const count = apply(await readCashCount(db, shift.id));
    await writeMeta(db, 'cashCount', count);
    return ok(count);
  });
}
