import { webShiftOf, webStaffName, webStaffOf, webCode } from '@galley/shared/domain/online-order.ts';
import { type Order, withSold } from '@galley/shared/domain/order.ts';
import { allThatIsLeft, decideRefund, type Refund } from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { decideSale, receiptNumberOf, type Sale } from '@galley/shared/domain/sale.ts';
import { fire, type Ticket } from '@galley/shared/domain/ticket.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { type BranchId, newId, type RefundId, type TenderId, uuidFrom } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { businessDayOf, type Instant } from '@galley/shared/values/time.ts';
import type { SalesBooks, StoredOrder } from '../books.ts';
import { type OnlineData, onlineIntentId, onlineSaleId } from './stored.ts';

export type BookedSale = {
  readonly sale: Sale;
  readonly order: StoredOrder;
  readonly tickets: readonly Ticket[];
};

/**
 * Makes the sale of an online order that has just been paid, as a till makes its own: by the shared rules, with the next
 * number of the web channel's series and the next link of its chain. What the kitchen has to make goes on its tickets.
 */
export function bookSale(books: SalesBooks, data: OnlineData, at: Instant): BookedSale {
  const { branchId, order, branch, stations } = data;
  let ids = 0;
  const fired = fire(order, stations, webStaffName, at, () => uuidFrom(`${order.id} ticket ${(ids += 1)}`));
  const { name, wantedAt } = data.told;
  const tickets = fired.tickets.map((ticket): Ticket => ({ ...ticket, web: { name, wantedAt } }));
  const id = onlineSaleId(order.id);
  const decided = decideSale({
    id,
    order: fired.order,
    tenders: [
      {
        id: tenderId(id),
        kind: 'gateway',
        amount: data.told.total,
        reference: null,
        intentId: onlineIntentId(order.id),
      },
    ],
    ...place(books, branchId, branch.timeZone, at),
    branch,
    paidAt: at,
  });
  // Its total was what the guest has paid: the rules and the snapshot are the same as when it was placed.
  const sale = must(decided.ok ? decided.value : null, 'a priced order with its whole price paid is a sale');
  keepReceipt(books, sale);
  books.addSale(branchId, sale);
  const paid: Order = { ...withSold(fired.order, sale.lines), status: 'paid' };
  const { order: stored } = books.mergeOrder(branchId, paid, tickets);
  return { sale, order: stored, tickets };
}

/** Gives all of it back: the branch cannot make it, so its goods are still on the shelf. */
export function unbookSale(
  books: SalesBooks,
  { branchId, order, branch }: OnlineData,
  reason: string,
  at: Instant,
): Refund | null {
  const saleId = onlineSaleId(order.id);
  const sale = must(books.sale(saleId), 'a paid online order has its sale in the books');
  const earlier = books.refundsOf(branchId, sale);
  const lines = allThatIsLeft(remainderOf(sale, earlier), true);
  if (lines.length === 0) return null; // a till has given all of it back before
  const decided = decideRefund({
    id: newId<RefundId>(() => uuidFrom(`refund of online order ${order.id}`)),
    sale,
    earlier,
    lines,
    reason,
    ...place(books, branchId, branch.timeZone, at),
    refundedAt: at,
    newTenderId: () => tenderId(`${saleId} back`),
  });
  const refund = must(decided.ok ? decided.value : null, 'what is left can be given back');
  keepReceipt(books, refund);
  books.addRefund(branchId, refund);
  return refund;
}

/** Where the next receipt of the web channel stands. */
function place(books: SalesBooks, branchId: BranchId, timeZone: string, at: Instant) {
  const shift = webShiftOf(branchId, businessDayOf(at, timeZone), at);
  return {
    shift,
    staff: { id: webStaffOf(branchId), name: webStaffName },
    receiptNumber: receiptNumberOf(webCode, 1, books.online.nextReceipt(branchId)),
    previousHash: books.receiptHash({ tillId: shift.tillId, incarnation: 1 }) ?? noHash,
  };
}

function keepReceipt(books: SalesBooks, { tillId, hash }: Pick<Sale, 'tillId' | 'hash'>): void {
  books.moveChain({ tillId, incarnation: 1 }, hash);
}

function tenderId(name: string): TenderId {
  return newId<TenderId>(() => uuidFrom(`tender of ${name}`));
}
