import { must } from '@galley/shared/values/must.ts';
import { report } from './support-report.ts';
import { pushAll, readMenu, sellOffline, sleep, untilSettled } from './support-sales.ts';
import { startBenchServer } from './support-server.ts';

/**
 * One till comes back with 5,000 sales: until all are settled ('drain.backlog5000Seconds'), and what another till's
 * single sale waits for its settlement meanwhile ('drain.otherTillSeconds').
 */
await using bench = await startBenchServer();
const menu = await readMenu(bench);
const [late, other] = await bench.crowd(2);
const warm = await sellOffline(must(other, 'a crowd of two'), menu, 400);
await pushAll(warm);
await untilSettled(bench, 401);
const backlog = await sellOffline(must(late, 'a crowd of two'), menu, 5000);
const singles = await sellOffline(warm.till, menu, 100, 1);
await singles.till.pull();

const start = performance.now();
let done = false;
const draining = pushAll(backlog)
  .then(() => untilSettled(bench, 401 + 2 + 5000))
  .then(() => (done = true));
const waits: number[] = [];
for (const [sale] of singles.batches) {
  if (done || !sale) break;
  const from = performance.now();
  await singles.till.push([sale]);
  while (!(await isSettled(sale.id))) await sleep(20);
  waits.push((performance.now() - from) / 1000);
}
await draining;
report('drain.backlog5000Seconds', [(performance.now() - start) / 1000], 'seconds');
report('drain.otherTillSeconds', waits, 'seconds');

async function isSettled(id: string): Promise<boolean> {
  const { rowCount } = await bench.db.pool.query(
    `select from change where branch_id = $1 and entity = 'settlement' and id = $2`,
    [bench.branchId, id],
  );
  return rowCount === 1;
}
