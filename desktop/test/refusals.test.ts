import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import { type AnyId, type LineId, newId, type OrderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { expect, test } from 'vitest';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { adjustTip } from '../src/renderer/actions/adjust-tip.ts';
import { assignLine } from '../src/renderer/actions/assign-line.ts';
import { beginExchange } from '../src/renderer/actions/begin-exchange.ts';
import { changeQuantity } from '../src/renderer/actions/change-quantity.ts';
import { clearPrintJob } from '../src/renderer/actions/clear-print-job.ts';
import { closeOrder } from '../src/renderer/actions/close-order.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { divertPrintJob } from '../src/renderer/actions/divert-print-job.ts';
import { fireCourse } from '../src/renderer/actions/fire-course.ts';
import { keepPayment } from '../src/renderer/actions/keep-payment.ts';
import { markOnlineOrder } from '../src/renderer/actions/mark-online-order.ts';
import { markTicket } from '../src/renderer/actions/mark-ticket.ts';
import { moveLines } from '../src/renderer/actions/move-lines.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { partsOf } from '../src/renderer/actions/parts-of.ts';
import { printBill } from '../src/renderer/actions/print-bill.ts';
import { printOnlineOrder } from '../src/renderer/actions/print-online-order.ts';
import { reprintZ } from '../src/renderer/actions/print-shift.ts';
import { printTestPage } from '../src/renderer/actions/print-test-page.ts';
import { resolveEntry } from '../src/renderer/actions/resolve-entry.ts';
import { sendReceipt } from '../src/renderer/actions/send-receipt.ts';
import { settleOnlinePaper } from '../src/renderer/actions/settle-online-paper.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { takeOnlineOrder } from '../src/renderer/actions/take-online-order.ts';
import { codeOf, cola, curry, present, rahim, salma, sell, setup, tap, till1, value, type World } from './world.ts'; // prettier-ignore

type Attempt = (till: World, order: Order) => Promise<Result<unknown>>;
type Order = { readonly id: OrderId; readonly lineId: LineId };

const staffId = salma.id;
const table = { type: 'dineIn', table: '5', guests: 2 } as const;
const nobody = <T extends AnyId>() => newId<T>(uuidv7);
const web = (id: OrderId, changes: Partial<OnlineOrder> = {}) =>
  ({ id, number: 'WEB-1', status: 'PAID', paidAt: '2026-11-21T08:00:00.000Z', total: money(100), ...changes }) as OnlineOrder; // prettier-ignore
const taken = { tillId: till1.id, at: '2026-11-21T08:00:00.000Z' } as NonNullable<OnlineOrder['taken']>;
const online = (till: World, id: OrderId, changes?: Partial<OnlineOrder>) =>
  till.db.onlineOrders.put({ ...web(id, changes), revision: 1, version: 1 });

/** What an open order of two curries is like when a part of its bill is paid. */
async function payHalf(till: World, { id }: Order): Promise<void> {
  await tap(till, id, curry);
  value(await keepPayment(till, { orderId: id, change: (draft) => ({ ...draft, split: { by: 'equal', parts: 2 } as never }) })); // prettier-ignore
  await till.db.orders
    .where('id')
    .equals(id)
    .modify({ parts: [{ saleId: nobody(), amount: money(100) }] as never });
}

const attempts: readonly (readonly [string, Attempt])[] = [
  ['badQuantity', (till, { id }) =>
    addLine(till, { orderId: id, productId: cola.id, choiceIds: [], quantity: quantity(0), note: '', staffId })],
  ['badQuantity', (till, { id, lineId }) => changeQuantity(till, { orderId: id, lineId, quantity: quantity(0) })],
  ['unknownLine', (till, { id }) => changeQuantity(till, { orderId: id, lineId: nobody(), quantity: pieces(2) })],
  ['unknownLine', (till, { id }) => assignLine(till, { orderId: id, lineId: nobody(), seat: 1, staffId })],
  ['notSold', async (till, { id }) => {
    await till.db.products.update(cola.id, { active: false });
    return tap(till, id, cola);
  }],
  ['unknownOrder', (till) => tap(till, nobody(), cola)],
  ['closedAlready', async (till) => {
    const empty = value(await startOrder(till, { ...table, staffId }));
    value(await closeOrder(till, { orderId: empty.id, staffId, reason: 'left' }));
    return tap(till, empty.id, cola);
  }],
  ['paidInParts', async (till, order) => {
    await payHalf(till, order);
    return changeQuantity(till, { orderId: order.id, lineId: order.lineId, quantity: pieces(2) });
  }],
  ['partUnknown', async (till, order) => {
    await payHalf(till, order);
    return partsOf(till.db, present(await till.db.orders.get(order.id)));
  }],
  ['sameOrder', (till, { id }) => moveLines(till, { fromId: id, lineIds: 'all', to: { orderId: id }, staffId })],
  ['nothingToMove', (till, { id }) => moveLines(till, { fromId: id, lineIds: [], to: { ...table, table: '6' }, staffId })],
  ['nothingHeld', (till, { id }) => fireCourse(till, { orderId: id, course: 2, staffId })],
  ['noBranch', async (till, { id }) => {
    await till.db.branches.clear();
    return printBill(till, { orderId: id, staffId });
  }],
  ['noTip', async (till) => {
    const sale = await sell(till);
    return adjustTip(till, { saleId: sale.id, tenderId: nobody(), tip: null, staffId });
  }],
  ['exchangeWhole', async (till) => {
    const { id: saleId, lines } = await sell(till);
    const [line] = lines;
    const back = [{ lineId: present(line).id, quantity: pieces(1), restock: false }];
    const order = value(await beginExchange(till, { saleId, lines: back as never, reason: 'cold', staffId }));
    value(await tap(till, order.id, curry));
    value(await tap(till, order.id, cola));
    const lineIds = present(await till.db.orders.get(order.id)).lines.slice(0, 1).map(({ id }) => id);
    const tenders = [{ kind: 'cash' as const, amount: money(100_000), reference: null }];
    return completeSale(till, { orderId: order.id, part: { by: 'items', lineIds } as never, tenders, staffId });
  }],
  ['badFloat', (till) => openShift(till, { staffId, float: money(-1) })],
  ['unknownZ', (till) => reprintZ(till, nobody())],
  ['unknownSale', (till) => sendReceipt(till, { saleId: nobody(), email: 'a@example.com', staffId })],
  ['unknownEntry', (till) => resolveEntry(till, { entryId: nobody(), how: 'retry', reason: 'try', staffId })],
  ['unknownJob', (till) => clearPrintJob(till, { jobId: 'none', why: 'lost' })],
  ['unknownPrinter', (till) => printTestPage(till, nobody())],
  ['unknownPrinter', async (till) => {
    await sell(till);
    const job = present((await till.db.printJobs.toArray())[0]);
    return divertPrintJob(till, { jobId: job.id, printerId: uuidv7() });
  }],
  ['unknownTicket', (till) => markTicket(till, { ticketId: nobody(), progress: 'ready', staffId })],
  ['orderOver', (till) => markOnlineOrder(till, { orderId: nobody(), progress: 'ready', staffId })],
  ['takenAlready', async (till, { id }) => {
    await online(till, id, { taken });
    return takeOnlineOrder(till, { orderId: id });
  }],
  ['notHere', async (till, { id }) => {
    await online(till, id);
    return printOnlineOrder(till, { orderId: id });
  }],
  ['printedAlready', async (till, { id }) => {
    await online(till, id, { taken });
    await till.db.onlinePapers.put({ orderId: id, asked: 1, printed: 1 });
    return printOnlineOrder(till, { orderId: id });
  }],
  ['notPrinted', async (till, { id }) => {
    await online(till, id, { taken });
    await till.db.onlinePapers.put({ orderId: id, asked: 1, printed: 1 });
    const job = { id: `ticket:${uuidv7()}`, state: 'queued' };
    const ticket = { id: job.id.slice('ticket:'.length), orderId: id, kind: 'fire', lines: [], stationId: curry.stationId };
    await till.db.tickets.put(ticket as never);
    await till.db.printJobs.put(job as never);
    return settleOnlinePaper(till, { orderId: id });
  }],
  ['notEnrolled', async (till, { id }) => {
    await till.db.meta.delete('identity');
    return printBill(till, { orderId: id, staffId });
  }],
]; // prettier-ignore

test.each(attempts)('what cannot be is refused in words as %s', async (code, attempt) => {
  const till = await setup();
  const { id } = value(await startOrder(till, { ...table, staffId: rahim.id }));
  const { id: lineId } = value(await tap(till, id, curry));
  const told = await attempt(till, { id, lineId });
  expect(codeOf(told)).toBe(code);
  expect(told.ok ? '' : told.message).toMatch(/^[A-Z].*\.$/);
});
