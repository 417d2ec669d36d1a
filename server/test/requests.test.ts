import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { askInventory } from '../src/sync/requests.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

/** Subjects that begin like this are lost on the way: the broker took them and forgot. */
let lost = '\n';
let world: World;
beforeAll(async () => {
  world = await startWorld({
    bus() {
      const bus = createDirectBus();
      const publish: typeof bus.publish = (messages) =>
        bus.publish(messages.filter(({ subject }) => !subject.startsWith(lost)));
      return { ...bus, publish };
    },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

function product(name: string) {
  return must(
    world.products.find((each) => each.name === name),
    'it is on the demo menu',
  );
}

async function receive(name: string, count: number): Promise<string> {
  const id = randomUUID();
  const line = { productId: product(name).id, quantity: pieces(count), cost: null, expiresOn: null };
  const receipt = { id, at: instant(Date.now()), by: 'Nusrat', note: '', supplier: '', lines: [line] };
  await inTransaction(world.db.pool, (tx) =>
    askInventory(tx, { id, branchId: world.branchId, by: 'Nusrat' }, 'receiveGoods', receipt),
  );
  return id;
}

const stateOf = async (id: string) =>
  (await query(world.databases.sync, `select state from request where id = '${id}'`))[0];
const left = (id: string) =>
  query(world.databases.sync, `select state from outbox where cause_id = '${id}' and state = 'published'`);
const onHand = (name: string) =>
  query(world.databases.inventory, `select on_hand::int from level where product_id = '${product(name).id}'`);

test.each([
  ['the request', 'cmd.inventory.', 'Borhani'],
  ['the answer', 'evt.inventory.', 'Mineral water 500 ml'],
])(
  '[S11] [S12] goods received are booked once, and told, though the broker forgot %s',
  async (_, subject, name) => {
    lost = subject;
    const [before] = await onHand(name);
    const id = await receive(name, 7);
    await expect.poll(() => left(id)).toHaveLength(1);
    if (subject.startsWith('evt')) {
      await expect
        .poll(() =>
          query(world.databases.inventory, `select from outbox where cause_id = '${id}' and state = 'published'`),
        )
        .toHaveLength(1);
    } // prettier-ignore
    expect(await stateOf(id)).toEqual({ state: 'stored' });
    lost = '\n';
    await driveAll(world.db.pool);
    await expect.poll(() => stateOf(id)).toEqual({ state: 'settled' });
    expect(await onHand(name)).toEqual([{ on_hand: Number(before?.['on_hand'] ?? 0) + 7000 }]);
    const [told] = await query(
      world.databases.sync,
      `select data::json ->> 'onHand' as hand from change where entity = 'stock' and id = '${product(name).id}'`,
    );
    expect(Number(told?.['hand'])).toBe(Number(before?.['on_hand'] ?? 0) + 7000);
  },
);
