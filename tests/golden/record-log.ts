// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { assignLine } from '@galley/desktop/renderer/actions/assign-line.ts';
import { countStock } from '@galley/desktop/renderer/actions/count-stock.ts';
import { noteCount } from '@galley/desktop/renderer/actions/note-count.ts';
import { recordWaste } from '@galley/desktop/renderer/actions/record-waste.ts';
import { cancelPayment } from '@galley/desktop/renderer/actions/cancel-payment.ts';
import { punchClock } from '@galley/desktop/renderer/actions/punch-clock.ts';
import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import { instant } from '@galley/shared/values/time.ts';
import { newId, type OrderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { setAvailability } from '@galley/desktop/renderer/actions/set-availability.ts';
import { requestPayment } from '@galley/desktop/renderer/actions/request-payment.ts';
import { readPlace, recordMutation } from '@galley/desktop/renderer/actions/record-mutation.ts';
import { markOnlineOrder } from '@galley/desktop/renderer/actions/mark-online-order.ts';
import { refuseOnlineOrder } from '@galley/desktop/renderer/actions/refuse-online-order.ts';
import { takeOnlineOrder } from '@galley/desktop/renderer/actions/take-online-order.ts';
import { sendReceipt } from '@galley/desktop/renderer/actions/send-receipt.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { adjustTip } from '@galley/desktop/renderer/actions/adjust-tip.ts';
import { beginExchange } from '@galley/desktop/renderer/actions/begin-exchange.ts';
import { changeOrder } from '@galley/desktop/renderer/actions/change-order.ts';
import { completeSale } from '@galley/desktop/renderer/actions/complete-sale.ts';
import { refundTyped } from '@galley/desktop/renderer/actions/refund-typed.ts';
import type { Note } from '@galley/shared/domain/note.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { takeNote } from '@galley/desktop/renderer/actions/take-note.ts';
import { openBranch } from '../contract/branch.ts';
import type { Till } from '../contract/till.ts';

const amina = { name: 'Amina', phone: '01711 234567', address: '' };

/** What a real till writes in a short day that has every mutation in it, and every kind of note, tender and receipt. */
export async function recordLog(): Promise<{ readonly name: string; readonly body: string }[]> {
  await using branch = await openBranch('direct');
  const till = branch.first; // its shift is open
  await sellOut(till);
  const order = await till.order({ type: 'dineIn', table: '7', guests: 2 });
  await till.add(order, 'Chicken tikka masala', { choices: ['Mild', 'No onion'], count: 2, note: 'ঝাল কম' });
  const unwanted = await till.add(order, 'Borhani');
  const later = await till.add(order, 'Firni');
  await assignLine(
    { db: till.db, now: Date.now, ids: () => '' },
    { orderId: order.id, lineId: later.id, course: 2, staffId: later.addedBy },
  );
  await till.send(order);
  const unseated = must((await till.db.orders.get(order.id))?.lines[0], 'it was just sent');
  value(
    await assignLine(actorOf(till), {
      orderId: order.id,
      lineId: unseated.id,
      seat: 2,
      staffId: later.addedBy,
    }),
  );
  await nameGuest(till, order.id);
  await till.fireCourse(order, 2);
  await till.printBill(order);
  const [ticket] = await till.db.tickets.where('orderId').equals(order.id).toArray();
  await till.markTicket(must(ticket, 'it was just sent').id, 'ready');
  await till.move(order, [later], { type: 'takeaway', table: null, guests: 0 });
  await till.closeOrder(await till.order());
  await till.void(order, unwanted, 'guest changed their mind');
  await askForCard(till, order.id);
  const sale = await till.pay(order);
  await decide(till);
  const { id: lineId } = must(sale.lines[0], 'it was just sold');
  await till.refund(sale, [{ lineId, quantity: pieces(1), amount: null, restock: true }]);
  await mail(till, sale);
  await exchange(till, sale);
  await refundFromPaper(till);
  await splitBill(till);
  for (const each of notesOf(sale)) await note(till, each);
  await till.moveCash('out', 5000);
  await comeToWork(till);
  await keepStock(till);
  await seeToOnline(till);
  await till.order({ type: 'takeaway', table: null, guests: 0, customer: amina });
  await till.closeShift();
  await till.openShift(); // with other cash than was left
  return (await till.outbox()).map(({ name, body }) => ({ name, body }));
}

async function sellOut({ db }: Till): Promise<void> {
  const cola = must(await db.products.filter(({ name }) => name.startsWith('Cola')).first(), 'it is sold');
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const args = { productId: cola.id, left: pieces(12), staffId: manager.id };
  const said = await setAvailability({ db, now: Date.now, ids: () => '' }, args);
  if (!said.ok) throw new Error(said.message);
}

async function keepStock({ db }: Till): Promise<void> {
  const cola = must(await db.products.filter(({ name }) => name.startsWith('Cola')).first(), 'it is sold');
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const [till, staffId] = [{ db, now: Date.now, ids: () => uuidv7() }, manager.id];
  await recordWaste(till, { productId: cola.id, quantity: pieces(1), reason: 'the bottle fell', staffId });
  await noteCount(till, { productId: cola.id, counted: pieces(100) });
  await countStock(till, { staffId });
}

/** The guest thinks again and pays in cash. */
async function askForCard({ db }: Till, orderId: OrderId): Promise<void> {
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const till = { db, now: Date.now, ids: () => uuidv7() };
  const args = { orderId, amount: money(5_000), token: 'tok_test_4242', staffId: manager.id };
  const asked = await requestPayment(till, args);
  if (!asked.ok) throw new Error(asked.message);
  const cancelled = await cancelPayment(till, { intentId: asked.value.id, staffId: manager.id });
  if (!cancelled.ok) throw new Error(cancelled.message);
}

/** Orders from the web, as the feed would have brought them. */
async function seeToOnline({ db }: Till): Promise<void> {
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const till = { db, now: Date.now, ids: () => uuidv7() };
  for (const [index, taken] of [true, false].entries()) {
    const order = onlineOrderOf(index);
    await db.onlineOrders.put({ ...order, revision: 1, version: 1 });
    const said = taken
      ? [
          await takeOver(till, order),
          await markOnlineOrder(till, { orderId: order.id, progress: 'ready', staffId: manager.id }),
        ]
      : [await refuseOnlineOrder(till, { orderId: order.id, reason: 'Too busy', staffId: manager.id })];
    for (const each of said) if (!each.ok) throw new Error(each.message);
    await db.onlineOrders.delete(order.id);
  }
}

/** The till that was first has not printed it. */
async function takeOver(till: Parameters<typeof takeOnlineOrder>[0], order: OnlineOrder) {
  const dead = newId<NonNullable<OnlineOrder['taken']>['tillId']>(uuidv7);
  await till.db.onlineOrders.update(order.id, { taken: { tillId: dead, at: order.placedAt } });
  return takeOnlineOrder(till, { orderId: order.id, over: true });
}

function onlineOrderOf(index: number): OnlineOrder {
  const at = instant(Date.now());
  return {
    id: newId<OrderId>(uuidv7),
    number: `WEB-${index + 1}`,
    status: 'PAID',
    type: 'takeaway',
    lines: [],
    currency: 'BDT',
    total: money(5_000),
    wantedAt: null,
    placedAt: at,
    paidAt: at,
    readyAt: null,
    deliveredAt: null,
    cancelled: null,
    receiptNumber: 'WEB-000001',
    refund: null,
    name: 'Rahim',
    phone: '•••• 3344',
    note: '',
    saleId: null,
  };
}

async function comeToWork({ db }: Till): Promise<void> {
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const punched = await punchClock(
    { db, now: Date.now, ids: () => uuidv7() },
    { staffId: manager.id, kind: 'in' },
  );
  if (!punched.ok) throw new Error(punched.message);
}

async function mail({ db }: Till, { id, staffId }: Sale): Promise<void> {
  const asked = await sendReceipt(
    { db, now: Date.now, ids: () => '' },
    { saleId: id, staffId, email: 'guest@example.com' },
  );
  if (!asked.ok) throw new Error(asked.message);
}

async function nameGuest(till: Till, orderId: OrderId): Promise<void> {
  const customer = { name: 'Salma', phone: '01711 000000', address: '' };
  value(await changeOrder(actorOf(till), { orderId, customer, staffId: (await managerOf(till)).id }));
}

/** A guest brings one back, takes two cheap things instead and leaves a tip, which is set right after it. */
async function exchange(till: Till, sale: Sale): Promise<void> {
  const { id: staffId } = await managerOf(till);
  const line = must(sale.lines.at(0), 'it was just sold');
  const wanted = [{ lineId: line.id, quantity: pieces(1), amount: null, restock: false }];
  const begun = { saleId: sale.id, lines: wanted, reason: 'Cold', staffId };
  const order = value(await beginExchange(actorOf(till), begun));
  await till.add(order, 'Borhani');
  const tip = { amount: money(1_000), staffId, staffName: 'Nusrat' };
  const paid = await till.pay(order, [{ kind: 'cash', amount: money(0), reference: null, tip }]);
  const tender = must(
    paid.tenders.find(({ kind }) => kind === 'cash'),
    'it holds the tip',
  );
  const more = { ...tip, amount: money(2_000) };
  value(await adjustTip(actorOf(till), { saleId: paid.id, tenderId: tender.id, tip: more, staffId }));
}

async function refundFromPaper(till: Till): Promise<void> {
  const { id: staffId } = await managerOf(till);
  const lines = [{ name: 'Firni', amount: money(9_000) }];
  const tender = { kind: 'cash', reference: null } as const;
  value(
    await refundTyped(actorOf(till), { number: 'T9-000007', lines, tender, reason: 'too sweet', staffId }),
  );
}

/** Two guests pay half of a drink each, and one of them gives his half back. */
async function splitBill(till: Till): Promise<void> {
  const { id: staffId } = await managerOf(till);
  const order = await till.order({ type: 'takeaway', table: null, guests: 0 });
  await till.add(order, 'Borhani');
  const tenders = [{ kind: 'cash', amount: money(4_500), reference: null } as const];
  const paid = { orderId: order.id, tenders, staffId };
  const part = { by: 'amount', amount: money(4_500) } as const;
  const half = value(await completeSale(actorOf(till), { ...paid, part }));
  value(await completeSale(actorOf(till), paid));
  const { id: lineId, quantity } = must(half.lines[0], 'it was just sold');
  await till.refund(half, [{ lineId, quantity, amount: null, restock: false }]);
}

function notesOf({ receiptNumber, staffId }: Sale): Note[] {
  return [
    { kind: 'reprint', receiptNumber, copies: 1 },
    { kind: 'wrongPins', staffId, name: 'Rahim', count: 5 },
    { kind: 'recordsChecked', entries: 12, faults: [] },
    { kind: 'backupRestored', till: 'Till 1', entries: 3, notTaken: 0 },
    { kind: 'training', step: 'begun' },
    { kind: 'training', step: 'ended' },
  ];
}

function actorOf({ db }: Till) {
  return { db, now: Date.now, ids: () => uuidv7() };
}

async function managerOf({ db }: Till) {
  return must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
}

function value<T>(said: Result<T>): T {
  if (!said.ok) throw new Error(said.message);
  return said.value;
}

async function note({ db }: Till, told: Note): Promise<void> {
  await db.transaction('rw', [db.meta, db.outbox, db.staff], async () => {
    const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
    await takeNote({ db, now: Date.now, ids: () => '' }, manager.id, told);
  });
}

async function decide({ db }: Till): Promise<void> {
  await db.transaction('rw', [db.meta, db.outbox, db.staff], async () => {
    const place = await readPlace({ db, now: Date.now, ids: () => '' });
    const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
    const sale = must(
      await db.outbox.filter(({ name }) => name === 'completeSale').first(),
      'it was just paid',
    );
    if (!place.ok) throw new Error(place.message);
    await recordMutation({ db, now: Date.now, ids: () => '' }, place.value, {
      name: 'resolve',
      data: { mutationId: sale.id, how: 'setAside', reason: 'looked at it', replacement: null },
      staffId: manager.id,
      amount: null,
    });
  });
}
