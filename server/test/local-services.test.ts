import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from 'nats';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { anyPort } from '../src/local/nats-home.ts';
import { startNats } from '../src/local/nats-server.ts';
import { findFreePort } from '../src/local/ports.ts';
import { startPostgres } from '../src/local/postgres.ts';
import { isErrno, processIdentity } from '../src/local/process-identity.ts';
import { startServices } from '../src/local/services.ts';
import { hasNats, makeTemporaryFolder } from './cluster.ts';

const withNats = test.skipIf(!hasNats);

test('PostgreSQL keeps data and port from one start to the next, and every commit on the disk', async () => {
  const { dataDir } = setup();
  const first = await startPostgres({ dataDir });
  await queryAt(first.urlOf('postgres'), 'CREATE TABLE kept (n INT)');
  await first.stop();
  await using second = disposable(await startPostgres({ dataDir }));
  expect(second.port).toBe(first.port);
  expect(await queryAt(second.urlOf('postgres'), 'SELECT * FROM kept')).toEqual([]);
  expect(await queryAt(second.urlOf('postgres'), `SELECT current_setting('fsync') AS fsync`)).toEqual([
    { fsync: 'on' },
  ]);
});

test('PostgreSQL takes another port when its own is taken, and says so when that port was asked for', async () => {
  const { dataDir } = setup();
  const first = await startPostgres({ dataDir });
  await first.stop();
  await using _taken = await occupy(first.port);
  await expect(startPostgres({ dataDir, port: first.port })).rejects.toThrow(/another program listens on it/);
  await using second = disposable(await startPostgres({ dataDir }));
  expect(second.port).not.toBe(first.port);
});

test('PostgreSQL lets nobody in without the password, which only its owner can read', async () => {
  const { dataDir } = setup();
  await using postgres = disposable(await startPostgres({ dataDir }));
  const wrong = Object.assign(new URL(postgres.urlOf('postgres')), { password: 'wrong' });
  await expect(queryAt(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(dataDir, 'postgres/password')).mode & 0o777).toBe(0o600);
});

withNats(
  '[S11] a database and a message server that are killed run again soon, where they were',
  async () => {
    const { dataDir } = setup();
    const said: string[] = [];
    await using services = disposable(await startServices(dataDir, {}, (line) => said.push(line)));
    const { SYNC_DATABASE_URL: database, NATS_URL: broker } = services.addresses;
    const maintenance = Object.assign(new URL(database), { pathname: '/postgres' }).href;
    await queryAt(maintenance, 'CREATE TABLE kept (n INT)');
    const [row] = await queryAt(maintenance, `SELECT pg_read_file('postmaster.pid', 0, 10)::text AS pid`);
    process.kill(Number.parseInt(String(Object(row).pid), 10), 'SIGKILL');
    process.kill(Number(readFileSync(join(dataDir, 'nats/pid'), 'utf8').split(' ')[0]), 'SIGKILL');
    await expect
      .poll(() => said.toSorted(), { timeout: 20_000 })
      .toEqual([
        'The database had stopped. It runs again; nothing was lost.',
        'The message server had stopped. It runs again; nothing was lost.',
      ]);
    expect(await queryAt(maintenance, 'SELECT * FROM kept')).toEqual([]);
    const { host, username: user, password: pass } = new URL(String(broker));
    const connection = await connect({ servers: host, user, pass });
    await connection.close();
  },
  40_000,
);

test('a second Galley on the same data is told about the first', async () => {
  const { dataDir } = setup();
  await using _first = disposable(await startPostgres({ dataDir }));
  await expect(startPostgres({ dataDir })).rejects.toThrow(
    /belongs to a Galley that is already running \(process \d+\)/,
  );
});

test('a failure is told with its cause and what to do', async () => {
  const { dataDir } = setup();
  await (await startPostgres({ dataDir })).stop();
  writeFileSync(join(dataDir, 'postgres/data/PG_VERSION'), '9\n');
  await expect(startPostgres({ dataDir })).rejects.toThrow(/another major version of PostgreSQL/);
});

withNats('NATS keeps its port, falls back to another, and lets nobody in without the password', async () => {
  const { dataDir } = setup();
  const port = await findFreePort();
  const first = disposable(await startNats({ dataDir, port }));
  expect(new URL(first.url).port).toBe(String(port));
  await first.stop();
  await using _taken = await occupy(port);
  await using second = disposable(await startNats({ dataDir }));
  expect(new URL(second.url).port).not.toBe(String(port));
  expect(new URL(second.url).password).toBe(new URL(first.url).password);
  expect(statSync(join(dataDir, 'nats/password')).mode & 0o777).toBe(0o600);
});

withNats(
  'services that a killed Galley left running are stopped, and start again on the same data',
  async () => {
    const { dataDir } = setup();
    const program = fileURLToPath(new URL('fixtures/hold-services.ts', import.meta.url));
    const galley = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(galley.stdout, 'data');
    const left = z.object({ postgres: z.number(), nats: z.number() }).parse(JSON.parse(String(line)));
    galley.kill('SIGKILL');
    await once(galley, 'exit');
    expect(processIdentity(left.postgres)).toContain(dataDir);
    expect(processIdentity(left.nats)).toContain(dataDir);

    await using postgres = disposable(await startPostgres({ dataDir }));
    await using nats = disposable(await startNats({ dataDir, port: anyPort }));
    expect(processIdentity(left.postgres)).toBeUndefined();
    expect(processIdentity(left.nats)).toBeUndefined();
    expect(postgres.pid).not.toBe(left.postgres);
    expect(nats.pid).not.toBe(left.nats);
  },
);

test('a stale record that names a process of somebody else harms neither', async () => {
  const { dataDir } = setup();
  await (await startPostgres({ dataDir })).stop();
  const data = join(dataDir, 'postgres/data');
  const bystander = spawn('sleep', ['60']);
  onTestFinished(() => void bystander.kill());
  writeFileSync(join(data, 'postmaster.pid'), `${bystander.pid}\n${data}\n`);
  writeFileSync(join(dataDir, 'postgres/lock'), `${bystander.pid} an earlier process of the same number`);
  await using _postgres = disposable(await startPostgres({ dataDir }));
  expect(bystander.exitCode).toBeNull();
  expect(bystander.signalCode).toBeNull();
});

function setup() {
  const dataDir = makeTemporaryFolder('galley-local-');
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir };
}

function disposable<T extends { stop(): Promise<void> }>(
  service: T | { missing: string },
): T & AsyncDisposable {
  if ('missing' in service) throw new Error(service.missing);
  return { ...service, [Symbol.asyncDispose]: () => service.stop() };
}

async function queryAt(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function occupy(port: number): Promise<AsyncDisposable> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    if (!isErrno(error, 'EADDRINUSE')) throw error;
  });
  return { [Symbol.asyncDispose]: async () => void server.close() };
}
