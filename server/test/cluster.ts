import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { applyMigrations, ensureDatabase } from '../src/db/migrate.ts';
import { findProgram } from '../src/local/install-debian.ts';
import { anyPort } from '../src/local/nats-home.ts';
import { startNats } from '../src/local/nats-server.ts';
import { startPostgres } from '../src/local/postgres.ts';
import {
  createPool,
  databaseNames,
  giveBack,
  runSql,
  takeDatabases,
  type DatabaseName,
} from './database-pool.ts';

/** Four migrated, empty databases with their addresses. A test must not change their schema: others use them next. */
export type TestDatabases = Readonly<Record<DatabaseName, string>> & AsyncDisposable;

/** A fresh NATS server of a test's own. */
export type TestNats = AsyncDisposable & {
  /** Of a user who may do everything. */
  readonly url: string;
  /** The file with the passwords of the services' own users. */
  readonly users: string;
  readonly pid: number;
  /** Holds its streams. */
  readonly dataDir: string;
  /** Kills the process, does what a power cut may do to its files, and starts it again at the same address. */
  cutPower(harm: (streams: string) => void): Promise<void>;
};

/** Starts a cluster that holds the migrated templates. `url` is its maintenance database. */
export async function startCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = makeTemporaryFolder('galley-test-');
  const postgres = await startPostgres({ dataDir });
  const url = postgres.urlOf('postgres');
  // Only a power cut could tell the difference, and this cluster is thrown away.
  await runSql(url, ['ALTER SYSTEM SET fsync = off', 'SELECT pg_reload_conf()']);
  for (const name of databaseNames) await makeTemplate(postgres.urlOf(`template_${name}`), name);
  await createPool(
    url,
    databaseNames.map((name) => postgres.urlOf(`template_${name}`)),
  );
  return {
    url,
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Databases for one test or world. Disposing ends whoever is still connected to them. */
export async function createTestDatabases(clusterUrl = inject('clusterUrl')): Promise<TestDatabases> {
  const urls = await takeDatabases(clusterUrl);
  return { ...urls, [Symbol.asyncDispose]: () => giveBack(clusterUrl, urls) };
}

/** For `test.skipIf(!hasNats)`. */
export const hasNats = findProgram('nats-server') !== undefined;

/** A NATS server of the test's own (about 30 ms), so that no subject or stream is shared. */
export async function createTestNats(): Promise<TestNats> {
  const dataDir = makeTemporaryFolder('galley-test-nats-');
  let nats = await start(anyPort);
  async function start(port: number) {
    const started = await startNats({ dataDir, port });
    if ('missing' in started) throw new Error(started.missing);
    return started;
  }
  return {
    url: nats.url,
    users: nats.users,
    get pid() {
      return nats.pid;
    },
    dataDir,
    async cutPower(harm) {
      process.kill(nats.pid, 'SIGKILL');
      await nats.stop(); // waits for its end
      harm(join(dataDir, 'nats/store/jetstream/$G/streams'));
      nats = await start(anyPort); // it has kept its port
    },
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
