import type { Bus } from '@galley/server/messaging/bus.ts';
import { expect, test } from 'vitest';
import { createTestDatabases } from '../../server/test/cluster.ts';
import { recordDay } from '../../server/test/making.ts';
import { query } from '../../server/test/query.ts';
import { startWorld } from '../../server/test/world.ts';
import { backUp } from '../contract/backup.ts';
import { createModelBroker } from './broker.ts';
import { createDice } from './dice.ts';
import { hasten, slowDown } from './hasten.ts';

const haste = 15;

test('[S10] [S11] answers that nobody had read before a restore settle nothing: the books get what they have lost', async () => {
  await using databases = await createTestDatabases();
  await hasten(databases, haste);
  const broker = createModelBroker(createDice(1), haste);
  // The commands wait at the gate until the backup is made: it has them in the log, and in no books.
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let unread = false;
  const bus = (): Bus => {
    const courier = broker.connect();
    return {
      ...courier,
      async publish(messages) {
        if (messages.some(({ subject }) => subject.startsWith('cmd.sales'))) await gate;
        await courier.publish(messages);
      },
      // Events that nobody takes stay with the broker.
      consume: (name, subject, deliver) =>
        courier.consume(name, subject, async (batch) => {
          if (name !== 'feed' || !unread) await deliver(batch);
        }),
    };
  };
  {
    await using world = await startWorld({ bus, databases, sweepMs: 5000 / haste });
    const till = await world.enrol();
    unread = true;
    const day = recordDay(world.products, till, 3);
    await till.push(day);
    const backup = await backUp(databases);
    open();
    const countSales = async () => (await query(databases.sales, 'select from sale')).length;
    await expect.poll(countSales).toBe(3);
    await expect.poll(() => query(databases.payments, 'select from payment')).toHaveLength(3);
    await world.restart(undefined, async () => {
      await backup.restore();
      unread = false;
    });
    const states = () => query(databases.sync, `select from mutation where state <> 'settled'`);
    await expect.poll(states, { timeout: 20_000 }).toEqual([]);
    expect(await countSales()).toBe(3);
    expect(await query(databases.payments, 'select from payment')).toHaveLength(3);
  }
  await slowDown(databases);
}, 60_000);
