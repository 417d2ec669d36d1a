// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { must } from '@galley/shared/values/must.ts';
import { startTill, type Till } from '../contract/till.ts';
import { watchTable } from '@galley/desktop/renderer/db/watch-table.ts';
import type { SaleId } from '@galley/shared/values/ids.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/**
 * From `completeSale` at one till to the sale standing in the other till's database ('feed.pushToVisible'): push, log,
 * bus, three workers, feed, hint, pull. Both tills run in this process on an IndexedDB in memory, the server in its own.
 */
const samples = 150;
const warmUp = 10;

await using bench = await startBenchServer();
const [first, second] = await Promise.all(bench.codes.map((code) => startTill(() => bench.url, code)));
const seller = must(first, 'the demo has two tills');
const watcher = must(second, 'the demo has two tills');
await seller.openShift();
await seller.sync.drain();

const times: number[] = [];
for (let count = 0; count < warmUp + samples; count += 1) {
  const order = await seller.order();
  await seller.add(order, 'Borhani', { count: 2 });
  await seller.add(order, 'Plain naan');
  const seen = watchSales(watcher);
  const start = performance.now();
  const { id } = await seller.pay(order);
  const at = await seen.arrival(id);
  if (count >= warmUp) times.push(at - start);
  // Guests do not come in step with the feed.
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
}
report('feed.pushToVisible', times, 'ms');
await Promise.all([seller.stop(), watcher.stop()]);

/** When a sale is committed in a till's database; sales that came before they were asked for count too. */
function watchSales(till: Till) {
  let changed: () => void = () => undefined;
  const stop = watchTable(till.db, 'sales', () => changed());
  return {
    async arrival(id: SaleId): Promise<number> {
      for (;;) {
        const next = new Promise<void>((resolve) => (changed = resolve));
        const at = performance.now();
        if (await till.db.sales.get(id)) {
          stop();
          return at;
        }
        await next;
      }
    },
  };
}
