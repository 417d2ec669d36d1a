import { Agent, request } from 'node:http';
import type { Product } from '@galley/shared/domain/menu.ts';
import { must } from '@galley/shared/values/must.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { createMaking, headOf } from '../../server/test/making.ts';
import type { SignedRequest, TestTill } from '../../server/test/test-till.ts';
import type { BenchServer } from './support-server.ts';

/** What a till has sold while nobody heard of it: its open shift is with the server, its sales of three lines are not. */
export type Backlog = { readonly till: TestTill; readonly batches: readonly (readonly PushedMutation[])[] };

export async function readMenu(bench: BenchServer): Promise<readonly Product[]> {
  const { rows } = await bench.db.pool.query<{ data: string }>(
    `select data from change where branch_id = $1 and entity = 'product' and data is not null order by id`,
    [bench.branchId],
  );
  return rows.map(({ data }) => JSON.parse(data) as Product); // written by the demo a moment ago
}

export async function sellOffline(
  till: TestTill,
  menu: readonly Product[],
  count: number,
  batchSize = 100,
): Promise<Backlog> {
  const making = createMaking(till);
  const opened = till.record('openShift', { shift: making.shift });
  const product = (index: number) => must(menu[index % menu.length], 'the demo has a menu');
  const sales = Array.from({ length: count }, (_, index) => {
    const order = making.order([
      [product(index), 1],
      [product(index * 7 + 2), 2],
      [product(index * 3 + 1), 1],
    ]);
    const sale = making.sale(order);
    return till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  });
  await sleep(50); // all that took seconds: a connection that the server has closed meanwhile is noticed first
  await till.push([opened]);
  const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
    sales.slice(index * batchSize, (index + 1) * batchSize),
  );
  return { till, batches };
}

export async function pushAll({ till, batches }: Backlog): Promise<void> {
  let waiting = batches.reduce((sum, batch) => sum + batch.length, 0);
  for (const batch of batches) {
    await till.push(batch, till.identity.incarnation, waiting);
    waiting -= batch.length;
  }
}

/** Signs everything first and then sends it over one connection: what is measured is the server, not who asks it. */
export async function preparePushes(url: string, { till, batches }: Backlog): Promise<() => Promise<void>> {
  let waiting = batches.reduce((sum, batch) => sum + batch.length, 0);
  const signed: SignedRequest[] = [];
  for (const batch of batches) {
    signed.push(await till.signPush(batch, waiting));
    waiting -= batch.length;
  }
  return async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const each of signed) await post(agent, `${url}/sync/push`, each);
    agent.destroy();
  };
}

function post(agent: Agent, url: string, { headers, body }: SignedRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        // Nothing is worth measuring that was not stored; the counted settlements prove it once more.
        if (response.statusCode === 200 && answer.includes('"state":"stored"')) resolve();
        else reject(new Error(answer));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** How many mutations have their settlement in the feed. */
export async function countSettled(bench: BenchServer): Promise<number> {
  const { rows } = await bench.db.pool.query<{ count: number }>(
    `select count(*)::int as count from change where branch_id = $1 and entity = 'settlement'`,
    [bench.branchId],
  );
  return rows[0]?.count ?? 0;
}

export async function untilSettled(bench: BenchServer, count: number): Promise<void> {
  while ((await countSettled(bench)) < count) await sleep(50);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
