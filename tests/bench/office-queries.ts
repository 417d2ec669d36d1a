import { demoOffice } from '@galley/server/local/demo.ts';
import { openPool } from '@galley/server/db/open.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/**
 * Every other query of the server behind a screen, with 500,000 sales in the books: from the request to its answer. Stock is
 * in 'office.stockPage' and its kin; what a till pulls in 'feed.pushToVisible' and 'snapshot.rowsPerSecond'; shifts and the
 * payments page read what the browser has. 'office.queries' is the slowest of all, 50 ms at most, 95 of 100 times.
 */
const samples = 40;
await using server = await startBenchServer();
const { branchId, addresses } = server;
const till = await server.enrol(0);
const tillId = till.identity.till.id;
const day = `timestamptz '2026-01-01'`;

/** SQL: the same valid UUID for the same text, in every database. */
const uuidOf = (text: string) =>
  `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/** A sale every minute of a year, two of a hundred flagged, one of a hundred given back; a tenth of them came from the web. */
await fill(addresses.SYNC_DATABASE_URL, [
  `insert into mutation (id, till_id, incarnation, number, branch_id, body, hash, state, flags, drive_at)
   select gen_random_uuid(), '${tillId}', 1, 100 + n, '${branchId}',
          '{"type":"completeSale","occurredAt":"2026-01-01T00:00:00.000Z","data":{"sale":{"receiptNumber":"T1-' || n || '"}}}',
          md5('h' || n), 'settled',
          case when n % 50 = 0 then '[{"code":"stockShort","detail":{}}]' else '[]' end::jsonb, now()
     from generate_series(1, 500000) n`,
  `insert into change (branch_id, entity, id, version, revision, lasting, data)
   select '${branchId}', 'sale', id, 1000 + n, 1, false,
          '{"id":"' || id || '","receiptNumber":"B1-' || lpad(n::text, 6, '0') || '","text":"' || repeat('so much for it ', 40) || '"}'
     from (select n, ${uuidOf(`'sale ' || n`)} as id from generate_series(1, 500000) n) as sale`,
  `insert into change (branch_id, entity, id, version, revision, lasting, data)
   select '${branchId}', 'refund', ${uuidOf(`'refund of ' || id`)}, version + 600000, 1, false,
          '{"saleId":"' || id || '","text":"' || repeat('so much for it ', 20) || '"}'
     from change where entity = 'sale' and version % 100 = 0`,
  `insert into audit (id, branch_id, till_id, occurred_at, kind, what, amount)
   select gen_random_uuid(), '${branchId}', '${tillId}', ${day} + n * interval '5 min',
          case when n % 5000 = 0 then 'training' when n % 3 = 0 then 'discount' else 'void' end, 'Cola', 100
     from generate_series(1, 100000) n`,
  `insert into menu_edit (branch_id, entity, id, revision, by, at, data)
   select '${branchId}', 'product', md5('p' || n % 500)::uuid, n, 'nusrat', ${day}, '{}' from generate_series(1, 20000) n`,
]);
/** Somebody who left, and a way to pay that is not taken any more, are only in the oldest thousand. */
const leaver = uuidv7();
await fill(addresses.SALES_DATABASE_URL, [
  `insert into sale (id, branch_id, till_id, shift_id, business_day, order_id, receipt_number, currency, total, rounding, paid_at,
                     hash, snapshot, staff_id, table_name, tenders)
   select ${uuidOf(`'sale ' || n`)}, '${branchId}', '${tillId}', gen_random_uuid(), to_char(${day} + n * interval '1 min', 'YYYY-MM-DD'),
          gen_random_uuid(), 'B1-' || lpad(n::text, 6, '0'), 'BDT', 5000 + n % 397 * 500, 0, ${day} + n * interval '1 min',
          md5('h' || n), '{"staffName":"Rahim","text":"' || repeat('so much for it ', 40) || '"}',
          case when n <= 1000 then '${leaver}' else ${uuidOf(`'staff ' || n % 12`)} end::uuid,
          case when n % 3 > 0 then (n % 40)::text end,
          case when n <= 1000 then '{gateway}' when n % 20 = 0 then '{cash,card}' when n % 20 = 1 then '{wallet}'
               when n % 2 = 0 then '{card}' else '{cash}' end::text[]
     from generate_series(1, 500000) n`,
  `insert into refund (id, branch_id, till_id, shift_id, business_day, sale_id, receipt_number, currency, total, rounding, refunded_at, hash, snapshot)
   select ${uuidOf(`'refund of ' || id`)}, branch_id, till_id, shift_id, business_day, id, 'R' || receipt_number, currency, total, 0, paid_at, hash, '{}'
     from sale where right(receipt_number, 2) = '00'`,
  `insert into dead_letter (subject, payload, cause)
   select 'cmd.sales.${branchId}', '{"n":' || n || '}', 'none' from generate_series(1, 50) n`,
]);

const signedIn = await fetch(`${server.url}/office/sign-in`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(demoOffice),
});
const cookie = must(signedIn.headers.get('set-cookie')?.split(';')[0], 'a sign-in sets one');
await webOrders();

const oldest = new Date(Date.UTC(2026, 0, 2)).toISOString();
const all: number[] = [];
for (const path of [
  '/office/session',
  '/office/tills',
  '/office/held',
  '/office/audit',
  '/office/audit?kind=training',
  `/office/audit?kind=void&before=88888888-8888-8888-8888-888888888888`,
  '/office/dead-letters',
  '/office/mail',
  '/office/accounts',
  '/office/account/sessions',
  '/office/ordering-keys',
  `/office/menu/versions?entity=product&id=${'0'.repeat(8)}-0000-7000-8000-000000000000`,
  '/office/menu/export',
  '/office/stock/branches',
  '/office/online-orders',
  '/office/online-orders?status=PENDING',
  '/office/online-orders?day=2026-01-20',
  `/office/online-orders?status=CANCELLED&after=${oldest}_88888888-8888-8888-8888-888888888888`,
  '/office/sales',
  `/office/sales?after=${oldest}_88888888-8888-8888-8888-888888888888`,
  '/office/sales?number=B1-250000',
  '/office/sales?amount=12500',
  '/office/sales?table=7',
  '/office/sales?day=2026-03-04',
  `/office/sales?staff=${leaver}`,
  '/office/sales?tender=cash',
  '/office/sales?tender=gateway',
  '/office/sales?tender=exchange',
  `/verify?branch=${branchId}&id=88888888-8888-8888-8888-888888888888&hash=${'0'.repeat(16)}`,
]) {
  await measure(path, () => fetch(`${server.url}${path}`, { headers: { cookie } }));
}
for (const query of ['number=B1-250000', 'number=B1-999999'])
  await measure(`/sync/receipt?${query}`, () => till.request('GET', `/sync/receipt?${query}`));
report('office.queries', [Math.max(...all)], 'ms (p95 of the slowest)');

async function measure(path: string, ask: () => Promise<Response>): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < samples; count += 1) {
    const start = performance.now();
    const answer = await ask();
    const text = await answer.text();
    times.push(performance.now() - start);
    if (!answer.ok) throw new Error(`${path}: ${text}`);
  }
  const [shown = path] = path.split('88888888');
  report(`office.queries ${shown}`, times, 'ms');
  all.push(times.toSorted((a, b) => a - b)[Math.floor(samples * 0.95)] ?? 0);
}

/** 50,000 orders from the web, made of one. */
async function webOrders(): Promise<void> {
  const { openOrderingPage, orderOf } = await import('../../server/test/ordering-page.ts');
  const page = await openOrderingPage(server);
  const { rows } = await server.db.pool.query<{ data: string }>(
    `select data from change where entity = 'product' and data like '%Cola 250%'`,
  );
  const cola: Parameters<typeof orderOf>[0] = JSON.parse(must(rows[0], 'on the demo menu').data);
  const { id } = await page.place(orderOf(cola, 1));
  await page.until(id, ({ status }) => status === 'PAID');
  await fill(addresses.SALES_DATABASE_URL, [
    `insert into online_order (id, branch_id, idempotency_key, request_hash, status, business_day, placed_at, revision, data)
     select gen_random_uuid(), branch_id, 'key-' || n, request_hash, case when n % 20 = 0 then 'CANCELLED' else 'DELIVERED' end,
            to_char(${day} + n * interval '10 min', 'YYYY-MM-DD'), ${day} + n * interval '10 min', 3, data
       from online_order, generate_series(1, 50000) n where id = '${id}'`,
  ]);
}

async function fill(url: string, statements: readonly string[]): Promise<void> {
  const pool = openPool(url);
  for (const sql of [...statements, 'vacuum analyze']) await pool.query(sql);
  await pool.end();
}
