import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { openOrder } from './change-order.ts';
import type { SalesCommand } from './worker.ts';

/** The lines leave one order, which keeps their traces, and stand in the other; elsewhere they may have gone on [S15]. */
export function moveLines(books: SalesBooks, command: SalesCommand<'moveLines'>): Answer {
  const { branchId, data, flags } = command;
  const { from, to, lines, tickets } = data;
  const told = [
    books.mergeOrder(branchId, openOrder(to, lines, 0), tickets),
    books.mergeOrder(branchId, openOrder(from, lines, 0), []),
  ];
  // The newest state of each: the second merge may have changed the first one's order again.
  const orders = new Map(
    told.flatMap(({ order, others }) => [order, ...others]).map((each) => [each.data.id, each]),
  );
  return { event: 'ordersChanged', data: { orders: [...orders.values()], tickets }, flags };
}
