import { must } from '@galley/shared/values/must.ts';
import { demoOffice } from '@galley/server/local/demo.ts';
import { openPool } from '@galley/server/db/open.ts';
import { itemNamesSchema, movementsPageSchema, stockPageSchema } from '@galley/shared/wire/stock-office.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/**
 * What the office's stock page asks, with 500,000 sales of three products each in the books, 2,000 products with ten lots
 * and 1,000 orders that hold something: from the browser's request to its answer ('office.stockPage', 'office.stockLow',
 * 'office.stockSearch', 'office.stockNextPage', 'office.stockMovements', 'office.stockOlder', 'office.stockExpiring',
 * 'office.stockTransfers', 'office.stockItems'). Each must take 50 ms at most, 95 of 100 times.
 */
const samples = 60;

await using server = await startBenchServer();
const pool = openPool(server.addresses.INVENTORY_DATABASE_URL);
const { branchId } = server;
const day = `timestamptz '2026-01-01'`;
for (const sql of [
  `insert into item select '${branchId}', gen_random_uuid(), 1, case when n % 3 = 0 then 'ingredient' else 'product' end,
          'Thing number ' || n, null, 5000, true from generate_series(1, 2000) n`,
  `insert into level select '${branchId}', id, (random() * 40000)::bigint, 0, 1, 1000, 500 from item on conflict do nothing`,
  `insert into lot select gen_random_uuid(), branch_id, product_id, gen_random_uuid(), ${day}, current_date + (n * 3), on_hand / 10, 900
     from level, generate_series(1, 10) n`,
  // A sale every minute of a year; a busy shop's thirty products are in most of them.
  `with things as (select array_agg(product_id) as ids from level)
   insert into movement (branch_id, product_id, quantity, reason, source_id, moved_at)
   select '${branchId}', unnest(array[ids[1 + n % 30], ids[31 + n * 7 % 370], ids[401 + n * 13 % 1600]]), -1000, 'SALE',
          md5('sale ' || n)::uuid, ${day} + n * interval '1 min'
     from things, generate_series(1, 500000) n`,
  `insert into reservation select md5('order ' || n)::uuid, '${branchId}', 'held', now() + interval '1 h' from generate_series(1, 1000) n`,
  `insert into reservation_line select md5('order ' || n)::uuid, '${branchId}', (select product_id from level offset n % 2000 limit 1), 1000
     from generate_series(1, 1000) n`,
  'vacuum analyze',
])
  await pool.query(sql);
const { rows } = await pool.query<{ id: string; count: number }>(
  `select product_id as id, count(*)::int as count from movement group by 1 order by 2 desc limit 1`,
);
const busiest = must(rows[0], 'something was sold');
await pool.end();

const answer = await fetch(`${server.url}/office/sign-in`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(demoOffice),
});
const cookie = must(answer.headers.get('set-cookie')?.split(';')[0], 'a sign-in sets one');

const page = stockPageSchema.parse(await ask(''));
const second = encodeURIComponent(must(page.next, 'there are 2,000'));
const moved = movementsPageSchema.parse(await ask(`/movements?product=${busiest.id}`));
const older = encodeURIComponent(must(moved.next, `it moved ${busiest.count} times`));
itemNamesSchema.parse(await ask('/items?search=ber%2019'));
await measure('office.stockPage', '');
await measure('office.stockLow', '?filter=low');
await measure('office.stockSearch', '?search=ber%2019');
await measure('office.stockNextPage', `?after=${second}`);
await measure('office.stockMovements', `/movements?product=${busiest.id}`);
await measure('office.stockOlder', `/movements?product=${busiest.id}&after=${older}`);
await measure('office.stockExpiring', '/lots');
await measure('office.stockTransfers', '/transfers');
await measure('office.stockItems', '/items?search=ber%2019');

async function measure(name: string, path: string): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < samples; count += 1) {
    const start = performance.now();
    await ask(path);
    times.push(performance.now() - start);
  }
  report(name, times, 'ms');
}

async function ask(path: string): Promise<unknown> {
  const asked = await fetch(`${server.url}/office/stock${path}`, { headers: { cookie } });
  if (!asked.ok) throw new Error(`${path}: ${await asked.text()}`);
  return asked.json();
}
