import { lateLines, type Order, type OrderHead, type OrderLine } from '@galley/shared/domain/order.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { MutationData } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

type OrderNews = 'changeOrder' | 'closeOrder' | 'fireCourse' | 'assignLine' | 'printBill';

/**
 * An order was begun at a table, moved, closed, a course of it fired or its bill shown: each is its head and what of its
 * lines has changed, and joins what other tills have told [S15].
 */
export function changeOrder(books: SalesBooks, command: SalesCommand<OrderNews>): Answer {
  const { data, branchId } = command;
  const flags =
    command.type === 'changeOrder' ? [...command.flags, ...placeFlags(books, data.order)] : command.flags;
  const before = books.order(data.order.id)?.data;
  const { order, others } = books.mergeOrder(branchId, orderOf(data), data.tickets);
  const late = lateFlags(before, order.data);
  return {
    event: 'ordersChanged',
    data: { orders: [order, ...others], tickets: data.tickets },
    flags: [...flags, ...late],
  };
}

/** What a till tells of an order. */
export function orderOf({ order, round, lines }: MutationData<OrderNews>): Order {
  return openOrder(order, lines, round);
}

export function openOrder(head: OrderHead, lines: readonly OrderLine[], rounds: number): Order {
  return { ...head, status: 'open', rounds, lines: [...lines] };
}

/** Lines that another till has added while the bill was being paid: nobody has paid for them, and nobody may forget them. */
export function lateFlags(before: Order | undefined, after: Order): Flag[] {
  const known = new Set(before && lateLines(before).map(({ id }) => id));
  const names = lateLines(after).flatMap(({ id, name }) => (known.has(id) ? [] : [name]));
  return names.length === 0
    ? []
    : [{ code: 'addedAfterPaid', detail: { orderNumber: after.number, names: names.join(', ') } }];
}

/** Two tills moved it while apart. Both end with the same place; somebody should look which table the guests are at. */
function placeFlags(books: SalesBooks, head: OrderHead): Flag[] {
  const known = books.order(head.id)?.data;
  if (!known || (known.edits ?? 0) < (head.edits ?? 0)) return [];
  if (known.table === head.table && known.type === head.type) return [];
  const detail = { orderNumber: head.number, one: known.table ?? '', other: head.table ?? '' };
  return [{ code: 'placeDiffers', detail }];
}
