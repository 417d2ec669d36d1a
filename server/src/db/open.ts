import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../../generated/sync/client.ts';

/** The sync service's database twice over one pool: SQL for the hot paths, Prisma for devices, accounts and sessions. */
export type SyncDatabase = { readonly pool: Pool; readonly prisma: PrismaClient; close(): Promise<void> };

export function openSyncDatabase(url: string): SyncDatabase {
  const pool = openPool(url);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * A connection that dies while idle is replaced by the pool; the work that needs it says so itself. That holds for one
 * that is taken out and waits as well (a relay's leadership): unheard, its error would end the process. A process that
 * stands still in the midst of a transaction loses it after a minute, and with it the locks that others wait for.
 */
export function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    pipeline: true, // statements that do not need each other's answers leave together
    max: 16,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    // Whatever the database is set to: what is answered as stored is on the disk [S8].
    options: '-c synchronous_commit=on',
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
