import type { Product } from '@galley/shared/domain/menu.ts';
import { must } from '@galley/shared/values/must.ts';
import { createMaking, headOf } from '../../server/test/making.ts';
import { startBenchServer } from './support-server.ts';

/** How fast one till's backlog is stored ('push.batch100PerSecond') and settled by all workers ('settled.salesPerSecond'). */
const count = Number(process.env['SALES'] ?? 3000);
await using bench = await startBenchServer();
const till = await bench.enrol(0);
await till.pull();
const products = till.seen.flatMap((change) =>
  change.entity === 'product' && change.data ? [change.data] : [],
);
const making = createMaking(till);
const product = (index: number): Product => must(products[index % products.length], 'the demo has a menu');
const opened = till.record('openShift', { shift: making.shift });
const batches = Array.from({ length: Math.ceil(count / 100) }, (_batch, batch) =>
  Array.from({ length: 100 }, (_sale, index) => {
    const order = making.order([
      [product(batch + index), 1],
      [product(index * 7), 2],
      [product(index * 3 + 1), 1],
    ]);
    return till.record('completeSale', {
      sale: making.sale(order),
      order: headOf(order),
      round: 0,
      tickets: [],
    });
  }),
);
await till.push([opened]);
const start = performance.now();
for (const batch of batches) await till.push(batch);
const pushed = performance.now();
await till.settled(batches.flat().map((mutation) => mutation.id));
const settled = performance.now();
const perSecond = (from: number, to: number) => Math.round((count / (to - from)) * 1000);
console.log(
  `bench push.batch100PerSecond ${perSecond(start, pushed)} p95 ${perSecond(start, pushed)} per second`,
);
console.log(
  `bench settled.salesPerSecond ${perSecond(start, settled)} p95 ${perSecond(start, settled)} per second`,
);
