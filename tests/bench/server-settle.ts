import { report } from './support-report.ts';
import { countSettled, pushAll, readMenu, sellOffline, sleep } from './support-sales.ts';
import { startBenchServer } from './support-server.ts';

/**
 * How many sales of three lines a second are stored, applied by all three workers and in the feed, second by second for
 * a minute ('settled.salesPerSecond'), and what that minute costs in memory ('settled.memoryGrowth').
 */
const seconds = Number(process.env['SECONDS'] ?? 60);
const tillCount = 8;
await using bench = await startBenchServer();
const menu = await readMenu(bench);
const tills = await bench.crowd(tillCount);
const backlogs = await Promise.all(tills.map((till) => sellOffline(till, menu, seconds * 130)));

const pushing = Promise.all(backlogs.map(pushAll));
await sleep(5000); // the first seconds are the compiler's
const bytesBefore = bench.serverBytes();
const perSecond: number[] = [];
let before = await countSettled(bench);
let at = performance.now();
while (perSecond.length < seconds) {
  await sleep(1000);
  const [count, now] = [await countSettled(bench), performance.now()];
  perSecond.push(((count - before) * 1000) / (now - at));
  [before, at] = [count, now];
}
await pushing;
report('settled.salesPerSecond', perSecond, 'sales per second');
report('settled.memoryGrowth', [(bench.serverBytes() - bytesBefore) / 2 ** 20], 'MiB in that time');
