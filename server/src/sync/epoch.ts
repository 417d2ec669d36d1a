import type { Pool } from 'pg';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import type { Bus } from '../messaging/bus.ts';

/** The random name of this database's history, made once; a restored backup must be given a new one [S10]. */
export function readEpoch(pool: Pool): Promise<string> {
  return keep(pool, 'epoch', 'setting.value', uuidv7());
}

/**
 * A broker is not restored with the databases, and may still hold answers of the history that was rolled back: they
 * would settle what the restored workers have never seen. So a new history begins with an empty broker, and what is
 * thrown away is driven again from the log. Comes before anybody reads the events.
 */
export async function leaveOldHistory(pool: Pool, bus: Bus): Promise<void> {
  const epoch = await readEpoch(pool);
  const { rows } = await pool.query(`select from setting where key = $1 and value = $2`, [purgedFor, epoch]);
  if (rows.length > 0) return;
  await bus.purge();
  await keep(pool, purgedFor, 'excluded.value', epoch);
}

const purgedFor = 'purgedFor';

/** Writes a setting where there is none, or what `otherwise` says; answers what it is now. */
async function keep(pool: Pool, key: string, otherwise: string, value: string): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(
    `insert into setting (key, value) values ($1, $2)
     on conflict (key) do update set value = ${otherwise} returning value`,
    [key, value],
  );
  return must(rows[0], 'it was written').value;
}
