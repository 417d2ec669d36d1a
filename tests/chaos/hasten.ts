import type { TestDatabases } from '../../server/test/cluster.ts';
import { runSql } from '../../server/test/database-pool.ts';

/** Columns that say when something is to be tried again: [database, table, column]. */
const appointments = [
  ['sync', 'mutation', 'drive_at'],
  ['sync', 'outbox', 'lost_at'],
  ['sales', 'parked', 'next_try_at'],
  ['inventory', 'parked', 'next_try_at'],
  ['payments', 'parked', 'next_try_at'],
] as const;

/** Lets the server's own patience, which lies in its databases, pass as fast as the tills' time does. */
export async function hasten(databases: TestDatabases, haste: number): Promise<void> {
  for (const [database, table, column] of appointments) {
    await runSql(databases[database], [
      `create or replace function hasten_${table}() returns trigger language plpgsql as $$ begin
         new.${column} = now() + (new.${column} - now()) / ${haste}; return new; end $$`,
      `create or replace trigger hasten before insert or update of ${column} on ${table}
         for each row execute function hasten_${table}()`,
    ]);
  }
}

/** Leaves the databases as they were, for the next test that takes them from the pool. */
export async function slowDown(databases: TestDatabases): Promise<void> {
  for (const [database, table] of appointments) {
    await runSql(databases[database], [
      `drop trigger if exists hasten on ${table}`,
      'drop schema if exists backup cascade',
    ]);
  }
}
