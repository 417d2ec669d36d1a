import { databaseNames, type DatabaseName, runSql } from '../../server/test/database-pool.ts';
import type { TestDatabases } from '../../server/test/cluster.ts';

/** Copies of databases as a backup holds them. The copies lie beside the tables, in a schema of their own. */
export type Backup = { restore(): Promise<void> };

/**
 * Takes copies of the databases, each of one moment and the sync database first; `restore` puts them back as an operator
 * does, and wants the server stopped [docs/operations.md]. The last copies are the backup.
 */
export async function backUp(
  databases: TestDatabases,
  names: readonly DatabaseName[] = databaseNames,
): Promise<Backup> {
  for (const name of names) {
    await runSql(databases[name], ['begin isolation level repeatable read', copyTables, 'commit']);
  }
  return {
    async restore() {
      for (const name of names) await runSql(databases[name], [restoreTables]);
      // The restored history gets a new name at the next start [S10].
      await runSql(databases.sync, [`delete from setting where key = 'epoch'`]);
    },
  };
}

const tables = `select relname from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'`;

const copyTables = `do $$ declare name text; begin
  drop schema if exists backup cascade;
  create schema backup;
  for name in ${tables} loop
    execute format('create table backup.%1$I as table public.%1$I', name);
  end loop;
end $$`;

// Without its triggers, that is without its foreign keys: the tables come back in any order.
const restoreTables = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in ${tables} loop
    execute format('truncate public.%1$I cascade', name);
  end loop;
  for name in ${tables} loop
    execute format('insert into public.%1$I select * from backup.%1$I', name);
  end loop;
end $$`;
