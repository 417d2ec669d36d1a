import { openPool } from '../src/db/open.ts';

/** Looks into a database of a world over a connection of its own. */
export async function query<R extends object = Record<string, unknown>>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const pool = openPool(url);
  const { rows } = await pool.query<R>(sql, [...values]);
  await pool.end();
  return rows;
}
