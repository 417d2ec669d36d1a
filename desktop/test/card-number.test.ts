import { expect, test } from 'vitest';
import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { z } from 'zod';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { changeNote } from '../src/renderer/actions/change-note.ts';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { closeOrder } from '../src/renderer/actions/close-order.ts';
import { closeShift } from '../src/renderer/actions/close-shift.ts';
import { giveDiscount } from '../src/renderer/actions/give-discount.ts';
import { moveCash } from '../src/renderer/actions/move-cash.ts';
import { moveLines } from '../src/renderer/actions/move-lines.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { recordWaste } from '../src/renderer/actions/record-waste.ts';
import { refundSale } from '../src/renderer/actions/refund-sale.ts';
import { refundTyped } from '../src/renderer/actions/refund-typed.ts';
import { removeCharge } from '../src/renderer/actions/remove-charge.ts';
import { requestPayment } from '../src/renderer/actions/request-payment.ts';
import { resolveEntry } from '../src/renderer/actions/resolve-entry.ts';
import { sendReceipt } from '../src/renderer/actions/send-receipt.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { codeOf, cola, curry, outbox, present, rahim, salma, sell, setup, tap, value, type World } from './world.ts'; // prettier-ignore

/** As people write them down: in one piece, in groups, in Bangla digits, with words around. */
const numbers = [
  '4242424242424242',
  'card 4111 1111 1111 1111',
  '3782-822463-10005 exp 12/30',
  '৪২৪২৪২৪২৪২৪২৪২৪২',
];

type Attempt = (till: World, text: string, orderId: OrderId) => Promise<Result<unknown>>;
type Prepare = (till: World, orderId: OrderId) => Promise<unknown>;
const place = { type: 'takeaway', table: null, guests: 0 } as const;
const byManager = { staffId: salma.id };
const paper = {
  number: 'T9-000001',
  lines: [{ name: 'Curry', amount: money(100) }],
  tender: { kind: 'cash', reference: null },
  reason: 'too salty',
} as const;

/** Every place where somebody at a till may write what they like. */
const attempts: readonly (readonly [string, Attempt, Prepare?])[] = [
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
    'another note for the kitchen',
    async (till, note, orderId) =>
      changeNote(till, { orderId, lineId: await firstLine(till, orderId), note }),
  ],
  [
    'why a line is taken back',
    async (till, reason, orderId) =>
      voidLine(till, { orderId, lineId: await firstLine(till, orderId), reason, ...byManager }),
    (till, orderId) => sendToKitchen(till, { orderId, staffId: rahim.id }),
  ],
  [
    'why the service charge is taken off',
    (till, reason, orderId) => removeCharge(till, { orderId, reason, ...byManager }),
  ],
  [
    'why the drawer holds something else than was left',
    (till, floatReason) => openShift(till, { float: money(500), floatReason, ...byManager }),
    async (till) =>
      value(
        await closeShift(till, {
          count: [],
          earlierCounts: [],
          varianceReason: '',
          leftInDrawer: money(0),
          ...byManager,
        }),
      ),
  ],
  [
    'why money is given back',
    async (till, reason) => {
      const [sale] = await till.db.sales.toArray();
      const { id: saleId, lines } = present(sale);
      const wanted = lines.map(({ id: lineId }) => ({
        lineId,
        quantity: pieces(1),
        amount: null,
        restock: true,
      }));
      return refundSale(till, { saleId, lines: wanted, reason, ...byManager });
    },
    (till) => sell(till),
  ],
  [
    'why money is given back for a paper',
    (till, reason) => refundTyped(till, { ...paper, reason, ...byManager }),
  ],
  [
    'what is given back for a paper',
    (till, name) => refundTyped(till, { ...paper, lines: [{ name, amount: money(100) }], ...byManager }),
  ],
  ['the number of a paper', (till, number) => refundTyped(till, { ...paper, number, ...byManager })],
  [
    'where a receipt is mailed to',
    async (till, text) => {
      const [sale] = await till.db.sales.toArray();
      const email = `${text.replaceAll(/\D/g, '') || '4242424242424242'}@example.com`;
      return sendReceipt(till, { saleId: present(sale).id, email, staffId: rahim.id });
    },
    (till) => sell(till),
  ],
  [
    'the code of a payment',
    (till, text, orderId) =>
      requestPayment(till, { orderId, amount: money(100), token: `tok_${text}`, staffId: rahim.id }),
  ],
];

const tries = attempts.map(([what, attempt, prepare]) => ({ what, attempt, prepare }));
test.each(tries)(
  'a card number as $what is refused, and nothing of it is kept',
  async ({ attempt, prepare }) => {
    const till = await setup();
    const order = value(await startOrder(till, { ...place, staffId: rahim.id }));
    value(await tap(till, order.id, curry));
    await prepare?.(till, order.id);
    const before = (await outbox(till)).length;
    for (const number of numbers) {
      expect(['cardNumber', 'noToken', 'badNumber']).toContain(codeOf(await attempt(till, number, order.id)));
      const rows = await Promise.all(till.db.tables.map((table) => table.toArray()));
      expect(JSON.stringify(rows)).not.toContain(number);
    }
    expect(await outbox(till)).toHaveLength(before);
  },
);

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

/** Texts that somebody types at a till, and the attempt above; what has its own test says where. */
const typed: Readonly<Record<string, string>> = {
  'approval.reason': 'why somebody approved it',
  'chargeRemoved.reason': 'why the service charge is taken off',
  'closed.reason': 'why an order is closed',
  'customer.address': 'customers.test.ts',
  'customer.name': 'customers.test.ts',
  'customer.phone': 'customers.test.ts',
  'discount.reason': 'the reason of a discount',
  email: 'where a receipt is mailed to',
  'floatDiffers.reason': 'why the drawer holds something else than was left',
  'kitchen.reason': 'why a line is taken back',
  'line.note': 'another note for the kitchen',
  'lines.note': 'a note for the kitchen',
  'movement.reason': 'why cash is moved',
  note: 'what happened to something that is wasted',
  'order.table': 'the table that an order goes to',
  reason: 'why an entry is set aside may not be a card number',
  'refund.reason': 'why money is given back',
  'refund.saleReceiptNumber': 'the number of a paper',
  'report.varianceReason': 'why the drawer is not as counted',
  'tenders.reference': 'split.test.ts',
  'tenders.wallet': 'split.test.ts',
  'to.table': 'the name of the order that lines go to',
  token: 'the code of a payment',
};
/** What comes from the menu, the crew, the office, the web or a counter, or is made of the texts above. */
const told = new Set(
  (
    'approval.name bills.by by carriedOrders.number carriedOrders.table charge.name closed.by combo.name exchange.receiptNumber from.number ' +
    'from.orderNumber from.table line.category line.name lines.category lines.name lines.options movement.staffName note.faults note.name ' +
    'note.receiptNumber note.till number options.name order.number paper.name paper.receiptFoot paper.receiptHead paper.receiptLink ' +
    'paper.timeZone punch.staffName receipts.series refund.receiptNumber refund.staffName replacement.type report.closedByName ' +
    'report.zNumber sale.orderNumber sale.receiptNumber sale.staffName sale.table staff.name taxes.name ticketState.by tickets.by ' +
    'tickets.orderNumber tickets.reason tickets.station tickets.table tip.receiptNumber tip.staffName tips.name to.number web.name'
  ).split(' '),
);

test('every text that a mutation can carry is typed and tried here, or comes from where card numbers are refused as well', () => {
  const texts = new Set(Object.values(mutations).flatMap(({ data }) => textsOf(data)));
  expect([...texts].filter((text) => !told.has(text)).toSorted()).toEqual(Object.keys(typed).toSorted());
  const titles = new Set([
    ...attempts.map(([title]) => title),
    'why an entry is set aside may not be a card number',
  ]);
  expect(Object.values(typed).filter((where) => !where.endsWith('.test.ts') && !titles.has(where))).toEqual(
    [],
  );
});

/** The texts of a schema that may hold digits and words, by their name and their parent's. */
function textsOf(schema: z.ZodType): string[] {
  const root: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const found: string[] = [];
  const walk = (node: unknown, path: readonly string[], above: readonly unknown[]): void => {
    if (typeof node !== 'object' || node === null || above.includes(node)) return;
    if (Array.isArray(node)) {
      for (const each of node) walk(each, path, [...above, node]);
      return;
    }
    const { $ref, type, pattern, format, enum: words, properties, ...rest } = node as Record<string, unknown>; // JSON Schema
    const isText = [type].flat().includes('string') && words === undefined && !('const' in node);
    const isFree = pattern === undefined || freePatterns.some((free) => free.test(path.at(-1) ?? ''));
    if (isText && isFree && (format === undefined || format === 'email'))
      found.push(path.slice(-2).join('.'));
    if (typeof $ref === 'string')
      walk(
        $ref
          .split('/')
          .slice(1)
          .reduce<unknown>((at, key) => Object(at)[key], root),
        path,
        [...above, node],
      );
    for (const [key, each] of Object.entries(properties ?? {})) walk(each, [...path, key], [...above, node]);
    for (const key of ['anyOf', 'oneOf', 'allOf', 'items', 'additionalProperties'])
      walk(rest[key], path, [...above, node]);
  };
  walk(root, [], []);
  return found;
}

/** Typed all the same: a pattern lets digits through. */
const freePatterns = [/^email$/, /^reference$/, /^token$/];

async function firstLine(till: World, orderId: OrderId): Promise<LineId> {
  return present(present(await till.db.orders.get(orderId)).lines[0]).id;
}
