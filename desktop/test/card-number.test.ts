import { expect, test } from 'vitest';
import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { closeOrder } from '../src/renderer/actions/close-order.ts';
import { closeShift } from '../src/renderer/actions/close-shift.ts';
import { giveDiscount } from '../src/renderer/actions/give-discount.ts';
import { moveCash } from '../src/renderer/actions/move-cash.ts';
import { moveLines } from '../src/renderer/actions/move-lines.ts';
import { recordWaste } from '../src/renderer/actions/record-waste.ts';
import { requestPayment } from '../src/renderer/actions/request-payment.ts';
import { resolveEntry } from '../src/renderer/actions/resolve-entry.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { codeOf, cola, curry, outbox, rahim, salma, setup, tap, value, type World } from './world.ts';

/** As people write them down: in one piece, in groups, in Bangla digits, with words around. */
const numbers = [
  '4242424242424242',
  'card 4111 1111 1111 1111',
  '3782-822463-10005 exp 12/30',
  '৪২৪২৪২৪২৪২৪২৪২৪২',
];

type Attempt = (till: World, text: string, orderId: OrderId) => Promise<Result<unknown>>;
const place = { type: 'takeaway', table: null, guests: 0 } as const;
const byManager = { staffId: salma.id };

/** Every place where somebody at a till may write what they like. */
const attempts: readonly (readonly [string, Attempt])[] = [
  ['the name of a tab', (till, text) => startOrder(till, { ...place, table: text, ...byManager })],
  [
    'the table that an order goes to',
    (till, table, orderId) => changeOrder(till, { orderId, table, ...byManager }),
  ],
  [
    'the name of the order that lines go to',
    (till, text, fromId) =>
      moveLines(till, { fromId, lineIds: 'all', to: { ...place, table: text }, ...byManager }),
  ],
  ['why an order is closed', (till, reason, orderId) => closeOrder(till, { orderId, reason, ...byManager })],
  [
    'a note for the kitchen',
    (till, note, orderId) =>
      addLine(till, {
        orderId,
        productId: curry.id,
        choiceIds: [],
        quantity: pieces(1),
        note,
        staffId: rahim.id,
      }),
  ],
  [
    'the reason of a discount',
    (till, reason, orderId) =>
      giveDiscount(till, {
        orderId,
        lineId: null,
        off: { kind: 'amount', amount: money(100) },
        reason,
        ...byManager,
      }),
  ],
  [
    'why cash is moved',
    (till, reason) => moveCash(till, { kind: 'in', amount: money(100), reason, ...byManager }),
  ],
  [
    'why somebody approved it',
    (till, reason) =>
      moveCash(till, {
        kind: 'in', amount: money(100), reason: 'change', staffId: rahim.id,
        approval: { staffId: salma.id, name: salma.name, reason },
      }), // prettier-ignore
  ],
  [
    'why the drawer is not as counted',
    (till, varianceReason) =>
      closeShift(till, {
        count: [],
        earlierCounts: [],
        varianceReason,
        leftInDrawer: money(0),
        ...byManager,
      }),
  ],
  [
    'what happened to something that is wasted',
    (till, reason) => recordWaste(till, { productId: cola.id, quantity: pieces(1), reason, ...byManager }),
  ],
  [
    'the code of a payment',
    (till, text, orderId) =>
      requestPayment(till, { orderId, amount: money(100), token: `tok_${text}`, staffId: rahim.id }),
  ],
];

test.each(attempts)('a card number as %s is refused, and nothing of it is kept', async (_what, attempt) => {
  const till = await setup();
  const order = value(await startOrder(till, { ...place, staffId: rahim.id }));
  value(await tap(till, order.id, curry));
  const before = (await outbox(till)).length;
  for (const number of numbers) {
    expect(['cardNumber', 'noToken']).toContain(codeOf(await attempt(till, number, order.id)));
    const rows = await Promise.all(till.db.tables.map((table) => table.toArray()));
    expect(JSON.stringify(rows)).not.toContain(number);
  }
  expect(await outbox(till)).toHaveLength(before);
});

test('why an entry is set aside may not be a card number', async () => {
  const till = await setup();
  const [entry] = await outbox(till);
  if (!entry) throw new Error('the shift was opened');
  await till.db.outbox.update([entry.incarnation, entry.number], {
    state: 'settled',
    verdict: 'quarantined',
  });
  const args = { entryId: entry.id, how: 'setAside' as const, staffId: salma.id };
  for (const reason of numbers)
    expect(codeOf(await resolveEntry(till, { ...args, reason } as Parameters<typeof resolveEntry>[1]))).toBe(
      'cardNumber',
    );
});
