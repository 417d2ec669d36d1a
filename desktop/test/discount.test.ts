import { comped } from '@galley/shared/domain/discount.ts';
import { differenceOf } from '@galley/shared/domain/sale.ts';
import { money } from '@galley/shared/values/money.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { expect, test } from 'vitest';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { giveDiscount, type Off, takeDiscountBack } from '../src/renderer/actions/give-discount.ts';
import { removeCharge } from '../src/renderer/actions/remove-charge.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import {
  branch,
  codeOf,
  curry,
  outbox,
  present,
  rahim,
  salma,
  setup,
  tap,
  tea,
  value,
  type World,
} from './world.ts';

const word = { staffId: salma.id, name: salma.name, reason: 'a regular guest' };
const tenPercent: Off = { kind: 'rate', rate: percent(10) };
const charges = [{ name: 'Service', rate: percent(10), taxed: false, orderTypes: ['dineIn' as const] }];

/** Curry 320.00 and tea 40.00, both with 5 % on top at a table. */
async function openTable(till: World) {
  const place = { type: 'dineIn', table: '5', guests: 2 } as const;
  const order = value(await startOrder(till, { staffId: rahim.id, ...place }));
  const line = value(await tap(till, order.id, curry));
  value(await tap(till, order.id, tea));
  return { orderId: order.id, lineId: line.id, staffId: rahim.id, reason: 'regular guest' };
}

function pay(till: World, orderId: Awaited<ReturnType<typeof openTable>>['orderId']) {
  const tenders = [{ kind: 'cash', amount: money(100_000), reference: null } as const];
  return completeSale(till, { orderId, tenders, staffId: rahim.id });
}

test('[M4] [M5] a discount on a line and one on the order are in the sale, with who gave them and why', async () => {
  const till = await setup();
  const { orderId, lineId, ...by } = await openTable(till);
  value(await giveDiscount(till, { orderId, lineId, off: tenPercent, ...by }));
  value(
    await giveDiscount(till, { orderId, lineId: null, off: { kind: 'amount', amount: money(1_000) }, ...by }),
  );
  const sale = value(await pay(till, orderId));
  // 320.00 - 32.00 + 40.00 = 328.00; 10.00 off that, and 5 % on top of what is left.
  expect(sale).toMatchObject({
    subtotal: 31_800,
    total: 33_390,
    discount: { reason: 'regular guest', staffId: rahim.id },
  });
  expect(sale.lines.map((line) => [line.discountAmount, line.orderDiscountAmount])).toEqual([
    [3_200, 878],
    [0, 122],
  ]);
  expect(differenceOf(sale)).toBeNull();
});

test('[S14] more than a cashier may take off needs the word of somebody who may, and both are in the sale', async () => {
  const till = await setup();
  const { orderId, lineId, ...by } = await openTable(till);
  const half = { orderId, lineId, off: { kind: 'rate', rate: percent(50) } as const, ...by };
  expect(codeOf(await giveDiscount(till, half))).toBe('notAllowed');
  const meal = { ...half, off: comped, reason: 'staff meal' };
  expect(codeOf(await giveDiscount(till, meal))).toBe('notAllowed');
  expect(codeOf(await giveDiscount(till, { ...half, off: { kind: 'amount', amount: money(3_201) } }))).toBe(
    'notAllowed',
  );
  expect(codeOf(await giveDiscount(till, { ...half, off: { kind: 'amount', amount: money(3_200) } }))).toBe(
    'ok',
  );
  value(await giveDiscount(till, { ...meal, approval: word }));
  const sale = value(await pay(till, orderId));
  expect(sale.lines[0]).toMatchObject({
    total: 0,
    discount: { comp: true, reason: 'staff meal', approval: word },
  });
  expect(sale.total).toBe(4_200);
});

test.each([
  ['without a reason', { reason: ' ' }, 'reasonMissing'],
  ['with a card number for a reason', { reason: 'card 4111 1111 1111 1111' }, 'cardNumber'],
  ['of nothing', { off: { kind: 'amount', amount: money(0) } }, 'nothingOff'],
  ['of more than it costs', { off: { kind: 'amount', amount: money(32_001) } }, 'tooMuch'],
] as const)('a discount %s is refused, and changes nothing', async (_, change, code) => {
  const till = await setup();
  const given = { ...(await openTable(till)), off: tenPercent, ...change };
  expect(codeOf(await giveDiscount(till, given))).toBe(code);
  expect(present(await till.db.orders.get(given.orderId)).lines.map(({ discount }) => discount)).toEqual([
    null,
    null,
  ]);
});

test('a discount that was taken back is gone from the sale', async () => {
  const till = await setup();
  const given = { ...(await openTable(till)), off: tenPercent };
  for (const lineId of [given.lineId, null]) {
    value(await giveDiscount(till, { ...given, lineId }));
    value(await takeDiscountBack(till, { ...given, lineId }));
  }
  const sale = value(await pay(till, given.orderId));
  expect(sale.total).toBe(37_800);
  expect(sale).not.toHaveProperty('discount');
});

test('[M6] [M7] the service charge follows the order type with its taxes, and is taken off only by those who may', async () => {
  const till = await setup();
  await till.db.branches.update(branch.id, { charges });
  const { orderId, staffId } = await openTable(till);
  const total = async () => JSON.parse(present((await outbox(till)).at(-1)).body).data.sale.total;
  value(await changeOrder(till, { orderId, type: 'takeaway', staffId: rahim.id }));
  value(await changeOrder(till, { orderId, type: 'dineIn', staffId: rahim.id }));
  expect(codeOf(await removeCharge(till, { orderId, reason: 'waited long', staffId }))).toBe('notAllowed');
  value(await removeCharge(till, { orderId, reason: 'waited long', staffId, approval: word }));
  value(await removeCharge(till, { orderId, reason: null, staffId }));
  const sale = value(await pay(till, orderId));
  expect(sale).toMatchObject({ charge: { amount: 3_600, rate: percent(10) }, total: 36_000 + 1_800 + 3_600 });
  expect(await total()).toBe(sale.total);
  expect(differenceOf(sale)).toBeNull();
});
