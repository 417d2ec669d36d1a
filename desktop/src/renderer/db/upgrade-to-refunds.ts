import type { Transaction } from 'dexie';

/**
 * From version 2 to 3: the till keeps refunds, of which it may have been told when it had no place for them. So that
 * bucket is loaded anew, unless a snapshot of all is on its way.
 */
export async function upgradeToRefunds(tx: Transaction): Promise<void> {
  const meta = tx.table('meta');
  if (!(await meta.get('cursor')) || (await meta.get('snapshot'))) return;
  const wanted = { bucket: 'refund', head: null, after: 0, rows: 0, cursor: null };
  await meta.put({ key: 'snapshot', value: wanted });
}
