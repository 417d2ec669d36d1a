import type { Cursor } from '@galley/shared/wire/changes.ts';
import type { Reader } from './feed-rows.ts';

/**
 * Why a reader cannot go on from its cursor and has to take a snapshot; null: it can. Never an error, so that no till
 * drops anything because of it [S21].
 */
export function whyResnapshot(
  cursor: Cursor,
  reader: Reader,
  feed: { readonly epoch: string; readonly head: number; readonly retained: number },
): string | null {
  const restored =
    'The server was restored from a backup; start from its snapshot and send what it may lack.';
  if (cursor.epoch !== feed.epoch) return restored;
  if (cursor.stream !== reader.branchId) return 'This device now belongs to another branch.';
  if (cursor.scope !== reader.role) return 'This device now has another role.';
  if (cursor.version > feed.head) return restored;
  if (cursor.version < feed.retained) {
    return 'This device was away for so long that the server no longer knows what was removed meanwhile.';
  }
  return null;
}
