import type { Transaction } from 'dexie';

const feedTables = [
  'branches', 'tills', 'stations', 'printers', 'staff', 'categories', 'taxes', 'products', 'stock', 'shifts', 'orders',
  'tickets', 'sales',
]; // prettier-ignore

/**
 * From version 1 to 2: rows of the feed say their place in it, which nobody has written down. So a snapshot is loaded
 * beside them, and the till sells on until it has taken their place. The outbox stays as it is, byte for byte [S4].
 */
export async function upgradeToVersions(tx: Transaction): Promise<void> {
  for (const name of feedTables) await tx.table(name).toCollection().modify({ version: 0 });
  const row: unknown = await tx.table('meta').get('cursor');
  if (!row) return;
  await tx
    .table('meta')
    .where('key')
    .equals('cursor')
    .modify((cursor: { value: object }) => void (cursor.value = { ...cursor.value, scope: 'till' }));
  const wanted = { bucket: null, head: null, after: 0, rows: 0, cursor: null };
  await tx.table('meta').put({ key: 'snapshot', value: wanted });
}
