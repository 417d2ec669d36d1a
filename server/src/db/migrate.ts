import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The database and the migrations of this version of the code do not fit together. */
export class MigrationFault extends Error {
  override readonly name = 'MigrationFault';
}

/** One migration of a folder in Prisma's layout: `<timestamp>_<name>/migration.sql`. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** Prisma's own number for the same lock: its `migrate deploy` and this code exclude each other. */
const advisoryLock = 72_707_369;

/** Makes the database of this connection string when its server does not have it yet. */
export async function ensureDatabase(url: string): Promise<void> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  if (await canConnect(url)) return;
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    try {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
    } catch (error) {
      // Another process made it in the same moment.
      if (!hasCode(error, '42P04') && !hasCode(error, '23505')) throw error;
    }
  });
}

/**
 * Brings a database up to the folder's last migration and answers the names of those it applied. Each migration and
 * its record are one transaction. Keeps Prisma's own table, so that `prisma migrate` works on the same database.
 */
export function applyMigrations(url: string, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await client.query(createRecords);
    const recorded = await client.query<Recorded>(
      `SELECT migration_name AS name, checksum, finished_at IS NULL AS unfinished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    );
    const missing = migrationsToApply(migrations, recorded.rows, `${new URL(url).pathname.slice(1)}`);
    for (const migration of missing) await applyOne(client, migration);
    return missing.map((migration) => migration.name);
  });
}

/** The migrations of a folder in the order in which they are applied. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return { name, sql: bytes.toString(), checksum: createHash('sha256').update(bytes).digest('hex') };
    });
}

type Recorded = { name: string; checksum: string; unfinished: boolean };

function migrationsToApply(migrations: Migration[], recorded: Recorded[], database: string): Migration[] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, unfinished } of recorded) {
    const migration = byName.get(name);
    if (!migration) {
      throw new MigrationFault(
        `The database ${database} is ahead of this Galley: it holds the migration ${name}, which this version does ` +
          `not know. Start the newer Galley that made it, or restore a backup from before.`,
      );
    }
    if (unfinished) {
      throw new MigrationFault(
        `The migration ${name} of the database ${database} was begun by another program and not finished. Repair the ` +
          `database, then mark it with \`prisma migrate resolve\`.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationFault(
        `The migration ${name} was changed after the database ${database} had applied it. Restore its migration.sql ` +
          `and put the change into a new migration.`,
      );
    }
  }
  const applied = new Set(recorded.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationFault(
      `The migration ${migration.name} failed and was undone: ${why}. The database is as it was before it.`,
      { cause: error },
    );
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    // Ends the session, and with it the advisory lock.
    await client.end();
  }
}

async function canConnect(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => {});
    return true;
  } catch (error) {
    if (hasCode(error, '3D000')) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof pg.DatabaseError && error.code === code;
}

/** Prisma's table, as its engine makes it. */
const createRecords = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
