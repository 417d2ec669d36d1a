import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { lateFlags, orderOf } from './change-order.ts';
import type { SalesCommand } from './worker.ts';

/** New lines join the order, whichever till they come from; their tickets are kept as they were printed [S15]. */
export function sendToKitchen(books: SalesBooks, command: SalesCommand<'sendToKitchen'>): Answer {
  const { tickets } = command.data;
  const before = books.order(command.data.order.id)?.data;
  const { order } = books.mergeOrder(command.branchId, orderOf(command.data), tickets);
  const flags = [...command.flags, ...lateFlags(before, order.data)];
  return { event: 'orderSent', data: { order, tickets }, flags };
}
