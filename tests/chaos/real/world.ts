import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openSyncDatabase } from '@galley/server/db/open.ts';
import { type Child, startChild } from '@galley/server/local/child.ts';
import { seedDemo } from '@galley/server/local/demo.ts';
import { projectFolder } from '@galley/server/local/galley.ts';
import { anyPort } from '@galley/server/local/nats-home.ts';
import { type LocalNats, startNats } from '@galley/server/local/nats-server.ts';
import { findFreePort } from '@galley/server/local/ports.ts';
import { isErrno } from '@galley/server/local/process-identity.ts';
import { productSchema } from '@galley/shared/domain/menu.ts';
import { must } from '@galley/shared/values/must.ts';
import { makeTemporaryFolder, type TestDatabases } from '../../../server/test/cluster.ts';
import type { Dice } from '../dice.ts';
import type { Processes, ShopWorld } from '../shop-world.ts';
import { startFaultProxy } from './proxy.ts';

/** What runs as a process of its own: the API, who relays and projects, and each worker. */
const programs = ['api', 'relay,sync', 'sales', 'inventory', 'payments', 'notifications'] as const;

/** The server's roles as processes over a real nats-server, reached through a proxy that spoils the wire. */
export async function startRealWorld(
  databases: TestDatabases,
  dice: Dice,
): Promise<ShopWorld & { readonly processes: Processes }> {
  const folder = makeTemporaryFolder('galley-chaos-');
  let nats = await startBroker(folder);
  const db = openSyncDatabase(databases.sync);
  const demo = await seedDemo(db, { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' });
  const { rows } = await db.pool.query<{ data: string }>(`select data from change where entity = 'product'`);
  const port = await findFreePort();
  const wire = await startFaultProxy(() => `http://127.0.0.1:${port}`, dice);
  const children = await Promise.all(programs.map(startProgram));
  const childOf = (pick: number) => must(children[pick % children.length], 'there are five');

  return {
    databases,
    db,
    url: wire.url,
    branchId: demo.branchId,
    products: rows.map(({ data }) => productSchema.parse(JSON.parse(data))),
    async restart(_table, meanwhile) {
      for (const child of children) signal(child.pid(), 'SIGKILL');
      await meanwhile?.();
    },
    processes: {
      wire,
      kill: (pick) => signal(childOf(pick).pid(), 'SIGKILL'),
      async freeze(pick, ms) {
        const pid = childOf(pick).pid();
        signal(pid, 'SIGSTOP');
        await wait(ms);
        signal(pid, 'SIGCONT');
      },
      async killBroker() {
        process.kill(nats.pid, 'SIGKILL');
        await nats.stop();
        nats = await startBroker(folder);
      },
      async killDatabase() {
        const { rows: backends } = await db.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
        process.kill(must(backends[0], 'every session has one').pid, 'SIGKILL');
        await comesBack(() => db.pool.query('select 1'));
      },
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map((child) => child.stop()));
      await wire[Symbol.asyncDispose]();
      await db.close();
      await nats.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function startProgram(roles: (typeof programs)[number]): Promise<Child> {
    return startChild({
      name: roles.replace(',', '-'),
      file: `${projectFolder}/server/src/main.ts`,
      env: {
        GALLEY_ROLES: roles,
        PORT: String(port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        SYNC_DATABASE_URL: databases.sync,
        SALES_DATABASE_URL: databases.sales,
        INVENTORY_DATABASE_URL: databases.inventory,
        PAYMENTS_DATABASE_URL: databases.payments,
        NOTIFICATIONS_DATABASE_URL: databases.notifications,
        NATS_URL: nats.url,
      },
      logFolder: folder,
      onRestart: () => undefined,
      ready: (child) => new Promise((resolve) => child.once('message', () => resolve())),
    });
  }
}

/** Whoever is dead already, and not started again yet, hears nothing. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

async function startBroker(dataDir: string): Promise<LocalNats> {
  const nats = await startNats({ dataDir, port: anyPort });
  if ('missing' in nats) throw new Error(nats.missing);
  return nats;
}

async function comesBack(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await ask();
      return;
    } catch {
      await wait(50); // it is still recovering
    }
  }
  throw new Error('PostgreSQL did not come back in ten seconds');
}
