import type { Note } from '@galley/shared/domain/note.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Writes down an event of control in the caller's transaction, which names `meta` and `outbox`. */
export async function takeNote(till: Till, staffId: StaffId, note: Note, approval?: Approval): Promise<void> {
  const place = await readPlace(till);
  if (place.ok)
    await recordMutation(till, place.value, {
      name: 'note',
      data: { note },
      staffId,
      approval,
      amount: null,
    });
}
