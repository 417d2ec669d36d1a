import type { Transaction } from 'dexie';

/**
 * From version 3 to 4: the till has new places for what the feed may have told before (the floor plan among it), so
 * the branch is loaded anew beside what it sells from. The outbox stays as it is, byte for byte [S4].
 */
export async function upgradeToFloor(tx: Transaction): Promise<void> {
  const meta = tx.table('meta');
  if (!(await meta.get('cursor'))) return;
  await meta.put({ key: 'snapshot', value: { bucket: null, head: null, after: 0, rows: 0, cursor: null } });
}
