import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { openPool, openSyncDatabase, type SyncDatabase } from '../src/db/open.ts';
import { readConfig } from '../src/config.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { seedDemo } from '../src/local/demo.ts';
import { type GalleyServer, startServer } from '../src/server.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { chain, type Hash, noHash } from '@galley/shared/values/hash.ts';
import { type MutationId, newId, type StaffId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import {
  changesPageSchema,
  type ChangesPage,
  type Cursor,
  cursorToText,
  type FeedChange,
} from '@galley/shared/wire/changes.ts';
import type { MutationData, MutationName } from '@galley/shared/wire/mutations.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { pushAnswerSchema, type PushAnswer, type PushedMutation } from '@galley/shared/wire/push.ts';
import {
  type EnrolAnswer,
  enrolAnswerSchema,
  signatureHeaders,
  signedText,
} from '@galley/shared/wire/session.ts';
import { createTestDatabases, createTestNats, type TestDatabases } from './cluster.ts';

export type World = AsyncDisposable & {
  readonly databases: TestDatabases;
  readonly db: SyncDatabase;
  readonly server: GalleyServer;
  readonly url: string;
  readonly branchId: Branch['id'];
  readonly products: readonly Product[];
  readonly codes: readonly string[];
  /** Stops the server as it stands and starts it again on the same databases and broker. */
  restart(): Promise<void>;
  enrol(tillIndex?: number): Promise<TestTill>;
  /** The same till on another device, or after a reinstallation. */
  enrolAgain(tillIndex: number): Promise<TestTill>;
};

/** The real server with all its roles on real databases and the given bus, filled with the demo branch. */
export async function startWorld(options: { readonly bus: 'nats' | 'direct' }): Promise<World> {
  const databases = await createTestDatabases();
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
    ...(nats && { NATS_URL: nats.url }),
  });
  let server = await startServer(config);
  const db = openSyncDatabase(databases.sync);
  const inventory = openPool(databases.inventory);
  const demo = await seedDemo(db, inventory, { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' });
  await inventory.end();
  await openingStockArrived(db);
  const { rows } = await db.pool.query<{ data: string }>(
    `select data from change where entity = 'product' and branch_id = $1 order by version, id`,
    [demo.branchId],
  );
  const world: World = {
    databases,
    db,
    get server() {
      return server;
    },
    get url() {
      return must(server.url, 'a world runs the api role');
    },
    branchId: demo.branchId,
    products: rows.map((row) => JSON.parse(row.data) as Product), // written by the seed a moment ago
    codes: demo.tills.map((till) => till.code),
    async restart() {
      await server.stop();
      server = await startServer(config);
    },
    enrol(tillIndex = 0) {
      return enrolTestTill(world, must(demo.tills[tillIndex], 'the demo has two tills').code);
    },
    async enrolAgain(tillIndex) {
      const { id } = await db.prisma.till.findFirstOrThrow({ where: { code: `T${tillIndex + 1}` } });
      return enrolTestTill(world, await createEnrolmentCode(db, id as TillId, 10)); // Prisma knows a UUID as text only
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

/** The demo's first delivery travels as an event; a world begins quiet. */
async function openingStockArrived(db: SyncDatabase): Promise<void> {
  for (;;) {
    const { rowCount } = await db.pool.query(`select from change where entity = 'stock'`);
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A till reduced to its side of the wire: keys, log and cursor, without a database. */
export type TestTill = {
  readonly identity: EnrolAnswer;
  readonly staffId: StaffId;
  /** Appends to the till's log and returns what would be pushed. */
  record<N extends MutationName>(name: N, data: MutationData<N>): PushedMutation;
  /** The same with any envelope: to send what a sane till would not. */
  recordRaw(
    change: (envelope: Record<string, unknown>) => unknown,
    name?: MutationName,
    data?: unknown,
  ): PushedMutation;
  push(mutations: readonly PushedMutation[], incarnation?: number): Promise<PushAnswer>;
  request(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Response>;
  /** The same with a signature of another time. */
  requestAt(time: number, method: string, path: string): Promise<Response>;
  pull(): Promise<FeedChange[]>;
  /** Pulls until every mutation has its settlement; answers all settlements seen, by mutation. */
  settled(ids: readonly MutationId[]): Promise<Map<string, Extract<FeedChange, { entity: 'settlement' }>>>;
  readonly seen: FeedChange[];
};

async function enrolTestTill(world: { readonly url: string }, code: string): Promise<TestTill> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = must(publicKey.export({ format: 'jwk' }).x, 'an Ed25519 key has an x');
  const response = await fetch(`${world.url}/sync/enrol`, {
    method: 'POST',
    body: JSON.stringify({ code, publicKey: x }),
  });
  if (!response.ok) throw new Error(await response.text());
  return createTestTill(world, enrolAnswerSchema.parse(await response.json()), privateKey);
}

function createTestTill(world: { readonly url: string }, identity: EnrolAnswer, key: KeyObject): TestTill {
  let number = 0;
  let hash: Hash = noHash;
  let cursor: Cursor = { epoch: identity.epoch, stream: identity.branch.id, version: 0 };
  const seen: FeedChange[] = [];
  const staffId = newId<StaffId>(() => uuidv7());

  const request: TestTill['request'] = (method, path, body, headers) =>
    requestAt(Date.now(), method, path, body, headers);

  function requestAt(
    time: number,
    method: string,
    path: string,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const signature = sign(null, Buffer.from(signedText(method, path, time, body)), key);
    return fetch(`${world.url}${path}`, {
      method,
      ...(body !== '' && { body }),
      headers: {
        [signatureHeaders.till]: identity.till.id,
        [signatureHeaders.time]: String(time),
        [signatureHeaders.signature]: signature.toString('base64url'),
        ...headers,
      },
    });
  }

  const till: TestTill = {
    identity,
    staffId,
    seen,
    request,
    requestAt,
    record: (name, data) => till.recordRaw((envelope) => envelope, name, data),
    recordRaw(change, name = 'openShift', data = {}) {
      number += 1;
      const id = newId<MutationId>(() => uuidv7());
      const body = JSON.stringify(
        change({
          id,
          type: name,
          version: mutations[name].version,
          occurredAt: instant(Date.now()),
          correlationId: id,
          causationId: null,
          branchId: identity.branch.id,
          tillId: identity.till.id as TillId,
          incarnation: identity.incarnation,
          number,
          staffId,
          data,
        }),
      );
      hash = chain(hash, body);
      return { id, number, hash, body };
    },
    async push(batch, incarnation = identity.incarnation) {
      const status = { waiting: batch.length, oldestAt: null, appVersion: 'test' };
      const response = await request(
        'POST',
        '/sync/push',
        JSON.stringify({ incarnation, mutations: batch, status }),
      );
      if (!response.ok) throw new Error(await response.text());
      return pushAnswerSchema.parse(await response.json());
    },
    async pull() {
      const news: FeedChange[] = [];
      for (;;) {
        const response = await request('GET', `/sync/changes?cursor=${cursorToText(cursor)}`);
        const page: ChangesPage = changesPageSchema.parse(await response.json());
        if (page.kind === 'mustResnapshot') throw new Error(page.reason);
        news.push(...page.changes);
        cursor = page.cursor;
        if (cursor.version >= page.head) break;
      }
      seen.push(...news);
      return news;
    },
    async settled(ids) {
      const deadline = Date.now() + 15_000;
      for (;;) {
        await till.pull();
        const settlements = new Map(
          seen.filter((change) => change.entity === 'settlement').map((change) => [change.id, change]),
        );
        if (ids.every((id) => settlements.has(id))) return settlements;
        if (Date.now() > deadline) {
          throw new Error(`not settled in 15 s: ${ids.filter((id) => !settlements.has(id)).join(', ')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
  return till;
}
