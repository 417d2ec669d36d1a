import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServiceFault } from './fault.ts';
import { lockFolder } from './lock.ts';
import { isPortFree } from './ports.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { chooseHomePort, openPostgresHome, type PostgresHome } from './postgres-home.ts';
import { runPostgresProgram } from './postgres-programs.ts';
import { isErrno, processIdentity } from './process-identity.ts';

/** A PostgreSQL cluster that this process started and must stop. */
export type LocalPostgres = {
  readonly port: number;
  readonly pid: number;
  isRunning(): boolean;
  /** Starts it on the same port after it died; rejects while something of it is still there. */
  startAgain(): Promise<void>;
  /** A connection string of one of its databases, password included. */
  urlOf(database: string): string;
  /** Ends all connections and shuts the cluster down cleanly. */
  stop(): Promise<void>;
};

/**
 * Starts the private PostgreSQL below the data folder: listens on 127.0.0.1 and a socket of its folder only, asks for a password (kept in the
 * data folder), and syncs every commit. A cluster left over by a killed Galley is shut down first.
 */
export async function startPostgres(options: {
  dataDir: string;
  /** Without it: the port of last time if it is free, else another free one. */
  port?: number;
  log?: (line: string) => void;
}): Promise<LocalPostgres> {
  const log = options.log ?? (() => {});
  const home = withStorageFaults(options.dataDir, () => openPostgresHome(options.dataDir));
  const lock = lockFolder(home.folder, 'The database');
  try {
    const programs = findPostgresBinaries(home.user);
    await stopLeftover(home, programs.pgCtl, log);
    if (!existsSync(home.data)) await initialise(home, programs.initdb, log);
    const port = await launch(home, programs.pgCtl, options.port);
    const pid = readPostmasterPid(home);
    if (pid === undefined)
      throw new LocalServiceFault(`PostgreSQL ended right after its start; see ${home.log}.`);
    return {
      port,
      pid,
      isRunning() {
        const running = readPostmasterPid(home);
        return running !== undefined && processIdentity(running) !== undefined;
      },
      async startAgain() {
        await stopLeftover(home, programs.pgCtl, log);
        await launch(home, programs.pgCtl, port);
      },
      urlOf: (database) =>
        `postgresql://postgres:${home.password}@127.0.0.1:${port}/${database}${takesSockets(home) ? `?host=${home.folder}` : ''}`,
      async stop() {
        await stopServer(home, programs.pgCtl);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function initialise(home: PostgresHome, initdb: string, log: (line: string) => void): Promise<void> {
  log(`Creating the database in ${home.data}`);
  // Made under another name first: a power cut half way must not leave something that looks complete.
  const draft = join(home.folder, 'data.new');
  rmSync(draft, { recursive: true, force: true });
  const password = `--pwfile=${join(home.folder, 'password')}`;
  await runPostgresProgram(home, initdb, [
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    password,
    // The password is 192 random bits: to make it dear to guess adds nothing, and every connection pays for it.
    '-c',
    'scram_iterations=1',
    '-E',
    'UTF8',
    '--locale=C',
    '-D',
    draft,
  ]);
  renameSync(draft, home.data);
}

/**
 * A socket in the cluster's own folder takes a third less of the processor's time than one of TCP. Windows has none that
 * PostgreSQL would use, its address holds 107 letters, and the settings are passed on in one word each.
 */
function takesSockets({ folder }: PostgresHome): boolean {
  return process.platform !== 'win32' && folder.length <= 88 && /^[\w./-]+$/.test(folder);
}

async function launch(home: PostgresHome, pgCtl: string, fixedPort: number | undefined): Promise<number> {
  if (fixedPort !== undefined && !(await isPortFree(fixedPort))) {
    throw new LocalServiceFault(
      `PostgreSQL cannot use port ${fixedPort}: another program listens on it. Give another port.`,
    );
  }
  const port = fixedPort ?? (await chooseHomePort(home));
  rotateLog(home);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: takesSockets(home) ? home.folder : '',
    max_connections: 200,
    timezone: 'UTC',
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  await runPostgresProgram(home, pgCtl, [
    'start',
    '-w',
    '-t',
    '60',
    '-D',
    home.data,
    '-l',
    home.log,
    '-o',
    options.join(' '),
  ]);
  return port;
}

/** A cluster outlives a Galley that was killed. Nobody else uses it (we hold the lock), so it is shut down. */
async function stopLeftover(home: PostgresHome, pgCtl: string, log: (line: string) => void): Promise<void> {
  const pid = readPostmasterPid(home);
  const identity = pid === undefined ? undefined : processIdentity(pid);
  if (identity === undefined) return;
  if (process.platform === 'win32' ? identity.includes('postgres') : identity.includes(home.data)) {
    log(`Stopping the PostgreSQL that an interrupted Galley left running (process ${pid})`);
    await stopServer(home, pgCtl);
  } else {
    // After a restart of the machine the number may be anybody's; PostgreSQL would refuse to start because of it.
    rmSync(join(home.data, 'postmaster.pid'), { force: true });
  }
}

async function stopServer(home: PostgresHome, pgCtl: string): Promise<void> {
  if (readPostmasterPid(home) === undefined) return;
  try {
    await runPostgresProgram(home, pgCtl, ['stop', '-w', '-t', '30', '-m', 'fast', '-D', home.data]);
  } catch (error) {
    if (readPostmasterPid(home) === undefined) return;
    if (!(error instanceof LocalServiceFault)) throw error;
    // It did not finish in time. Committed work is in the log and is recovered at the next start.
    await runPostgresProgram(home, pgCtl, ['stop', '-w', '-t', '10', '-m', 'immediate', '-D', home.data]);
  }
}

function readPostmasterPid(home: PostgresHome): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(home.data, 'postmaster.pid'), 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function rotateLog(home: PostgresHome): void {
  if (existsSync(home.log) && statSync(home.log).size > 5_000_000) renameSync(home.log, `${home.log}.1`);
}

function withStorageFaults<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = isErrno(error, 'ENOSPC')
      ? 'the disk is full'
      : isErrno(error, 'EACCES')
        ? 'it may not write there'
        : undefined;
    if (why === undefined) throw error;
    throw new LocalServiceFault(
      `Galley cannot keep its data in ${dataDir}: ${why}. Choose another folder with GALLEY_DATA_DIR.`,
      { cause: error },
    );
  }
}
