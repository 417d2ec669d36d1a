import { readFileSync } from 'node:fs';
import { must } from '@galley/shared/values/must.ts';
import { report } from './support-report.ts';
import { pushAll, readMenu, sellOffline, sleep, untilSettled } from './support-sales.ts';
import { startBenchServer } from './support-server.ts';

/**
 * 500 tills listen for hints and nobody sells: what a till costs in memory ('idle.kilobytesPerTill') and all of them in
 * processor time ('idle.percentOfCore'). Then a city's network comes back: each hands in 40 sales at once, until all are
 * settled ('reconnect.tills500x40Seconds').
 */
const tillCount = Number(process.env['TILLS'] ?? 500);
await using bench = await startBenchServer();
const menu = await readMenu(bench);
const tills = await bench.crowd(tillCount);
const backlogs = [];
for (const till of tills) backlogs.push(await sellOffline(till, menu, 40));
await untilSettled(bench, tillCount);

await sleep(5000);
const bytes = bench.serverBytes();
const streams = await Promise.all(tills.map((till) => till.request('GET', '/sync/live')));
for (const { body } of streams) {
  const reader = must(body, 'a stream has a body').getReader();
  void (async () => {
    while (!(await reader.read()).done);
  })().catch(() => undefined); // it ends when the server does
}
await sleep(10_000);
const ticks = cpuTicks();
await sleep(20_000);
report('idle.percentOfCore', [(cpuTicks() - ticks) / 20], '% of one core'); // 100 ticks a second
report('idle.kilobytesPerTill', [(bench.serverBytes() - bytes) / 1024 / tillCount], 'KB a till');

const start = performance.now();
await Promise.all(backlogs.map(pushAll));
await untilSettled(bench, tillCount * 41);
report('reconnect.tills500x40Seconds', [(performance.now() - start) / 1000], 'seconds');

function cpuTicks(): number {
  const stat = readFileSync(`/proc/${bench.serverPid()}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return Number(user) + Number(system);
}
