import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { openSyncDatabase, type SyncDatabase } from '@galley/server/db/open.ts';
import { seedDemo } from '@galley/server/local/demo.ts';
import type { ServiceAddresses } from '@galley/server/local/services.ts';
import { startGalley } from '@galley/server/local/galley.ts';
import { createTill } from '@galley/server/sync/create-branch.ts';
import { createEnrolmentCode, enrolTill } from '@galley/server/sync/enrolment.ts';
import { readEpoch } from '@galley/server/sync/epoch.ts';
import { readEntity } from '@galley/server/sync/read-entity.ts';
import { type BranchId, newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { createTestTill, enrolTestTill, type TestTill } from '../../server/test/test-till.ts';

export type BenchServer = AsyncDisposable & {
  readonly url: string;
  readonly codes: readonly string[];
  readonly db: SyncDatabase;
  readonly branchId: BranchId;
  /** Of its databases and its broker. */
  readonly addresses: ServiceAddresses;
  /** The printers' addresses stand in the feed as given. */
  enrol(tillIndex: number): Promise<TestTill>;
  /** So many more tills, enrolled past the limit that the door has for guessers. */
  crowd(count: number): Promise<TestTill[]>;
  serverPid(): number;
  /** What the server's process holds in memory now. */
  serverBytes(): number;
};

/** The server in a process of its own, with real databases (fsync on), broker and the demo branch, in a fresh folder. */
export async function startBenchServer(
  printers = { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' },
): Promise<BenchServer> {
  const dataDir = makeTemporaryFolder('galley-bench-');
  const galley = await startGalley(dataDir, console.error);
  const db = openSyncDatabase(galley.addresses.SYNC_DATABASE_URL);
  const demo = await seedDemo(db, printers);
  return {
    url: galley.url,
    codes: demo.tills.map((till) => till.code),
    db,
    branchId: demo.branchId,
    addresses: galley.addresses,
    enrol: (index) => enrolTestTill(galley, must(demo.tills[index], 'the demo has two tills').code),
    async crowd(count) {
      const branch = await readEntity(db.pool, demo.branchId, 'branch', demo.branchId);
      const epoch = await readEpoch(db.pool);
      const tills: TestTill[] = [];
      for (let index = 0; index < count; index += 1) {
        const code = `C${index}`;
        const till = { id: newId<TillId>(() => uuidv7()), code, name: code, receiptPrinterId: null };
        await createTill(db, demo.branchId, till);
        const { publicKey, privateKey } = generateKeyPairSync('ed25519');
        const enrolled = await enrolTill(db, {
          code: await createEnrolmentCode(db.pool, till.id, 10),
          role: 'till',
          publicKey: must(publicKey.export({ format: 'jwk' }).x, 'an Ed25519 key has an x'),
        });
        if (!enrolled.ok) throw new Error(enrolled.message);
        const { incarnation } = enrolled.value;
        const identity = { till, incarnation, branch, epoch, serverTime: instant(Date.now()) };
        tills.push(createTestTill(galley, identity, privateKey));
      }
      return tills;
    },
    serverPid: () => galley.server.pid(),
    serverBytes() {
      const pages = readFileSync(`/proc/${galley.server.pid()}/statm`, 'utf8').split(' ')[1];
      return Number(pages) * 4096;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await galley.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
