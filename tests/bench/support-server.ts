import { rmSync } from 'node:fs';
import { openPool, openSyncDatabase, type SyncDatabase } from '@galley/server/db/open.ts';
import { seedDemo } from '@galley/server/local/demo.ts';
import { startGalley } from '@galley/server/local/galley.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { enrolTestTill, type TestTill } from '../../server/test/test-till.ts';

export type BenchServer = AsyncDisposable & {
  readonly url: string;
  readonly codes: readonly string[];
  readonly db: SyncDatabase;
  readonly branchId: BranchId;
  /** The printers' addresses stand in the feed as given. */
  enrol(tillIndex: number): Promise<TestTill>;
};

/** The server in a process of its own, with real databases (fsync on), broker and the demo branch, in a fresh folder. */
export async function startBenchServer(
  printers = { kitchen: 'tcp://127.0.0.1:9', counter: 'tcp://127.0.0.1:9' },
): Promise<BenchServer> {
  const dataDir = makeTemporaryFolder('galley-bench-');
  const galley = await startGalley(dataDir, console.error);
  const db = openSyncDatabase(galley.addresses.SYNC_DATABASE_URL);
  const inventory = openPool(galley.addresses.INVENTORY_DATABASE_URL);
  const demo = await seedDemo(db, inventory, printers);
  await inventory.end();
  return {
    url: galley.url,
    codes: demo.tills.map((till) => till.code),
    db,
    branchId: demo.branchId,
    enrol: (index) => enrolTestTill(galley, must(demo.tills[index], 'the demo has two tills').code),
    async [Symbol.asyncDispose]() {
      await db.close();
      await galley.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
