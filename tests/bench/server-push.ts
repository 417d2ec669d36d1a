import { report } from './support-report.ts';
import { preparePushes, pushAll, readMenu, sellOffline, untilSettled } from './support-sales.ts';
import { startBenchServer } from './support-server.ts';

/**
 * How fast mutations are stored durably while everything else runs as well: eight tills hand in their backlogs in
 * hundreds ('push.batch100PerSecond'), then one sale each after the other ('push.singlePerSecond'). All of it is settled
 * in the end.
 */
const tillCount = 8;
const each = 2000;
await using bench = await startBenchServer();
const menu = await readMenu(bench);
const tills = await bench.crowd(tillCount);
const warm = await Promise.all(tills.map((till) => sellOffline(till, menu, 200)));
await Promise.all(warm.map(pushAll));
await untilSettled(bench, tillCount * 201);
const perSecond: number[] = [];
let settled = tillCount * 201;
for (let round = 0; round < 3; round += 1) {
  const backlogs = await Promise.all(tills.map((till) => sellOffline(till, menu, each)));
  const sendings = await Promise.all(backlogs.map((backlog) => preparePushes(bench.url, backlog)));
  const start = performance.now();
  await Promise.all(sendings.map((send) => send()));
  perSecond.push((tillCount * each * 1000) / (performance.now() - start));
  settled += tillCount * (each + 1);
  await untilSettled(bench, settled);
}
report('push.batch100PerSecond', perSecond, 'mutations per second');

const singles = await Promise.all(tills.map((till) => sellOffline(till, menu, 250, 1)));
const sendings = await Promise.all(singles.map((backlog) => preparePushes(bench.url, backlog)));
const start = performance.now();
await Promise.all(sendings.map((send) => send()));
report('push.singlePerSecond', [(tillCount * 250 * 1000) / (performance.now() - start)], 'pushes per second');
settled += tillCount * 251;
await untilSettled(bench, settled);
