import type { Approval } from '@galley/shared/domain/permissions.ts';
import { type StaffId, uuidv7 } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readMeta, writeMeta } from '../db/database.ts';
import { makeTrainingDatabase } from '../db/training-database.ts';
import { takeNote } from './take-note.ts';
import type { Till } from './till.ts';

/**
 * From here on this till is for practice, in a database of its own. Whoever sold is signed out of the real one: who
 * practises must not come back into somebody's drawer.
 */
export async function beginTraining(
  till: Till,
  args: {
    readonly staffId: StaffId;
    readonly approval: Approval | undefined;
    /** Whether the kitchen gets paper, marked. */
    readonly kitchen: boolean;
  },
): Promise<Result<null>> {
  const { db } = till;
  if (db.training) return refuse('training', 'This till is for practice already.');
  if (!(await readMeta(db, 'identity')))
    return refuse('notEnrolled', 'This device is not a till yet. Enter an enrolment code first.');
  const training = { id: uuidv7(), kitchen: args.kitchen, staffId: args.staffId };
  await makeTrainingDatabase(db, training);
  await db.transaction('rw', [db.meta, db.outbox], async () => {
    await takeNote(till, args.staffId, { kind: 'training', step: 'begun' }, args.approval);
    await writeMeta(db, 'signedIn', null);
    await writeMeta(db, 'training', training);
  });
  return ok(null);
}

/** Back to real sales, for whoever signs in. Nothing of what was practised is kept. */
export async function endTraining(till: Till): Promise<Result<null>> {
  const { db } = till;
  await db.transaction('rw', [db.meta, db.outbox], async () => {
    const training = await readMeta(db, 'training');
    if (!training) return;
    await takeNote(till, training.staffId, { kind: 'training', step: 'ended' });
    await db.meta.delete('training');
  });
  return ok(null);
}
