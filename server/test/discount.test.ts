import type { Discount } from '@galley/shared/domain/discount.ts';
import { comped } from '@galley/shared/domain/discount.ts';
import { hashOf } from '@galley/shared/domain/sale.ts';
import { newId, type StaffId, uuidFrom } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { expect, test } from 'vitest';
import { createMaking, headOf } from './making.ts';
import { startWorld } from './world.ts';

const demo = (name: string) => newId<StaffId>(() => uuidFrom(`galley demo staff ${name}`));
const [rahim, nusrat] = [demo('Rahim'), demo('Nusrat')];
const word = { staffId: nusrat, name: 'Nusrat', reason: 'a good friend of the house' };
const by = { reason: 'regular guest', staffId: rahim };
const rate = (value: number): Discount => ({ kind: 'rate', rate: percent(value), ...by });

test.each<[string, Discount, object[]]>([
  ['as much as a cashier may', rate(10), []],
  [
    'more than a cashier may',
    rate(10.01),
    [{ code: 'notAllowed', detail: { permission: 'discount', by: 'Rahim' } }],
  ],
  ['more, with the word of a manager', { ...rate(60), approval: word }, []],
  [
    'all of it, by a cashier alone',
    { ...comped, ...by },
    [{ code: 'notAllowed', detail: { permission: 'comp', by: 'Rahim' } }],
  ],
])(
  '[S14] [M12] a sale with a discount of %s is booked as the paper has it, and judged',
  async (_, discount, flags) => {
    await using world = await startWorld({ bus: 'direct' });
    const till = await world.enrol(0);
    const making = createMaking(till);
    const naan = must(
      world.products.find(({ name }) => name === 'Plain naan'),
      'on the demo menu',
    );
    const order = { ...making.order([[naan, 3]]), discount };
    const sale = making.sale(order);
    const opened = till.record('openShift', { shift: making.shift });
    const sold = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
    await till.push([opened, sold]);
    expect((await till.settled([sold.id])).get(sold.id)?.data).toMatchObject({ flags });
    expect(till.seen.find(({ entity }) => entity === 'sale')?.data).toEqual(sale);
  },
);

test('[M12] a discount that was given to another line than the rules say is flagged with both figures', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const making = createMaking(till);
  const order = {
    ...making.order([
      [must(world.products[0], 'a menu'), 1],
      [must(world.products[1], 'a menu'), 1],
    ]),
    discount: rate(10),
  };
  const { hash: _, ...made } = making.sale(order);
  const lines = made.lines.map((line, index) => {
    const told = line.orderDiscountAmount ?? money(0);
    return { ...line, orderDiscountAmount: money(told + (index === 0 ? 1 : -1)) };
  });
  const sale = { ...made, lines, hash: hashOf({ ...made, lines }) };
  const opened = till.record('openShift', { shift: making.shift });
  const sold = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  await till.push([opened, sold]);
  expect((await till.settled([sold.id])).get(sold.id)?.data?.flags).toMatchObject([
    { code: 'totalDiffers', detail: { figure: 'order discount of line 1' } },
  ]);
});
