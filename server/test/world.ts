import type { Logger } from 'pino';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { must } from '@galley/shared/values/must.ts';
import { readConfig } from '../src/config.ts';
import { openSyncDatabase, type SyncDatabase } from '../src/db/open.ts';
import { seedDemo } from '../src/local/demo.ts';
import type { Bus } from '../src/messaging/bus.ts';
import { type GalleyServer, startServer } from '../src/server.ts';
import type { Gateway } from '../src/payments/gateway/gateway.ts';
import type { OnlineTimes } from '../src/sales/online/start-online.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { createTestDatabases, createTestNats, type TestDatabases, type TestNats } from './cluster.ts';
import { stripeSecret } from './stripe-stand-in.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';

export type World = AsyncDisposable & {
  readonly databases: TestDatabases;
  readonly db: SyncDatabase;
  readonly server: GalleyServer;
  readonly url: string;
  readonly branchId: Branch['id'];
  readonly products: readonly Product[];
  readonly codes: readonly string[];
  /** Its own broker, over which it runs with `bus: 'nats'`. */
  readonly nats: TestNats | null;
  /**
   * Stops the server as it stands and starts it again on the same databases and broker: with a table that makes it know
   * more, and after what happens meanwhile.
   */
  restart(table?: MutationTable, meanwhile?: () => Promise<void>): Promise<void>;
  enrol(tillIndex?: number): Promise<TestTill>;
  /** The same till on another device, or after a reinstallation. */
  enrolAgain(tillIndex: number): Promise<TestTill>;
};

export type WorldOptions = {
  /** A function is asked for the bus at each start of the server. */
  readonly bus: 'nats' | 'direct' | (() => Bus);
  /** Missing: databases of the run's cluster, given back in the end. */
  readonly databases?: TestDatabases;
  readonly sweepMs?: number;
  /** Missing: the mutations of this version. */
  readonly table?: MutationTable;
  /** Missing: nobody writes anything. */
  readonly log?: Logger;
  /** What else stands in the server's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Missing: the mock. */
  readonly gateway?: Gateway;
  /** Missing: as long as guests have. */
  readonly online?: OnlineTimes;
};

/** The real server with all its roles on real databases and the given bus, filled with the demo branch. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const databases = options.databases ?? (await createTestDatabases());
  const nats = options.bus === 'nats' ? await createTestNats() : null;
  if (nats !== null && 'missing' in nats) throw new Error(String(nats.missing));
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'fatal',
    SYNC_DATABASE_URL: databases.sync,
    SALES_DATABASE_URL: databases.sales,
    INVENTORY_DATABASE_URL: databases.inventory,
    PAYMENTS_DATABASE_URL: databases.payments,
    STRIPE_WEBHOOK_SECRET: `whsec_old,${stripeSecret}`,
    NOTIFICATIONS_DATABASE_URL: databases.notifications,
    ...(nats && { NATS_URL: nats.url, NATS_USERS: nats.users }),
    ...options.environment,
  });
  const start = (table?: MutationTable) =>
    startServer(config, {
      ...(typeof options.bus === 'function' && { bus: options.bus() }),
      ...(options.sweepMs !== undefined && { sweepMs: options.sweepMs }),
      ...(table !== undefined && { table }),
      ...(options.log && { log: options.log }),
      ...(options.gateway && { gateway: options.gateway }),
      ...(options.online && { online: options.online }),
    });
  let server = await start(options.table);
  const db = openSyncDatabase(databases.sync);
  const demo = await seedDemo(db, { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' });
  await openingStockArrived(db);
  const { rows } = await db.pool.query<{ data: string }>(
    `select data from change where entity = 'product' and branch_id = $1 order by version, id`,
    [demo.branchId],
  );
  const world: World = {
    databases,
    db,
    nats,
    get server() {
      return server;
    },
    get url() {
      return must(server.url, 'a world runs the api role');
    },
    branchId: demo.branchId,
    products: rows.map((row) => JSON.parse(row.data) as Product), // written by the seed a moment ago
    codes: demo.tills.map((till) => till.code),
    async restart(table = options.table, meanwhile) {
      await server.stop();
      await meanwhile?.();
      server = await start(table);
    },
    enrol(tillIndex = 0) {
      return enrolTestTill(world, must(demo.tills[tillIndex], 'the demo has two tills').code);
    },
    async enrolAgain(tillIndex) {
      const { id } = await db.prisma.till.findFirstOrThrow({ where: { code: `T${tillIndex + 1}` } });
      return enrolTestTill(world, await createEnrolmentCode(db.pool, id as TillId, 10)); // Prisma knows a UUID as text only
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await db.close();
      await databases[Symbol.asyncDispose]();
      await nats?.[Symbol.asyncDispose]();
    },
  };
  return world;
}

/** The demo's menu and first delivery travel to the inventory and back; a world begins quiet. */
async function openingStockArrived(db: SyncDatabase): Promise<void> {
  for (;;) {
    const { rowCount } = await db.pool.query(`select from request where state = 'stored' limit 1`);
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
