import { expect, test } from 'vitest';
import { openPool } from '../src/db/open.ts';
import { createTestDatabases } from './cluster.ts';
import { runSql } from './database-pool.ts';

test('[S8] a commit waits for the disk, and a transaction that stands still ends, whatever the database is set to', async () => {
  await using databases = await createTestDatabases();
  const name = new URL(databases.sync).pathname.slice(1);
  const set = (change: string) => runSql(databases.sync, [`alter database ${name} ${change}`]);
  await set('set synchronous_commit = off');
  await set('set idle_in_transaction_session_timeout = 0');
  const pool = openPool(databases.sync);
  const settings = await pool.query(
    `select current_setting('synchronous_commit') as commits,
            current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(settings.rows).toEqual([{ commits: 'on', idle: '1min' }]);
  await pool.end();
  await set('reset all');
});
