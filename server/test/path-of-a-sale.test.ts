import { describe, expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { createMaking, headOf } from './making.ts';
import { startWorld } from './world.ts';

describe.each(['nats', 'direct'] as const)('over the %s bus', (bus) => {
  test('[S8] [S12] a sale is stored, applied by all workers, and settled in the feed with its effects', async () => {
    await using world = await startWorld({ bus });
    const till = await world.enrol();
    const making = createMaking(till);
    const samosa = must(
      world.products.find((product) => product.name === 'Vegetable samosa'),
      'in the demo menu',
    );
    const order = making.order([[samosa, 3]]);
    const sale = making.sale(order);
    const opened = till.record('openShift', { shift: making.shift });
    const completed = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });

    const answer = await till.push([opened, completed]);
    expect(answer.storedUpTo).toBe(2);
    expect(answer.results.map((result) => result.state)).toEqual(['stored', 'stored']);

    const settlements = await till.settled([opened.id, completed.id]);
    expect(settlements.get(completed.id)?.data).toMatchObject({ verdict: 'applied', flags: [] });
    const ofEntity = (entity: string) => till.seen.filter((change) => change.entity === entity);
    expect(ofEntity('sale').map((change) => change.data)).toEqual([sale]);
    expect(ofEntity('order').at(-1)?.data).toMatchObject({ id: order.id, status: 'paid' });
    const level = ofEntity('stock').findLast((change) => change.id === samosa.id);
    expect(level?.data).toMatchObject({ onHand: 77_000, shortage: 0 });
  });
});
