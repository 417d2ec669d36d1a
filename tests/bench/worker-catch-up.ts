import { join } from 'node:path';
import { openPool } from '@galley/server/db/open.ts';
import { startChild } from '@galley/server/local/child.ts';
import { projectFolder } from '@galley/server/local/galley.ts';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { report } from './support-report.ts';
import { pushAll, readMenu, sellOffline, sleep, untilSettled } from './support-sales.ts';
import { startBenchServer } from './support-server.ts';

/**
 * The workers stand still while four tills bring 20,000 sales of three lines; then they come back, in one process of their
 * own: until the books of sales have all of them ('worker.catchUp20kSeconds', 60 s at most), and until every till has been
 * told so by inventory and payments as well ('worker.settled20kSeconds').
 */
const tills = 4;
const each = 5000;

process.env['GALLEY_ROLES'] = 'api,relay,sync';
await using bench = await startBenchServer();
const menu = await readMenu(bench);
for (const till of await bench.crowd(tills)) await pushAll(await sellOffline(till, menu, each));

const start = performance.now();
const worker = await startChild({
  name: 'workers',
  file: join(projectFolder, 'server/src/main.ts'),
  env: { LOG_LEVEL: 'warn', ...process.env, ...bench.addresses, GALLEY_ROLES: 'sales,inventory,payments' },
  logFolder: makeTemporaryFolder('galley-bench-worker-'),
  onRestart: (line) => console.error(line),
  ready: (child) => new Promise((resolve) => child.once('message', () => resolve())),
});
const seconds = () => (performance.now() - start) / 1000;
const pool = openPool(bench.addresses.SALES_DATABASE_URL);
while ((await booked()) < tills * each) await sleep(100);
report('worker.catchUp20kSeconds', [seconds()], 'seconds');
await untilSettled(bench, tills * (each + 1));
report('worker.settled20kSeconds', [seconds()], 'seconds');
await pool.end();
await worker.stop();

async function booked(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from sale');
  return rows[0]?.count ?? 0;
}
