import type { Pool } from 'pg';
import { uuidv7 } from '@galley/shared/values/ids.ts';

/** The random name of this database's history, made once; a restored backup must be given a new one [S10]. */
export async function readEpoch(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(
    `insert into setting (key, value) values ('epoch', $1)
     on conflict (key) do update set value = setting.value returning value`,
    [uuidv7()],
  );
  const [row] = rows;
  if (!row) throw new Error('the epoch could not be read');
  return row.value;
}
