import type { Cursor } from '@galley/shared/wire/changes.ts';
import type { SnapshotLoad } from '../db/rows.ts';

/** Whether the server of this snapshot has another history than the one that this till has followed [S10]. */
export function isRestored(before: Cursor | undefined, { bucket, head }: SnapshotLoad): boolean {
  if (!before || !head || bucket !== null) return false;
  const { cursor } = head;
  const wentBack = before.stream === cursor.stream && before.version > cursor.version;
  return before.epoch !== cursor.epoch || wentBack;
}
