import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from '../actions/check-right.ts';
import { takeNote } from '../actions/take-note.ts';
import type { Till } from '../actions/till.ts';
import type { Backup } from '../black-box/read-backup.ts';
import { restore } from '../black-box/restore.ts';
import { readMeta } from '../db/database.ts';
import { askOnce } from './ask-once.ts';
import { type HandedIn, handInBackup } from './hand-in-backup.ts';

/**
 * Gives a backup back, so that nothing of it is lost and nothing comes twice [S10]. What this till should know of its own
 * present log goes into its records and is sent from there. The rest, of its enrolments before or of another till of the
 * branch, is handed in at the server as it stands in the file.
 */
export async function restoreBackup(
  till: Till & { readonly fetch?: typeof fetch },
  args: {
    readonly backup: Backup;
    readonly staffId: StaffId;
    readonly approval: Approval | undefined;
    readonly appVersion: string;
  },
): Promise<Result<HandedIn>> {
  const { db } = till;
  const { backup, staffId, approval, appVersion } = args;
  if (db.training) return refuse('training', 'Leave training first.');
  const notAllowed = await checkRight(db, args, { permission: 'restoreBackup' });
  if (notAllowed) return notAllowed;
  const identity = await readMeta(db, 'identity');
  const owner = backup.place.identity.till;
  const isOwn = (incarnation: number) =>
    identity?.till.id === owner.id && incarnation >= identity.incarnation;
  const own = backup.entries.filter((entry) => isOwn(entry.incarnation));
  const others = backup.entries.filter((entry) => !isOwn(entry.incarnation));
  const handedIn =
    others.length === 0
      ? ok({ fresh: 0, known: 0, notTaken: 0 })
      : await askOnce(till, (client) => handInBackup(client, { ...backup, entries: others }, appVersion));
  if (!handedIn.ok) return handedIn;
  const restored = isOwn(backup.place.identity.incarnation)
    ? await restore(db, { ...backup, entries: own })
    : null;
  const entries = (restored?.entries ?? 0) + handedIn.value.fresh;
  const { notTaken } = handedIn.value;
  await db.transaction('rw', [db.meta, db.outbox], () =>
    takeNote(till, staffId, { kind: 'backupRestored', till: owner.name, entries, notTaken }, approval),
  );
  return ok({ fresh: entries, known: backup.entries.length - entries - notTaken, notTaken });
}
