import type { PoolClient } from 'pg';
import { type AnyCommandOf, type CommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import type { MutationNameOf } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { type Needs, SalesBooks } from './books.ts';
import { completeSale } from './complete-sale.ts';
import { openShift } from './open-shift.ts';
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
      consumers: { sales: 'cmd.sales.>' },
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
  return {
    orderIds: commands.flatMap((command) => {
      if (command.type === 'openShift' || command.type === 'refundSale') return [];
      return [command.type === 'voidLine' ? command.data.orderId : command.data.order.id];
    }),
    shiftIds: receipts.map(({ shiftId }) => shiftId),
    receiptChains: [...sales, ...refunds],
    receipts,
    refundedSaleIds: refunds.map(({ data }) => data.refund.saleId),
  };
}

function apply(books: SalesBooks, command: AnyCommand, waitedMs: number | null): Answer {
  switch (command.type) {
    case 'openShift':
      return openShift(books, command);
    case 'sendToKitchen':
      return sendToKitchen(books, command);
    case 'voidLine':
      return voidLine(books, command);
    case 'completeSale':
      return completeSale(books, command);
    case 'refundSale':
      return refundSale(books, command, waitedMs);
  }
}
