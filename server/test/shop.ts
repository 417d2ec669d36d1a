import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Product, productSchema } from '@galley/shared/domain/menu.ts';
import { openSyncDatabase } from '../src/db/open.ts';
import { seedDemo } from '../src/local/demo.ts';
import { createTestDatabases, createTestNats, type TestDatabases, type TestNats } from './cluster.ts';

/** Databases with the demo branch and a broker, and no server: processes of it are started and killed on them. */
export type Shop = AsyncDisposable & {
  readonly databases: TestDatabases;
  readonly nats: TestNats;
  readonly codes: readonly string[];
  readonly products: readonly Product[];
  /** Starts a server process with these roles that is killed, or stands still, at the named point. */
  start(point?: Point, roles?: string): Promise<ServerProcess>;
};
/** `beforeApplying`: the sales worker has taken messages and stands still until `SIGCONT`. At the others it is killed. */
export type Point = 'beforeAnswer' | 'beforePublish' | 'afterPublish' | 'beforeAck' | 'beforeApplying';
export type ServerProcess = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<string | null>;
};

const fragileServer = fileURLToPath(new URL('fixtures/fragile-server.ts', import.meta.url));

export async function openShop(): Promise<Shop> {
  const databases = await createTestDatabases();
  const nats = await createTestNats();
  const db = openSyncDatabase(databases.sync);
  const demo = await seedDemo(db, { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' });
  const { rows } = await db.pool.query<{ data: string }>(`select data from change where entity = 'product'`);
  await db.close();
  const children: ChildProcess[] = [];
  return {
    databases,
    nats,
    codes: demo.tills.map(({ code }) => code),
    products: rows.map(({ data }) => productSchema.parse(JSON.parse(data))),
    async start(point, roles = 'all') {
      const child = fork(fragileServer, point ? [point] : [], {
        execArgv: ['--import', 'tsx'],
        env: {
          ...process.env,
          PORT: '0',
          HOST: '127.0.0.1',
          LOG_LEVEL: 'fatal',
          GALLEY_ROLES: roles,
          SYNC_DATABASE_URL: databases.sync,
          SALES_DATABASE_URL: databases.sales,
          INVENTORY_DATABASE_URL: databases.inventory,
          PAYMENTS_DATABASE_URL: databases.payments,
          NOTIFICATIONS_DATABASE_URL: databases.notifications,
          NATS_URL: nats.url,
        },
      });
      children.push(child);
      const ended = once(child, 'exit').then(([, signal]) => z.string().nullable().parse(signal));
      // What is waiting for it may kill it at its point before it can say that it is ready.
      const said = await Promise.race([once(child, 'message'), ended]);
      const url = Array.isArray(said) ? z.object({ url: z.string().nullable() }).parse(said[0]).url : null;
      return { url: url ?? '', pid: z.int().parse(child.pid), ended };
    },
    async [Symbol.asyncDispose]() {
      const living = children.filter((child) => child.exitCode === null && child.signalCode === null);
      await Promise.all(
        living.map((child) => {
          child.kill('SIGKILL');
          return once(child, 'exit');
        }),
      );
      await databases[Symbol.asyncDispose]();
      await nats[Symbol.asyncDispose]();
    },
  };
}
