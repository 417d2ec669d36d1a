import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Product } from '@galley/shared/domain/menu.ts';
import { keptOf, paymentIntentSchema } from '@galley/shared/domain/payment-intent.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import type { Bus, Delivery } from '../src/messaging/bus.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { openOrderingPage, orderOf, type OrderingPage } from './ordering-page.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let page: OrderingPage;
let till: TestTill;
let cola: Product;
/** What was committed and then died on, each once; null: nobody dies. */
let died: Set<string> | null = null;
const everDied: string[] = [];
let dead = false;
/** Only what has happened since then is brought again. */
let began = '';

beforeAll(async () => {
  world = await startWorld({ bus: mortalBus, online: { payWithinMs: 600_000, sweepMs: 20 } });
  page = await openOrderingPage(world);
  till = await world.enrol(0);
  cola = must(world.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'it is on the demo menu');
});
afterAll(() => world[Symbol.asyncDispose]());

const messageSchema = z.object({
  type: z.string().optional(),
  mutation: z.object({ type: z.string() }).optional(),
});

function stepOf(consumer: string, { payload }: Delivery): string {
  const { type, mutation } = messageSchema.parse(JSON.parse(payload));
  return `${consumer}: ${type ?? mutation?.type ?? '?'}`;
}

/**
 * After each step that is new it is dead: what the step has committed stands, and nobody hears of it or of anything else. It
 * dies in this process, because a step costs milliseconds then and a process seconds. That is the same death: what outlives a
 * server is its databases and what the broker has, the bus and the server are made anew and share nothing with those that
 * died, and no step keeps anything else between two messages. That a worker and a relay outlive a SIGKILL between their
 * commit and the broker's word is `crash.test.ts`.
 */
function mortalBus(): Bus {
  dead = false;
  const inner = createDirectBus();
  return {
    ...inner,
    publish(messages) {
      return dead ? Promise.resolve() : inner.publish(messages);
    },
    consume: (consumer, subject, deliver) =>
      inner.consume(consumer, subject, async (batch) => {
        for (const each of batch) {
          if (dead) return;
          await deliver([each]);
          const step = stepOf(consumer, each);
          if (!died || died.has(step)) continue;
          died.add(step);
          dead = true;
        }
      }),
  };
}

/** A new process on the same databases, and a courier that brings everything once more. */
function rise(): Promise<void> {
  const { sync, sales, inventory, payments } = world.databases;
  return world.restart(undefined, async () => {
    for (const url of [sync, sales, inventory, payments])
      await query(url, `update outbox set state = 'new' where created_at >= '${began}'`);
  });
}

/** Restarts the server whenever it has died, until the books say so. Answers on what it died, in this order. */
async function outlive<B>(books: () => Promise<B>, wanted: B): Promise<readonly string[]> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (dead) await rise();
    const found = await books();
    if (!dead && JSON.stringify(found) === JSON.stringify(wanted)) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const steps = [...(died ?? [])].slice(everDied.length);
  everDied.push(...steps);
  died = null;
  if (dead) await rise();
  expect(await books()).toEqual(wanted);
  for (const url of Object.values(world.databases).filter((each) => typeof each === 'string'))
    expect(await query(url, 'select cause from dead_letter')).toEqual([]);
  return steps;
}

/** An order in all books: what the guest sees, what is held, what moved, what was paid and kept, what the branch has. */
async function booksOf(id: string) {
  const { sales, inventory, payments, sync } = world.databases;
  const [order] = await query<{ data: string }>(sales, `select data from online_order where id = '${id}'`);
  const { told } = z
    .object({ told: z.object({ status: z.string(), refund: z.string().nullable() }) })
    .parse(JSON.parse(order?.data ?? ''));
  const papers = await query<{ id: string; total: string }>(
    sales,
    `select id, total from sale where order_id = '${id}' union all
     select refund.id, 0 - refund.total from refund join sale on sale.id = refund.sale_id where order_id = '${id}'`,
  );
  const any = `any('{${papers.map((paper) => paper.id).join(',')}}'::uuid[])`;
  const [held] = await query<{ state: string }>(
    inventory,
    `select state from reservation where id = '${id}'`,
  );
  const moved = await query<{ n: string }>(
    inventory,
    `select quantity as n from movement where source_id = ${any} order by quantity`,
  );
  const booked = await query<{ n: string }>(
    payments,
    `select amount as n from payment where sale_id = ${any} order by amount desc`,
  );
  const intents = await query<{ data: string }>(
    payments,
    `select data from intent where data::json ->> 'orderId' = '${id}'`,
  );
  const shown = await query(sync, `select 1 from change where entity = 'onlineOrder' and id = '${id}'`);
  return {
    status: told.status,
    refund: told.refund,
    receipts: papers.map(({ total }) => Number(total)),
    held: held?.state ?? 'nothing',
    moved: moved.map(({ n }) => Number(n)),
    booked: booked.map(({ n }) => Number(n)),
    kept: intents.map(({ data }) => Number(keptOf(paymentIntentSchema.parse(JSON.parse(data))))),
    atBranch: shown.length,
  };
}

/** From here on the server dies after each step that no test before has seen. */
function begin(): void {
  died = new Set(everDied);
  began = new Date().toISOString();
}

const patienceMs = 120_000; // a server starts anew for every step, on a machine that may be busy

test(
  '[S11] [S12] an order is paid, booked and told once, though the server dies after every single step of it',
  async () => {
    begin();
    const { id, total } = await page.place(orderOf(cola, 2));
    const steps = await outlive(() => booksOf(id), {
      status: 'PAID',
      refund: null,
      receipts: [total],
      held: 'sold',
      moved: [-2000],
      booked: [total],
      kept: [total],
      atBranch: 1,
    });
    expect(steps).toEqual(
      expect.arrayContaining([
        'inventoryAsked: reserveStock',
        'salesReserved: stockReserved',
        'paymentsAsked: requestPayment',
        'salesIntents: intentsChanged',
        'inventory: saleCompleted',
        'payments: saleCompleted',
        'feed: saleCompleted',
      ]),
    );
  },
  patienceMs,
);

test(
  '[S11] [S12] a declined order holds nothing and costs nothing, though the server dies after every new step of it',
  async () => {
    begin();
    const { id } = await page.place(orderOf(cola, 2, { paymentToken: 'tok_test_0000' }));
    const steps = await outlive(() => booksOf(id), {
      status: 'CANCELLED',
      refund: null,
      receipts: [],
      held: 'released',
      moved: [],
      booked: [],
      kept: [0],
      atBranch: 0,
    });
    expect(steps).toEqual(
      expect.arrayContaining(['inventoryAsked: releaseStock', 'salesReleased: stockReleased']),
    );
  },
  patienceMs,
);

test(
  '[S11] [M11] a refused order is given back once, though the server dies after every new step of it',
  async () => {
    const { id, number, total } = await page.place(orderOf(cola, 2));
    await page.until(id, ({ status }) => status === 'PAID');
    begin();
    const at = instant(Date.now());
    const refused = till.record('refuseOnlineOrder', { orderId: id, number, total, reason: 'No cola', at });
    await till.push([refused]);
    const steps = await outlive(() => booksOf(id), {
      status: 'CANCELLED',
      refund: 'done',
      receipts: [total, 0 - total],
      held: 'sold',
      moved: [-2000, 2000],
      booked: [total, 0 - total],
      kept: [0],
      atBranch: 1,
    });
    expect(steps).toEqual(
      expect.arrayContaining([
        'sales: refuseOnlineOrder',
        'inventoryBack: saleRefunded',
        'paymentsBack: saleRefunded',
      ]),
    );
  },
  patienceMs,
);
