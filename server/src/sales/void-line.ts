import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

/** The line may come from another till whose order is still on its way: then this waits for it [S13]. */
export function voidLine(books: SalesBooks, command: SalesCommand<'voidLine'>): Answer {
  const { orderId, line, tickets } = command.data;
  const known = books.order(orderId);
  if (!known) return { waitFor: `order ${orderId}` };
  const told = books.mergeOrder(command.branchId, { ...known.data, lines: [line] }, tickets);
  return { event: 'lineVoided', data: { ...told, tickets }, flags: command.flags };
}
