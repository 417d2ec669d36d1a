import { createTill } from '@galley/server/sync/create-branch.ts';
import { createEnrolmentCode } from '@galley/server/sync/enrolment.ts';
import { newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Pool } from 'pg';
import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import { openPool } from '@galley/server/db/open.ts';
import type { Bus } from '@galley/server/messaging/bus.ts';
import type { DatabaseName } from '../../server/test/database-pool.ts';
import { createTestDatabases, type TestDatabases } from '../../server/test/cluster.ts';
import { startWorld } from '../../server/test/world.ts';
import type { Backup } from '../contract/backup.ts';
import { addToMenu } from '../contract/branch.ts';
import { readImage, type StoreImage } from '../contract/store.ts';
import { startCopy, startTill, type Till, type TillParts, TillRefused } from '../contract/till.ts';
import { createModelBroker, type ModelBroker } from './broker.ts';
import { createDice, type Dice } from './dice.ts';
import { createFactLog, type FactLog } from './facts.ts';
import { hasten, slowDown } from './hasten.ts';
import type { Script } from './script.ts';
import type { ShopWorld } from './shop-world.ts';
import { createTillTime, haste, type TillTime } from './till-time.ts';
import { createTransport, type Transport } from './transport.ts';

/** A machine at a counter. Two of them may believe to be the same till. */
export type Device = {
  readonly name: string;
  readonly till: Till;
  readonly tillId: TillId;
  readonly transport: Transport;
  readonly time: TillTime;
  image: StoreImage | null;
  /** Its till lives on in another machine; what it had to tell is told. */
  retired: boolean;
};

/** The real server on real databases, a courier of our own, and many real tills, each with its own clock, wire and disk. */
export type Shop = AsyncDisposable & {
  readonly world: ShopWorld;
  readonly pools: Readonly<Record<DatabaseName, Pool>>;
  /** Null over a real broker, which forgets nothing here. */
  readonly broker: ModelBroker | null;
  readonly devices: readonly Device[];
  readonly facts: FactLog;
  readonly dice: Dice;
  /** Bugs that ended a till's loops. */
  readonly bugs: readonly unknown[];
  backup: Backup | null;
  newCode(tillId: TillId): Promise<string>;
  /** A new till, which knows all from the snapshot. */
  late(): Promise<Device>;
  clone(device: Device): Promise<void>;
};

export type ShopOptions = {
  readonly clusterUrl?: string;
  /** How often the server looks for what its courier lost; as hasty as the rest unless it is told. */
  readonly sweepMs?: number;
  /** The courier as the server sees it; sabotage may begin here, */
  readonly wrapBus?: (bus: Bus) => Bus;
  /** Starts the server in another way than in this process. */
  readonly startWorld?: (databases: TestDatabases, dice: Dice) => Promise<ShopWorld>;
  /** or here, at every database that a till opens. */
  readonly opened?: (db: GalleyDatabase) => void;
};

export async function openShop(
  script: Pick<Script, 'seed' | 'tills' | 'bus'>,
  options: ShopOptions = {},
): Promise<Shop> {
  const dice = createDice(script.seed).fork('shop');
  const databases = await takeHasty(options.clusterUrl);
  const broker = script.bus === 'model' ? createModelBroker(dice.fork('broker'), haste) : null;
  const { wrapBus = (bus: Bus) => bus, sweepMs = 5000 / haste } = options;
  const model = broker && (() => wrapBus(broker.connect()));
  const world: ShopWorld = await (options.startWorld?.(databases, dice.fork('wire')) ??
    startWorld({
      bus: model ?? (script.bus === 'nats' ? 'nats' : 'direct'),
      databases,
      sweepMs,
    }));
  await addToMenu(world);
  const facts = createFactLog();
  const devices: Device[] = [];
  const bugs: unknown[] = [];
  const pools = poolsOf(databases);

  const shop: Shop = {
    world,
    pools,
    broker,
    devices,
    facts,
    dice,
    bugs,
    backup: null,
    newCode: (tillId) => createEnrolmentCode(world.db.pool, tillId, 10),
    async late() {
      const id = newId<TillId>(() => uuidv7());
      const code = `C${devices.length + 1}`;
      await createTill(world.db, world.branchId, { id, code, name: code, receiptPrinterId: null });
      const parts = partsOf(`till ${devices.length + 1}`);
      return put(
        id,
        parts,
        await enrolled(async () => startTill(() => world.url, await shop.newCode(id), parts)),
      );
    },
    async clone(device) {
      const parts = partsOf(`copy ${devices.length + 1} of ${device.name}`);
      const image = await readImage(device.till.db);
      put(device.tillId, parts, await startCopy(() => world.url, image, parts));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(devices.map(({ till }) => till.stop()));
      for (const pool of Object.values(pools)) await pool.end();
      await world[Symbol.asyncDispose]();
    },
  };
  for (let number = 1; number <= script.tills; number += 1) await shop.late();
  return shop;

  function partsOf(name: string) {
    const own = dice.fork(name);
    const transport = createTransport(() => world.url, own.fork('network'));
    const time = createTillTime();
    const parts = {
      network: transport,
      now: time.now,
      sleep: time.sleep,
      random: own.fork('waits').roll,
      ids: own.ids(name),
      opened(db) {
        facts.watch(name, db);
        options.opened?.(db);
      },
      crashed: (bug) => void bugs.push(bug),
    } satisfies TillParts;
    return { ...parts, name, transport, time };
  }

  /** The server lets an address try ten codes a minute, and all tills of a run share one; a new start forgets. */
  async function enrolled<T>(enrol: () => Promise<T>): Promise<T> {
    try {
      return await enrol();
    } catch (fault) {
      if (!(fault instanceof TillRefused) || !fault.message.startsWith('tooManyTries')) throw fault;
      await world.restart();
      return enrol();
    }
  }

  function put(tillId: TillId, parts: ReturnType<typeof partsOf>, till: Till): Device {
    const { name, transport, time } = parts;
    const device: Device = { name, till, tillId, transport, time, image: null, retired: false };
    devices.push(device);
    return device;
  }
}

/** Databases whose patience is short; given back as they were. */
async function takeHasty(clusterUrl: string | undefined): Promise<TestDatabases> {
  const databases = await createTestDatabases(clusterUrl);
  await hasten(databases, haste);
  return {
    ...databases,
    async [Symbol.asyncDispose]() {
      await slowDown(databases);
      await databases[Symbol.asyncDispose]();
    },
  };
}

function poolsOf(databases: TestDatabases): Shop['pools'] {
  const { sync, sales, inventory, payments, notifications } = databases;
  return {
    sync: openPool(sync),
    sales: openPool(sales),
    inventory: openPool(inventory),
    payments: openPool(payments),
    notifications: openPool(notifications),
  };
}
