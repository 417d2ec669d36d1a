import { differenceOf, type Sale } from '@galley/shared/domain/sale.ts';
import { expectedCash, figuresOf } from '@galley/shared/domain/shift-figures.ts';
import { tipNow, tipsByStaff } from '@galley/shared/domain/tip.ts';
import { lateLines } from '@galley/shared/domain/order.ts';
import { type LineId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { money, sum } from '@galley/shared/values/money.ts';
import { pieces, sumQuantities } from '@galley/shared/values/quantity.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { adjustTip, tipChangesOf } from '../src/renderer/actions/adjust-tip.ts';
import { readShiftRecords } from '../src/renderer/actions/read-shift.ts';
import { instant } from '@galley/shared/values/time.ts';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { assignLine } from '../src/renderer/actions/assign-line.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { keepPayment } from '../src/renderer/actions/keep-payment.ts';
import { moveLines } from '../src/renderer/actions/move-lines.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { evenShares, splitByGuests } from '../src/renderer/actions/split.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import type { PayDraft, Split } from '../src/renderer/db/rows.ts';
import { takeExactCash } from '../src/renderer/till/sell/take-exact-cash.ts';
import { withLateMark } from '../src/renderer/db/late-mark.ts';
import { readCurrentOrder, readPartPaidBeside } from '../src/renderer/till/order/queries.ts';
import { readLateOrders } from '../src/renderer/till/orders/queries.ts';
import { isPaymentBegun, readPayment } from '../src/renderer/till/pay/queries.ts';
import {
  branch,
  codeOf,
  cola,
  curry,
  outbox,
  present,
  rahim,
  salma,
  setup,
  tap,
  tea,
  value,
  window,
  type World,
} from './world.ts';

/** Curry 320.00 twice, tea 40.00 and cola 60.00 with 5 % on top: 777.00. */
async function openTable(till: World): Promise<OrderId> {
  const place = { type: 'dineIn', table: '5', guests: 3 } as const;
  const { id } = value(await startOrder(till, { staffId: rahim.id, ...place }));
  for (const item of [curry, curry, tea, cola]) value(await tap(till, id, item));
  return id;
}

const session = (till: World) => ({ till, branch, staff: rahim });
const keep = (till: World, orderId: OrderId, draft: Partial<PayDraft>) =>
  keepPayment(till, { orderId, change: (before) => ({ ...before, ...draft }) });
const split = async (till: World, orderId: OrderId, by: Split) =>
  value(await keep(till, orderId, { split: by }));
const exact = async (till: World): Promise<Sale> => value(await takeExactCash(session(till)));
const orderOf = async (till: World, orderId: OrderId) => present(await till.db.orders.get(orderId));

test('[M10] three equal parts are three sales with receipts of their own, which sum to the whole', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  await split(till, orderId, { way: 'equal', parts: 3 });
  const parts = [await exact(till), await exact(till), await exact(till)];
  expect(parts.map(({ total }) => total)).toEqual([25_900, 25_900, 25_900]);
  expect(parts.map(({ receiptNumber }) => receiptNumber)).toEqual(['T1-000001', 'T1-000002', 'T1-000003']);
  expect(parts.map(({ part }) => part?.number)).toEqual([1, 2, 3]);
  expect(parts.map(differenceOf)).toEqual([null, null, null]);
  const colas = parts.flatMap(({ lines }) => lines.filter(({ productId }) => productId === cola.id));
  expect(sumQuantities(colas.map(({ quantity }) => quantity))).toBe(pieces(1));
  expect((await orderOf(till, orderId)).status).toBe('paid');
  expect(await till.db.payDrafts.count()).toBe(0);
  expect(await till.db.printJobs.where('id').startsWith('receipt:').count()).toBe(3);
});

test('[M10] the kitchen is told once, with the first part, and the server gets all lines with each', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  await split(till, orderId, { way: 'equal', parts: 2 });
  await exact(till);
  await exact(till);
  const sold = (await outbox(till))
    .filter(({ name }) => name === 'completeSale')
    .map(({ body }) => JSON.parse(body).data);
  expect(sold.map(({ tickets }) => tickets.length)).toEqual([2, 0]);
  expect(sold.map(({ lines }) => lines.length)).toEqual([3, 3]);
});

test('[M10] guests pay what they had, and their share of what they shared; the last takes the rest', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const [curries, teas] = (await orderOf(till, orderId)).lines;
  await split(till, orderId, {
    way: 'guests',
    guests: [1, 2, 3],
    paying: 1,
    sharers: { [present(curries).id]: [1, 2], [present(teas).id]: [3] },
  });
  // A third of the cola is 0.334 of it.
  expect([(await exact(till)).total, (await exact(till)).total, (await exact(till)).total]).toEqual([
    33_600 + 2_104, 33_600 + 2_098, 4_200 + 2_098,
  ]); // prettier-ignore
  expect((await orderOf(till, orderId)).status).toBe('paid');
});

test('[M10] equal parts can be paid in cash each, differ by a coin at most, and sum to the whole', () => {
  expect(evenShares(money(10_000), 3, 100)).toEqual([3_400, 3_300, 3_300]);
  expect(evenShares(money(10_050), 3, 100)).toEqual([3_400, 3_300, 3_350]);
  expect(evenShares(money(200), 3, 100)).toEqual([67, 67, 66]); // not a coin for each
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(1, 5, 100),
      (total, parts, step) => {
        const shares = evenShares(money(total), parts, step);
        expect(sum(shares)).toBe(total);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(2 * step);
        const inCoins = total < parts * step ? [] : shares.slice(0, -1);
        expect(inCoins.filter((share) => share % step !== 0)).toEqual([]);
      },
    ),
  );
});

test('[M10] guests who share everything pay the same, not a thousandth of each dish more', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  await split(till, orderId, { way: 'guests', guests: [1, 2, 3], paying: 1, sharers: {} });
  const totals = [(await exact(till)).total, (await exact(till)).total, (await exact(till)).total];
  expect(totals).toEqual([25_900, 25_900, 25_900]);
});

test('[M7] [M10] what is left of a bill after a card and is less than the smallest coin is closed without one', async () => {
  const till = await setup();
  await till.db.branches.update(branch.id, { cashStep: 100 });
  const coins = { ...session(till), branch: { ...branch, cashStep: 100 } };
  const orderId = await openTable(till);
  const card = { kind: 'card', amount: money(77_670), reference: 'A-1042' } as const;
  value(await keep(till, orderId, { tenders: [card] }));
  const sale = value(await takeExactCash(coins));
  expect(sale).toMatchObject({ total: 77_700, rounding: -30, change: 0, tenders: [card] });
  expect(differenceOf(sale)).toBeNull();
});

test('[M10] [S15] seats are said before and after the kitchen has it, and the bill is split by them; what has no seat is shared', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const [curries, teas] = (await orderOf(till, orderId)).lines;
  const seat = (line: typeof curries, number: number) =>
    assignLine(till, { orderId, lineId: present(line).id, seat: number, staffId: rahim.id });
  value(await seat(curries, 1));
  value(await sendToKitchen(till, { orderId, staffId: rahim.id }));
  const before = await till.db.printJobs.count();
  value(await seat(teas, 3));
  expect(await till.db.printJobs.count()).toBe(before);
  const told = present((await outbox(till)).at(-1));
  expect(told.name).toBe('assignLine');
  expect(mutations.assignLine.data.parse(JSON.parse(told.body).data).lines).toMatchObject([
    { seat: 3, edits: 1 },
  ]);
  const late = { orderId, lineId: present(teas).id, course: 2, staffId: rahim.id };
  expect(codeOf(await assignLine(till, late))).toBe('kitchenMakesIt');

  await split(till, orderId, splitByGuests(await orderOf(till, orderId)));
  const parts = [await exact(till), await exact(till), await exact(till)];
  // Of the cola everybody has a third.
  expect(parts.map(({ total }) => total)).toEqual([67_200 + 2_104, 2_098, 4_200 + 2_098]);
});

test('[M10] [S15] what comes after the first part, from whatever till, moves no figure of the bill and is settled beside it', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const discount = { kind: 'amount', amount: money(10_000), reason: 'Regular' } as const;
  await till.db.orders.update(orderId, { discount });
  await split(till, orderId, { way: 'equal', parts: 2 });
  const first = await exact(till);
  const order = await orderOf(till, orderId);
  const [line] = order.lines;
  const added = { ...present(line), id: newId<LineId>(() => uuidv7()), name: 'Late curry', sold: undefined };
  const { sold: _sold, ...late } = added;
  const lines = [...order.lines, { ...late, kitchen: { state: 'sent', ticketId: null } } as const];
  await till.db.orders.put(withLateMark({ ...order, lines }));
  expect((await readLateOrders(till.db)).flatMap(lateLines).map(({ name }) => name)).toEqual(['Late curry']);
  const last = await exact(till);
  expect(first.total + last.total).toBe(first.part?.whole);
  expect(differenceOf(last)).toBeNull();
  expect(await orderOf(till, orderId)).toMatchObject({ status: 'paid', late: 1 });
  const place = { type: 'dineIn', table: '5', guests: 0 } as const;
  const bill = value(
    await moveLines(till, { fromId: orderId, lineIds: [added.id], to: place, staffId: rahim.id }),
  );
  expect(bill.lines.map(({ name }) => name)).toEqual(['Late curry']);
  expect(await readLateOrders(till.db)).toEqual([]);
});

test('[M10] a guest pays some items, another an amount, and the last all that is left', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const [curries] = (await orderOf(till, orderId)).lines;
  await split(till, orderId, { way: 'items', lines: [{ lineId: present(curries).id, quantity: pieces(1) }] });
  const parts = [await exact(till)];
  await split(till, orderId, { way: 'amount', amount: money(10_001) });
  parts.push(await exact(till), await exact(till));
  expect(parts.map(({ total }) => total)).toEqual([33_600, 10_001, 77_700 - 33_600 - 10_001]);
});

test('[M10] what is paid in parts is what was ordered: more goes on a bill of its own beside it, and no second tap pays the next part', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  await split(till, orderId, { way: 'equal', parts: 3 });
  const { part, paidParts } = must(
    await readPayment(till.db, orderId, branch),
    'there is something left to pay',
  );
  const tenders = [{ kind: 'cash', amount: money(25_900), reference: null } as const];
  const twice = { orderId, tenders, staffId: rahim.id, part, after: paidParts };
  expect(codeOf(await completeSale(till, twice))).toBe('ok');
  expect(codeOf(await completeSale(till, twice))).toBe('partPaid');
  expect(await till.db.sales.count()).toBe(1);
  const customer = { name: 'Amina', phone: '01711 222333', address: '' };
  await till.db.orders.update(orderId, { customer });
  value(await tap(till, orderId, tea));
  const beside = must(await readCurrentOrder(till.db), 'the tap began it');
  expect(beside).toMatchObject({
    table: '5',
    type: 'dineIn',
    guests: 0,
    customer,
    lines: [{ name: tea.name }],
  });
  expect((await orderOf(till, orderId)).lines).toHaveLength(3);
  expect(await readPartPaidBeside(till.db, beside)).toBe((await orderOf(till, orderId)).number);
});

test('[S2] a till that dies between two parts goes on with the next: nothing is lost and nothing doubled', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  await split(till, orderId, { way: 'equal', parts: 3 });
  await exact(till);
  const later = window(till);
  expect(await isPaymentBegun(later.db, await readCurrentOrder(later.db))).toBe(true);
  const { total, paidParts, leftTotal } = must(
    await readPayment(later.db, orderId, branch),
    'there is something left to pay',
  );
  expect([total, paidParts, leftTotal]).toEqual([25_900, 1, 51_800]);
  await exact(later);
  await exact(later);
  const sales = await till.db.sales.toArray();
  expect(sum(sales.map((sale) => sale.total))).toBe(77_700);
  expect(sales).toHaveLength(3);
});

test('[S2] tenders that were taken before the till died are still on the counter', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const card = { kind: 'card', amount: money(50_000), reference: '4821' } as const;
  value(await keep(till, orderId, { tenders: [card] }));
  const later = window(till);
  expect(await isPaymentBegun(later.db, await readCurrentOrder(later.db))).toBe(true);
  const sale = await exact(later);
  expect(sale.tenders.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['card', 50_000],
    ['cash', 27_700],
  ]);
  expect(await till.db.payDrafts.count()).toBe(0);
});

test('[M8] a tip is set right until its shift closes, by whoever may; X, Z and the drawer count what it is now', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const cash = { kind: 'cash', amount: money(77_700), reference: null } as const;
  const sale = value(await completeSale(till, { orderId, tenders: [cash], staffId: rahim.id }));
  const tenderId = present(sale.tenders[0]).id;
  const tip = (amount: number, person = rahim) => ({
    amount: money(amount),
    staffId: person.id,
    staffName: person.name,
  });
  const set = (to: ReturnType<typeof tip> | null, staffId = rahim.id) =>
    adjustTip(till, { saleId: sale.id, tenderId, tip: to, staffId });
  const figures = async () => figuresOf(await readShiftRecords(till.db, sale.shiftId));
  expect(codeOf(await set(null))).toBe('sameTip');
  value(await set(tip(5_000)));
  value(await set(tip(2_000)));
  expect((await figures()).tips).toMatchObject([{ name: 'Rahim', cash: 2_000, slip: 0 }]);
  expect(expectedCash(money(0), await figures())).toBe(77_700 + 2_000);
  // It was for somebody else: taken from the one, given to the other.
  value(await set(tip(2_000, salma)));
  expect((await figures()).tips).toMatchObject([{ name: 'Salma', cash: 2_000 }]);
  expect(await till.db.sales.get(sale.id)).toMatchObject({ hash: sale.hash });
  const rows = (await outbox(till)).filter(({ name }) => name === 'adjustTip');
  expect(rows.map(({ body }) => mutations.adjustTip.data.parse(JSON.parse(body).data).movement.tip)).toMatchObject([
    { from: 0, to: 5_000 }, { from: 5_000, to: 2_000 }, { from: 2_000, to: 0 }, { from: 0, to: 2_000 },
  ]); // prettier-ignore
  await till.db.staff.update(rahim.id, { role: 'waiter' });
  expect(codeOf(await set(null))).toBe('notAllowed');
  await till.db.shifts.toCollection().modify({ closedAt: instant(till.now()) });
  expect(codeOf(await set(null, salma.id))).toBe('shiftClosed');
});

test('[M8] the last word on a tip counts, though all are of one moment and their ids say nothing of their order', async () => {
  let ms = Date.parse('2026-11-21T09:00:00.000Z');
  const till = { ...(await setup()), ids: () => uuidv7((ms -= 1)) };
  const orderId = await openTable(till);
  const cash = { kind: 'cash', amount: money(77_700), reference: null } as const;
  const sale = value(await completeSale(till, { orderId, tenders: [cash], staffId: rahim.id }));
  const tender = present(sale.tenders[0]);
  for (const [amount, { id, name }] of [
    [5_000, rahim],
    [2_000, salma],
    [3_000, rahim],
  ] as const) {
    const tip = { amount: money(amount), staffId: id, staffName: name };
    value(await adjustTip(till, { saleId: sale.id, tenderId: tender.id, tip, staffId: rahim.id }));
    expect(tipNow(tender, await tipChangesOf(till.db, sale))).toEqual(tip);
  }
});

test('[M8] a tip belongs to its tender and a person, and is in no figure of the sale', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const tip = { amount: money(5_000), staffId: salma.id, staffName: 'Salma' };
  const tenders = [
    { kind: 'card', amount: money(77_700), reference: '4821', tip },
    {
      kind: 'cash',
      amount: money(0),
      reference: null,
      tip: { ...tip, amount: money(1_000), staffId: rahim.id, staffName: 'Rahim' },
    },
  ] as const;
  const sale = value(await completeSale(till, { orderId, tenders, staffId: rahim.id }));
  expect(sale).toMatchObject({ total: 77_700, change: 0, rounding: 0 });
  expect(differenceOf(sale)).toBeNull();
  const tips = tipsByStaff([sale, sale]).map(({ staffName, cash, slip }) => `${staffName} ${cash} ${slip}`);
  expect(tips.toSorted()).toEqual(['Rahim 2000 0', 'Salma 0 10000']);
  const figures = figuresOf({ sales: [sale], refunds: [], movements: [] });
  expect([figures.sales.total, expectedCash(money(0), figures)]).toEqual([77_700, 1_000]);
});

test('a card number is taken in no field that somebody can type into, and nothing of it is stored', async () => {
  const till = await setup();
  const orderId = await openTable(till);
  const number = '4111111111111111';
  const tender = { kind: 'card', amount: money(77_700), reference: number } as const;
  const wallet = { kind: 'wallet', amount: money(77_700), reference: null, wallet: number } as const;
  expect(codeOf(await keep(till, orderId, { tenders: [tender] }))).toBe('cardNumber');
  for (const tenders of [[tender], [wallet]])
    expect(codeOf(await completeSale(till, { orderId, tenders, staffId: rahim.id }))).toBe('cardNumber');
  const line = { orderId, productId: tea.id, choiceIds: [], quantity: pieces(1), staffId: rahim.id };
  expect(codeOf(await addLine(till, { ...line, note: `card ${number}` }))).toBe('cardNumber');
  const rows = await Promise.all(till.db.tables.map((table) => table.toArray()));
  expect(JSON.stringify(rows)).not.toContain(number);
});

test('[M8] one key takes no payment past a tip that waits: it is tipWaits, and the order stays as it was', async () => {
  const till = await setup();
  const id = await openTable(till);
  const tip = { amount: money(5_000), staffId: rahim.id, staffName: 'Rahim' };
  value(await keep(till, id, { tip }));
  expect(await takeExactCash(session(till))).toEqual({
    ok: false,
    code: 'tipWaits',
    message: 'A tip is waiting. Take the payment on the pay screen.',
  });
  expect([(await orderOf(till, id)).status, await till.db.sales.count()]).toEqual(['open', 0]);
  value(await keep(till, id, { tip: null }));
  expect((await exact(till)).total).toBe(77_700);
});
