import type { Station } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { fire } from '@galley/shared/domain/ticket.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { createMaking, headOf } from '../../server/test/making.ts';
import type { TestTill } from '../../server/test/test-till.ts';
import type { BenchServer } from './support-server.ts';

/**
 * Fills the branch's feed as a large shop's is after years: so many products, and so many sales with their orders,
 * tickets and settlements. They are copies of one sale that was really rung up and settled, by the till that it answers.
 */
export async function givePast(
  server: BenchServer,
  size: { readonly products: number; readonly sales: number },
): Promise<TestTill> {
  const till = await server.enrol(1);
  const products = await readAll<Product>(server, 'product');
  const stations = await readAll<Station>(server, 'station');
  const making = createMaking(till);
  const shift = till.record('openShift', { shift: making.shift });
  const dishes = products.filter((product) => product.stationId !== null).slice(0, 3);
  const open = making.order(dishes.map((product) => [product, 1] as const));
  const { order, tickets } = fire(open, stations, 'Rahim', instant(Date.now()), () => uuidv7());
  const sale = making.sale(order);
  const sold = till.record('completeSale', { sale, order: headOf(order), round: 1, tickets: [...tickets] });
  await till.push([shift, sold]);
  await till.settled([shift.id, sold.id]);

  const product = must(products[0], 'the demo has products').id;
  await copy(server, size.products - products.length, [['product', product, true]]);
  await copy(server, size.sales, [
    ['sale', sale.id, false],
    ['order', order.id, false],
    ['ticket', must(tickets[0], 'the kitchen makes them').id, false],
    ['settlement', sold.id, false],
  ]);
  await server.db.pool.query('analyze change');
  return till;
}

async function readAll<T>(server: BenchServer, entity: string): Promise<T[]> {
  const { rows } = await server.db.pool.query<{ data: string }>(
    'select data from change where branch_id = $1 and entity = $2 and data is not null',
    [server.branchId, entity],
  );
  return rows.map((row) => JSON.parse(row.data) as T); // the server wrote them a moment ago
}

/** So many copies of a set of rows, each row of it under a version of its own and under a new id. */
async function copy(
  { db, branchId }: BenchServer,
  count: number,
  rows: readonly (readonly [entity: string, id: string, lasting: boolean])[],
): Promise<void> {
  const { rows: heads } = await db.pool.query<{ base: string }>(
    'update branch set head = head + $2 where id = $1 returning (head - $2)::text as base',
    [branchId, count * rows.length],
  );
  for (const [index, [entity, id, lasting]] of rows.entries()) {
    await db.pool.query(
      `insert into change (branch_id, entity, id, version, revision, lasting, data)
       select $1, $2, fresh.id, $4::bigint + fresh.n * $5::int + $6::int, 1, $7, replace(c.data, c.id::text, fresh.id::text)
         from (select n, gen_random_uuid() as id from generate_series(0, $8::int - 1) n) fresh, change c
        where c.branch_id = $1 and c.entity = $2 and c.id = $3`,
      [branchId, entity, id, heads[0]?.base, rows.length, index + 1, lasting, count],
    );
  }
}
