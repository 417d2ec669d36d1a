import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { createMaking, headOf } from './making.ts';
import { startWorld } from './world.ts';

test('[S3] who scans a receipt is told that it is genuine, that it is not, or that the server does not know it yet', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const making = createMaking(till);
  const product = must(
    world.products.find(({ name }) => name === 'Plain naan'),
    'on the demo menu',
  );
  const order = making.order([[product, 1]]);
  const sale = making.sale(order);
  const opened = till.record('openShift', { shift: making.shift });
  const sold = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  const ask = async (hash: string) => {
    const query = new URLSearchParams({ branch: world.branchId, id: sale.id, hash: hash.slice(0, 16) });
    return (await fetch(`${world.url}/verify?${query.toString()}`)).text();
  };
  expect(await ask(sale.hash)).toContain('Not known yet');
  await till.push([opened, sold]);
  await till.settled([sold.id]);
  expect(await ask(sale.hash)).toContain(sale.receiptNumber);
  const forged = await ask('0'.repeat(64));
  expect(forged).toContain('Not genuine');
  expect(forged).not.toContain(sale.receiptNumber);
});
