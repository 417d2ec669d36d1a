import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { refundSale } from '../src/renderer/actions/refund-sale.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { askApproval } from '../src/renderer/till/approval/ask-approval.ts';
import { readApprovers } from '../src/renderer/till/approval/queries.ts';
import {
  codeOf,
  curry,
  outbox,
  present,
  rahim,
  salma,
  sell,
  setup,
  tap,
  value,
  type World,
} from './world.ts';

const approval = { staffId: salma.id, name: salma.name, reason: 'the guest waited too long' };

async function sentLine(till: World) {
  const place = { type: 'dineIn', table: '5', guests: 2 } as const;
  const order = value(await startOrder(till, { staffId: till.staffId, ...place }));
  const line = value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: till.staffId }));
  return { orderId: order.id, lineId: line.id, reason: 'too late', staffId: rahim.id };
}

test('[S14] a void that a waiter may not do alone is refused, and done with the word of a manager, which the server is told', async () => {
  const till = await setup();
  await till.db.staff.update(rahim.id, { role: 'waiter' });
  const line = await sentLine(till);
  expect(codeOf(await voidLine(till, line))).toBe('notAllowed');
  expect(codeOf(await voidLine(till, { ...line, approval: { ...approval, staffId: rahim.id } }))).toBe(
    'notAllowed',
  );
  value(await voidLine(till, { ...line, approval }));
  const last = present((await outbox(till)).at(-1));
  expect(JSON.parse(last.body)).toMatchObject({ type: 'voidLine', staffId: rahim.id, approval });
});

test('[S14] who may do it alone needs nobody, and the server is told of nobody', async () => {
  const till = await setup();
  value(await voidLine(till, await sentLine(till)));
  expect(JSON.parse(present((await outbox(till)).at(-1)).body)).not.toHaveProperty('approval');
});

test('[S14] a refund above what the branch lets a cashier give back needs an approval, one below does not', async () => {
  const till = await setup();
  const sale = await sell(till, [curry]);
  const rights = { id: salma.id, name: 'Cashier', role: 'cashier', grants: { refund: { maxAmount: 1000 } } };
  await till.db.table('rights').add({ ...rights, revision: 1, version: 2 });
  const line = present(sale.lines[0]);
  const give = (amount: number, by?: typeof approval) =>
    refundSale(till, {
      saleId: sale.id,
      lines: [{ lineId: line.id, quantity: pieces(0), amount: money(amount), restock: false }],
      reason: 'too salty',
      staffId: rahim.id,
      approval: by,
    });
  expect(codeOf(await give(1001))).toBe('notAllowed');
  expect(codeOf(await give(1000))).toBe('ok');
  expect(codeOf(await give(1001, approval))).toBe('ok');
});

test('[S14] only those who may do it, work here and have a PIN are asked', async () => {
  const till = await setup();
  const asked = async () => (await readApprovers(till.db, { permission: 'refund' })).map(({ name }) => name);
  expect(await asked()).toEqual(['Salma']);
  await till.db.staff.update(salma.id, { pin: null });
  expect(await asked()).toEqual([]);
});

test('[S14] what nobody gives their word for is notApproved and not done; who may do it alone is not asked for any', async () => {
  const till = await setup();
  await till.db.staff.update(rahim.id, { role: 'waiter' });
  const line = await sentLine(till);
  const recorded = (await outbox(till)).length;
  let asked = 0;
  const attempt = (staff: typeof rahim, word: typeof approval | null) =>
    askApproval(
      { till, staff },
      { permission: 'voidSent' },
      () => {
        asked += 1;
        return Promise.resolve(word);
      },
      (by) => voidLine(till, { ...line, staffId: staff.id, approval: by }),
    );
  const message = 'Not done: nobody has approved it.';
  expect(await attempt(rahim, null)).toEqual({ ok: false, code: 'notApproved', message });
  expect([asked, (await outbox(till)).length]).toEqual([1, recorded]);
  expect(codeOf(await attempt(rahim, approval))).toBe('ok');
  expect([asked, (await outbox(till)).length]).toEqual([2, recorded + 1]);
  const other = { ...(await sentLine(till)), staffId: salma.id };
  const alone = askApproval(
    { till, staff: salma },
    { permission: 'voidSent' },
    () => expect.unreachable('whoever may do it is asked'),
    () => voidLine(till, other),
  );
  expect(codeOf(await alone)).toBe('ok');
});
