import type { PoolClient } from 'pg';

/**
 * Adds rows in one statement, whatever their number; the keys of a row are the table's columns, and columns that are
 * left out become null. Sent as one JSON text, because that is faster to write and to read than an array a column.
 */
export function insertRows(
  tx: PoolClient,
  table: string,
  rows: readonly object[],
  onConflict = '',
): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve();
  return tx.query({
    name: `insert ${table} ${onConflict}`.slice(0, 63),
    text: `insert into ${table} select * from json_populate_recordset(null::${table}, $1) ${onConflict}`,
    values: [JSON.stringify(rows)],
  });
}
