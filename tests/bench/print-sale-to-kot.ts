// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { must } from '@galley/shared/values/must.ts';
import { writeMeta } from '@galley/desktop/renderer/db/database.ts';
import { pairAgent } from '@galley/desktop/renderer/host/agent.ts';
import { pickHost } from '@galley/desktop/renderer/host/pick-host.ts';
import { startPrintLoop } from '@galley/desktop/renderer/print/print-loop.ts';
import { startDevices } from '@galley/server/local/devices.ts';
import { z } from 'zod';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { startTill, type Till } from '../contract/till.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/**
 * From `completeSale` to the kitchen ticket at the virtual printer ('print.saleToKot'): print loop, print agent with its
 * journal, lane, ESC/POS over TCP. Agent and printers are processes of their own; each sale prints a receipt and opens
 * the drawer as well. The printer notes the time at which it cuts a paper, by the clock of this machine.
 */
const samples = 80;
const warmUp = 8;

const folder = makeTemporaryFolder('galley-bench-devices-');
const pairCode = String(randomInt(10_000_000, 100_000_000));
const devices = await startDevices(folder, 'http://localhost', [pairCode], console.error);
const [kitchen, counter] = devices.printers;
const bench = await startBenchServer({ kitchen: kitchen.address, counter: counter.address });
try {
  const till = await startTill(() => bench.url, must(bench.codes[0], 'the demo has two tills'));
  await till.openShift();
  await writeMeta(till.db, 'agent', await pairAgent(devices.agent.url, pairCode, fetch));
  const loop = startPrintLoop({ db: till.db, now: Date.now, host: () => pickHost(till.db, fetch) });

  const begunAt = new Map<string, number>();
  for (let count = 0; count < warmUp + samples; count += 1) {
    const order = await till.order({ type: 'dineIn', table: '5', guests: 2 });
    await till.add(order, 'Beef kala bhuna', { count: 2, note: 'no onion' });
    await till.add(order, 'Plain naan', { count: 4 });
    if (count >= warmUp) begunAt.set(order.number, performance.timeOrigin + performance.now());
    await till.pay(order);
    await untilPrinted(till);
  }
  const cutAt = await cuts(kitchen.paper);
  const times = [...begunAt].map(([number, at]) => must(cutAt.get(number), `${number} was printed`) - at);
  report('print.saleToKot', times, 'ms');
  await loop.stop();
  await till.stop();
} finally {
  await bench[Symbol.asyncDispose]();
  await devices.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function untilPrinted(till: Till): Promise<void> {
  for (;;) {
    const jobs = await till.db.printJobs.toArray();
    if (jobs.every((job) => job.state === 'printed')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** When the paper of each order was cut. */
async function cuts(paper: string): Promise<Map<string, number>> {
  const papers = z
    .array(z.object({ at: z.string(), text: z.string() }))
    .parse(await (await fetch(`${paper}/tickets`)).json());
  return new Map(papers.map(({ at, text }) => [/T1-\d+/.exec(text)?.[0] ?? '', Date.parse(at)] as const));
}
