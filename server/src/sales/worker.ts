import type { PoolClient } from 'pg';
import { type AnyCommandOf, type CommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import type { OrderId, ShiftId } from '@galley/shared/values/ids.ts';
import type { MutationNameOf } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { type Needs, SalesBooks } from './books.ts';
import { closeShift } from './close-shift.ts';
import { completeSale } from './complete-sale.ts';
import { markTicket } from './mark-ticket.ts';
import { moveCash } from './move-cash.ts';
import { changeOrder } from './change-order.ts';
import { moveLines } from './move-lines.ts';
import { openShift } from './open-shift.ts';
import { punchClock } from './punch-clock.ts';
import { refundSale } from './refund-sale.ts';
import { sendToKitchen } from './send-to-kitchen.ts';
import { voidLine } from './void-line.ts';

export type SalesCommand<N extends MutationNameOf<'sales'>> = CommandOf<N>;
type AnyCommand = AnyCommandOf<'sales'>;

/** Keeps the books of orders, tickets, sales and shifts: one file a command. */
export function startSales(context: WorkerContext): Promise<Subscription> {
  return startWorker<AnyCommand, SalesBooks>(
    {
      name: 'sales',
      parse: (payload) => parseCommand('sales', payload),
      placeOf: ({ tillId, incarnation, turn }) => (turn === null ? null : { tillId, incarnation, turn }),
      open: (tx: PoolClient, commands) => SalesBooks.open(tx, needsOf(commands)),
      apply,
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}

function needsOf(commands: readonly AnyCommand[]): Needs {
  const sales = commands.filter((command) => command.type === 'completeSale');
  const refunds = commands.filter((command) => command.type === 'refundSale');
  const receipts = [
    ...sales.map(({ branchId, data }) => ({ branchId, ...data.sale })),
    ...refunds.map(({ branchId, data }) => ({ branchId, ...data.refund })),
  ];
  const reports = commands.flatMap((each) => (each.type === 'closeShift' ? [each.data.report] : []));
  const late = commands.filter((command) => command.turn === null);
  return {
    orderIds: commands.flatMap(orderIdsOf),
    ticketIds: commands.flatMap((each) =>
      each.type === 'markTicket' ? [each.data.ticketState.ticketId] : [],
    ),
    shiftIds: [...new Set(commands.flatMap(shiftIdsOf))],
    lockedShiftIds: [...new Set([...reports.map(({ shift }) => shift.id), ...late.flatMap(shiftIdsOf)])],
    reports,
    receiptChains: [...sales, ...refunds],
    receipts,
    refundedSaleIds: refunds.map(({ data }) => data.refund.saleId),
    soldIds: sales.map(({ data }) => data.sale.id),
  };
}

function orderIdsOf(command: AnyCommand): OrderId[] {
  switch (command.type) {
    case 'sendToKitchen':
    case 'completeSale':
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'printBill':
      return [command.data.order.id];
    case 'moveLines':
      return [command.data.from.id, command.data.to.id];
    case 'voidLine':
      return [command.data.orderId];
    case 'openShift':
    case 'refundSale':
    case 'moveCash':
    case 'closeShift':
    case 'markTicket':
    case 'punchClock':
      return [];
  }
}

/** The shift that a command's record belongs to. */
function shiftIdsOf(command: AnyCommand): ShiftId[] {
  switch (command.type) {
    case 'completeSale':
      return [command.data.sale.shiftId];
    case 'refundSale':
      return [command.data.refund.shiftId];
    case 'moveCash':
      return [command.data.movement.shiftId];
    case 'closeShift':
      return [command.data.report.shift.id];
    case 'openShift': // it is what it brings
    case 'sendToKitchen':
    case 'voidLine':
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'printBill':
    case 'moveLines':
    case 'markTicket':
    case 'punchClock':
      return [];
  }
}

function apply(books: SalesBooks, command: AnyCommand, waitedMs: number | null): Answer {
  switch (command.type) {
    case 'openShift':
      return openShift(books, command);
    case 'moveCash':
      return moveCash(books, command);
    case 'closeShift':
      return closeShift(books, command);
    case 'punchClock':
      return punchClock(books, command);
    case 'sendToKitchen':
      return sendToKitchen(books, command);
    case 'voidLine':
      return voidLine(books, command);
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'printBill':
      return changeOrder(books, command);
    case 'moveLines':
      return moveLines(books, command);
    case 'markTicket':
      return markTicket(books, command);
    case 'completeSale':
      return completeSale(books, command);
    case 'refundSale':
      return refundSale(books, command, waitedMs);
  }
}
