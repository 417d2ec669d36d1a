import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { applyMigrations, ensureDatabase } from '../src/db/migrate.ts';
import { anyPort } from '../src/local/nats-home.ts';
import { startNats } from '../src/local/nats-server.ts';
import { startPostgres } from '../src/local/postgres.ts';

/** Galley's databases. */
export const databaseNames = ['sync', 'sales', 'inventory', 'payments'] as const;
type DatabaseName = (typeof databaseNames)[number];

/** Four fresh databases, migrated and empty, with their addresses. */
export type TestDatabases = Readonly<Record<DatabaseName, string>> & AsyncDisposable;

/** A fresh NATS server of a test's own. */
export type TestNats = AsyncDisposable & {
  readonly url: string;
  readonly pid: number;
  /** Holds its streams: start again on it with `startNats({ dataDir })` after killing the process. */
  readonly dataDir: string;
};

/** Starts a cluster that holds the migrated templates. `url` is its maintenance database. */
export async function startCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = makeTemporaryFolder('galley-test-');
  const postgres = await startPostgres({ dataDir });
  const url = postgres.urlOf('postgres');
  await Promise.all(databaseNames.map((name) => makeTemplate(postgres.urlOf(`template_${name}`), name)));
  // A template with a connection cannot be copied: let no stray one in.
  await runSql(
    url,
    databaseNames.map((name) => `ALTER DATABASE template_${name} ALLOW_CONNECTIONS false`),
  );
  return {
    url,
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Copies the templates. Disposing drops the copies, whoever is still connected. */
export async function createTestDatabases(clusterUrl = inject('clusterUrl')): Promise<TestDatabases> {
  const suffix = `${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const nameOf = (name: DatabaseName) => `${name}_${suffix}`;
  const urlOf = (name: DatabaseName) =>
    Object.assign(new URL(clusterUrl), { pathname: `/${nameOf(name)}` }).href;
  await runSql(
    clusterUrl,
    databaseNames.map((name) => `CREATE DATABASE ${nameOf(name)} TEMPLATE template_${name}`),
  );
  return {
    sync: urlOf('sync'),
    sales: urlOf('sales'),
    inventory: urlOf('inventory'),
    payments: urlOf('payments'),
    [Symbol.asyncDispose]: () =>
      runSql(
        clusterUrl,
        databaseNames.map((name) => `DROP DATABASE ${nameOf(name)} WITH (FORCE)`),
      ),
  };
}

/** A NATS server of the test's own (about 30 ms), so that no subject or stream is shared. Says why when it cannot be. */
export async function createTestNats(): Promise<TestNats | { missing: string }> {
  const dataDir = makeTemporaryFolder('galley-test-nats-');
  const nats = await startNats({ dataDir, port: anyPort });
  if ('missing' in nats) return nats;
  return {
    url: nats.url,
    pid: nats.pid,
    dataDir,
    async [Symbol.asyncDispose]() {
      await nats.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A folder that PostgreSQL's user may enter too: `mkdtemp` alone makes it private to us. */
export function makeTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

async function makeTemplate(url: string, name: DatabaseName): Promise<void> {
  await ensureDatabase(url);
  await applyMigrations(url, fileURLToPath(new URL(`../prisma/${name}/migrations`, import.meta.url)));
}

async function runSql(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
